"""Claims as a list: what waits, for whom and how long."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.services.savings.claims.inbox import Waiting
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.savings.claims.words import (
    GRADE_TONES,
    STATE_TONES,
    STATES,
    Wanted,
    period,
    waited,
    whose,
)

COLUMNS: tuple[Column[Waiting], ...] = (
    Column("Benefit", lambda entry: entry.benefit, key="benefit", width=150, grows=True),
    Column(
        "Claimed",
        lambda entry: pounds(entry.claim.pence),
        key="claimed",
        width=92,
        right=True,
        whole=True,
        sort_by=lambda entry: entry.claim.pence,
    ),
    Column("Validator", lambda entry: entry.claim.validator, key="validator", width=124),
    Column("Waited", waited, key="days", width=80, right=True, sort_by=lambda entry: entry.days),
    Column(
        "Evidence",
        lambda entry: EVIDENCE[entry.claim.grade],
        key="evidence",
        width=104,
        chip=lambda entry: Chip(EVIDENCE[entry.claim.grade], GRADE_TONES[entry.claim.grade]),
    ),
    Column(
        "State",
        lambda entry: STATES[entry.claim.state],
        key="state",
        width=104,
        chip=lambda entry: Chip(STATES[entry.claim.state], STATE_TONES[entry.claim.state]),
    ),
    Column("Saving of", whose, key="agency", width=150),
    Column("Project", lambda entry: entry.project, key="project", width=140, grows=True),
    Column(
        "Validated",
        lambda entry: pounds(entry.claim.validated_pence) if entry.claim.validated_pence else "",
        key="validated",
        width=100,
        right=True,
        hidden=True,
        whole=True,
        sort_by=lambda entry: entry.claim.validated_pence,
    ),
    Column(
        "Period",
        lambda entry: period(entry.claim),
        key="period",
        width=240,
        hidden=True,
        sort_by=lambda entry: entry.claim.from_on,
    ),
    Column(
        "Service", lambda entry: EFFECTS[entry.claim.effect], key="effect", width=84, hidden=True
    ),
    Column(
        "Maturity",
        lambda entry: MATURITIES[entry.claim.maturity],
        key="maturity",
        width=130,
        hidden=True,
    ),
    Column(
        "Claimed by",
        lambda entry: entry.claim.claimant,
        key="claimant",
        width=140,
        hidden=True,
    ),
    Column(
        "Pot", lambda entry: entry.pot.name if entry.pot else "", key="pot", width=150, hidden=True
    ),
    Column("Cohort", lambda entry: entry.cohort, key="cohort", width=120, hidden=True),
)


class InboxView(QWidget):
    """Lists claims and passes on what is asked of some."""

    wanted_changed = Signal(object)
    current_changed = Signal(int)
    opened = Signal(int)
    decisions_asked = Signal(str, tuple)
    forms_asked = Signal(tuple)
    export_asked = Signal()
    benefits_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.search = SearchField("Search benefits, projects and people")
        self.states = FilterChips("State", list(STATES.items()))
        self.validators = FilterMenu("Validator")
        self.agencies = FilterMenu("Agency")
        self.model = TableModel[Waiting](COLUMNS, identity=lambda entry: entry.claim.id)
        self.table = DataTable(self.model, "Claims", ("claim", "claims"), memory=memory)
        self.table.offer_export()
        self.table.add_bulk_action("Validate…", "check", self._ask("validated"))
        self.table.add_bulk_action("Reject…", "x", self._ask("rejected"))
        self.table.add_bulk_action("Make forms…", "file-text", self.forms_asked.emit)
        self.sums = label("", "muted", wrap=True)
        self.nothing = EmptyState(
            "clipboard-check",
            "Nothing has been claimed here yet.",
            "Show benefits",
            "A claim is made on a benefit that has its forecast, baseline and pot. It then waits "
            "here for an officer who neither owns the benefit nor makes the claim.",
        )
        self._lay_out()
        self._connect()

    def show_claims(
        self, shown: Sequence[Waiting], total: int, counts: Mapping[ClaimState, int], sums: str
    ) -> None:
        """Show the claims wanted, how many there are of each state, and what they come to."""
        self.model.show_rows(shown)
        self.table.set_total(total)
        for state in STATES:
            self.states.set_count(state, counts.get(state, 0))
        self.sums.setText(sums)
        for part in (self._filters, self.table, self.sums):
            part.setVisible(total > 0)
        self.nothing.setVisible(total == 0)

    def offer(self, validators: Iterable[tuple[int, str]], agencies: Iterable[str]) -> None:
        """Offer to narrow the list to these validators and agencies."""
        self.validators.set_choices(list(validators))
        self.agencies.set_choices([(name, name) for name in agencies])

    def wanted(self) -> Wanted:
        """Return which claims the search and the filters want."""
        return Wanted(
            text=self.search.text().strip(),
            states=frozenset(key for key in self.states.chosen() if isinstance(key, ClaimState)),
            validators=frozenset(key for key in self.validators.chosen() if isinstance(key, int)),
            agencies=frozenset(map(str, self.agencies.chosen())),
        )

    def narrow(self, wanted: Wanted) -> None:
        """Set search and filters, as when one claim is gone to."""
        filters = (self.search, self.states, self.validators, self.agencies)
        blockers = [QSignalBlocker(each) for each in filters]
        self.search.setText(wanted.text)
        self.states.choose(tuple(wanted.states))
        self.validators.choose(tuple(wanted.validators))
        self.agencies.choose(tuple(wanted.agencies))
        for each in blockers:
            each.unblock()
        self._tell()

    def choose(self, claim_id: int) -> None:
        """Go to one claim in the list."""
        self.table.choose((claim_id,))

    def _tell(self, *_: object) -> None:
        self.wanted_changed.emit(self.wanted())

    def _widen(self) -> None:
        self.narrow(Wanted())

    def _ask(self, outcome: str) -> Callable[[tuple[int, ...]], None]:
        def ask(ids: tuple[int, ...]) -> None:
            self.decisions_asked.emit(outcome, ids)

        return ask

    def _pass_on(self, claim_id: int | None) -> None:
        if claim_id is not None:
            self.current_changed.emit(claim_id)

    def _lay_out(self) -> None:
        self._filters = QWidget()
        row = FlowLayout(self._filters)
        row.add(self.search, stretch=1)
        for each in (self.validators, self.agencies, self.states):
            row.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._tell)
        self.search.left_downwards.connect(self.table.take_focus)
        for each in (self.states, self.validators, self.agencies):
            each.chosen_changed.connect(self._tell)
        self.table.current_changed.connect(self._pass_on)
        self.table.opened.connect(self.opened)
        self.table.edit_asked.connect(self.opened)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)
        self.nothing.asked.connect(self.benefits_asked)
