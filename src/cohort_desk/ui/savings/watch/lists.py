"""The three lists of the view: things to see to, officers, and pots."""

from cohort_desk.domain.savings.money import pounds
from cohort_desk.services.savings.claims.pots import Pot
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.savings.tones import ALARM_TONES
from cohort_desk.ui.savings.watch.words import Item

_GRAVITY = {alarm: at for at, alarm in enumerate(ALARM_TONES)}


def _alarm(item: Item) -> Chip:
    return Chip(item.alarm, ALARM_TONES[item.alarm])


def _gone(officer: Officer) -> Chip:
    return Chip("Gone", "danger") if officer.gone else Chip("In post", "success")


def _claimed(pot: Pot) -> int:
    return pot.claimed[-1].pence if pot.claimed else 0


def _used(pot: Pot) -> str:
    """Return what of its baseline the newest year's claims take, never rounded up to all of it."""
    return f"{_claimed(pot) * 100 // pot.baseline_pence} %" if pot.claimed else ""


ITEMS: tuple[Column[Item], ...] = (
    Column(
        "What",
        lambda item: item.alarm,
        key="alarm",
        width=138,
        chip=_alarm,
        sort_by=lambda item: _GRAVITY[item.alarm],
    ),
    Column("Benefit or pot", lambda item: item.title, key="title", width=210, grows=True),
    Column("What it means", lambda item: item.what, key="what", width=290, grows=True),
    Column("Project", lambda item: item.project, key="project", width=140, grows=True),
    Column("Owner", lambda item: item.owner, key="owner", width=120),
    Column("Cohort", lambda item: item.cohort, key="cohort", width=130, hidden=True),
)
OFFICERS: tuple[Column[Officer], ...] = (
    Column("Name", lambda officer: officer.name, key="name", width=180),
    Column("Post", lambda officer: officer.post, key="post", width=170),
    Column("Agency", lambda officer: officer.agency, key="agency", width=200, grows=True),
    Column("Email", lambda officer: officer.email, key="email", width=210),
    Column(
        "State",
        lambda officer: officer.gone or "in post",
        key="state",
        width=100,
        chip=_gone,
    ),
)
POTS: tuple[Column[Pot], ...] = (
    Column("Pot", lambda pot: pot.name, key="name", width=200, grows=True),
    Column(
        "Budget of",
        lambda pot: pot.agency or "Several agencies",
        key="agency",
        width=180,
        grows=True,
    ),
    Column(
        "Baseline a year",
        lambda pot: pounds(pot.baseline_pence),
        key="baseline",
        width=130,
        right=True,
        whole=True,
        sort_by=lambda pot: pot.baseline_pence,
    ),
    Column(
        "Claimed, newest year",
        lambda pot: pounds(_claimed(pot)) if pot.claimed else "",
        key="claimed",
        width=160,
        right=True,
        whole=True,
        sort_by=_claimed,
    ),
    Column("Used", _used, key="used", width=80, right=True),
    Column(
        "Benefits",
        lambda pot: str(pot.benefits),
        key="benefits",
        width=90,
        right=True,
        sort_by=lambda pot: pot.benefits,
    ),
)


def item_rows() -> TableModel[Item]:
    """Return the rows of things to see to."""
    return TableModel(ITEMS, identity=lambda item: item.id)


def officer_rows() -> TableModel[Officer]:
    """Return the rows of officers."""
    return TableModel(OFFICERS, identity=lambda officer: officer.id)


def pot_rows() -> TableModel[Pot]:
    """Return the rows of pots."""
    return TableModel(POTS, identity=lambda pot: pot.id)
