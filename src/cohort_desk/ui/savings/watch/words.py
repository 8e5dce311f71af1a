"""What the view of things to see to shows, in words, without Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.services.savings.benefits.watching import PotNear, Watch
from cohort_desk.services.savings.claims.pots import Pot
from cohort_desk.services.savings.shapes import BenefitLine, Officer
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.savings.tones import ALARM_TONES

_KINDS = tuple(ALARM_TONES)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the list: a benefit for one reason, or a pot that is nearly full."""

    id: int
    alarm: Alarm
    title: str
    project: str
    what: str
    owner: str
    cohort: str
    line: BenefitLine | None
    pot: Pot | None


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done about the row that is looked at."""

    key: str
    text: str
    icon: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the panel at the side tells of a row, and what can be done about it."""

    title: str
    chip: str
    tone: ToneName
    sentence: str
    facts: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]


def items_of(watch: Watch) -> tuple[Item, ...]:
    """Return the rows of everything that wants attention; of a pot its newest year."""
    lines = (
        Item(
            id=each.line.id * len(_KINDS) + _KINDS.index(each.alarm),
            alarm=each.alarm,
            title=each.line.title,
            project=each.line.project,
            what=each.what,
            owner=each.line.owner,
            cohort=each.line.cohort,
            line=each.line,
            pot=None,
        )
        for each in watch.lines
    )
    newest = {near.pot.id: near for near in watch.pots_near}
    return (*lines, *map(_pot_item, newest.values()))


def item_tells(item: Item) -> Told:
    """Return what the panel tells of a thing to see to."""
    if item.line is None:
        return Told(
            item.title,
            item.alarm,
            ALARM_TONES[item.alarm],
            f"{item.what} Claims beyond it are refused, of whichever project and agency.",
            (("Budget of", item.owner or "Several agencies"),),
            (Action("pots", "Show pots", "list-checks", main=True),),
        )
    line = item.line
    facts = (
        ("Project", line.project),
        ("Cohort", line.cohort),
        ("Owner", line.owner or "Nobody yet"),
        ("State", line.rung.words),
        ("Projected", about(line.projected, approximate=line.approximate)),
        ("Validated", pounds(line.validated)),
        ("Update due", written_date(line.update_due_on) if line.update_due_on else ""),
    )
    return Told(
        item.title,
        item.alarm,
        ALARM_TONES[item.alarm],
        f"{item.what} {_ADVICE[item.alarm]}",
        facts,
        (*_ACTIONS[item.alarm], Action("benefit", "Open benefit", "arrow-right")),
    )


def officer_tells(officer: Officer) -> Told:
    """Return what the panel tells of an officer."""
    facts = (
        ("Post", officer.post),
        ("Agency", officer.agency),
        ("Email", officer.email),
        ("In the course", "Yes" if officer.participant_id else "No"),
    )
    left = (
        Action("back", "Is back", "undo-2")
        if officer.left_on
        else Action("left", "Has left…", "log-out")
    )
    return Told(
        officer.name,
        "Gone" if officer.gone else "In post",
        "danger" if officer.gone else "success",
        f"{officer.name} {officer.gone}." if officer.gone else "",
        tuple((caption, value) for caption, value in facts if value),
        (
            Action("edit", "Edit…", "pencil", main=True),
            left,
            Action("take_out", "Remove", "trash-2"),
        ),
    )


def pot_tells(pot: Pot, years: Sequence[tuple[str, int]]) -> Told:
    """Return what the panel tells of a pot; `years` are the words of years with what is left."""
    facts = (
        ("Budget of", pot.agency or "Several agencies"),
        ("Baseline", f"{pounds(pot.baseline_pence)} a year, {written_date(pot.baseline_on)}"),
        ("Source", pot.baseline_source),
        ("Benefits", str(pot.benefits)),
        *((year, f"{pounds(left)} is left") for year, left in years),
    )
    return Told(
        pot.name,
        "",
        "neutral",
        "" if pot.claimed else "Nothing is claimed on it yet.",
        facts,
        (
            Action("edit", "Edit…", "pencil", main=True),
            Action("take_out", "Remove", "trash-2"),
        ),
    )


def has_words(wanted: str, texts: Iterable[str]) -> bool:
    """Say whether each word wanted begins some word of the texts."""
    own = folded(" ".join(texts)).split()
    return all(any(word.startswith(each) for word in own) for each in folded(wanted).split())


def items_table(items: Sequence[Item]) -> TableOut:
    """Return a sheet of things to see to."""
    heads = ("What", "Benefit or pot", "Project", "Cohort", "Owner", "What it means")
    rows = [(str(i.alarm), i.title, i.project, i.cohort, i.owner, i.what) for i in items]
    return TableOut("To see to", heads, rows, 1)


def officers_table(officers: Sequence[Officer]) -> TableOut:
    """Return a sheet of officers."""
    heads = ("Name", "Post", "Agency", "Email", "Gone")
    rows = [(o.name, o.post, o.agency, o.email, o.gone) for o in officers]
    return TableOut("Officers", heads, rows, 0)


def pots_table(pots: Sequence[Pot]) -> TableOut:
    """Return a sheet of pots; amounts are pounds."""
    heads = ("Pot", "Agency", "Baseline £ a year", "Baseline’s date", "Source", "Benefits")
    rows = [
        (
            pot.name,
            pot.agency,
            pot.baseline_pence / 100,
            written_date(pot.baseline_on),
            pot.baseline_source,
            pot.benefits,
        )
        for pot in pots
    ]
    return TableOut("Pots", heads, rows, 0)


def _pot_item(near: PotNear) -> Item:
    return Item(
        id=near.pot.id * len(_KINDS) + _KINDS.index(Alarm.FULL_POT),
        alarm=Alarm.FULL_POT,
        title=near.pot.name,
        project="",
        what=near.what,
        owner=near.pot.agency,
        cohort="",
        line=None,
        pot=near.pot,
    )


_ADVICE = {
    Alarm.UNSUSTAINED: "A recurrent gain has to last two more financial years: re-date it, remove "
    "it with a reason, or claim the year that is missing.",
    Alarm.ORPHANED: "Somebody else has to answer for it.",
    Alarm.OVERDUE: "Its status is red until there is one.",
    Alarm.UNSETTLED: "It cannot be forecast before that is settled.",
}
_ACTIONS = {
    Alarm.UNSUSTAINED: (
        Action("redate", "Re-date…", "calendar", main=True),
        Action("remove", "Remove…", "trash-2"),
    ),
    Alarm.ORPHANED: (Action("reassign", "Reassign…", "user", main=True),),
    Alarm.OVERDUE: (Action("update", "Write update…", "pencil", main=True),),
    Alarm.UNSETTLED: (Action("settle", "Settle…", "check", main=True),),
}
