"""What the allotment view does: who marks what, by hand and balanced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import LONDON, read_in_london
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.allotments import (
    AllotmentLine,
    Allotments,
    Allotted,
    read_allotments,
)
from cohort_desk.services.marks.allotting import Duty, allot, remove_allotments, set_due
from cohort_desk.services.marks.balancing import (
    AllotmentPlan,
    Wish,
    apply_allotment,
    plan_allotment,
)
from cohort_desk.services.marks.moderating import fresh_seed
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.services.submissions import Owner
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.reading import ListReading
from cohort_desk.ui.marking.presenter.views import Occasion

KINDS = (("missing", "Without a marker"), ("overdue", "Overdue"), ("conflict", "In conflict"))
_SHOWN_OF = frozenset(
    {"allotment", "tutor", "tutor_conflict", "submission", "mark", "membership", "participant"}
)
_ROLES = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A submission and its markers, in words."""

    id: int
    name: str
    code: str
    markers: tuple[str, str, str]
    due: str
    state: str
    standing: str
    tone: ToneName
    kind: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What a balanced allotment would do: loads as name, now and added; what nobody may take."""

    loads: tuple[tuple[str, int, int], ...]
    unplaced: tuple[str, ...]
    tasks: int


class AllotmentView(Protocol):
    """What the presenter needs of the view."""

    def show_allotment(
        self, lines: Sequence[WorkLine], total: int, counts: dict[str, int], summary: str
    ) -> None: ...
    def show_choices(self, tutors: Sequence[tuple[int, str]], roles: Sequence[str]) -> None: ...
    def show_no_work(self, why: str) -> None: ...
    def show_balance(self, balance: Balance) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def close_panel(self) -> None: ...


class AllotmentPresenter:
    """Shows one sitting at a time."""

    def __init__(self, view: AllotmentView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasion: Occasion | None = None
        self._read: dict[int, AllotmentLine] = {}
        self._lines = Narrowing[WorkLine](
            lambda line: f"{line.name} {line.code} {' '.join(line.markers)}", lambda line: line.kind
        )
        self._summary = ""
        self._plan: AllotmentPlan | None = None
        self._seed = fresh_seed()
        self._reading = ListReading("Reading the allotment", desk)

    def show(self, occasion: Occasion | None) -> None:
        """Show a sitting; None if the cohort has no assessment yet."""
        if occasion != self._occasion:
            # Until the other sitting has been read nothing of this one is to be allotted in it.
            self._read = {}
        self._occasion = occasion
        if occasion is None:
            self._reading.drop()
            self._view.show_no_work("This cohort has no assessments yet.")
        else:
            self._reading.ask(lambda db: read_allotments(db, *occasion), self._take)

    def _take(self, read: Allotments) -> None:
        tutors = list_tutors(self._desk.db, active_only=True)
        self._view.show_choices([(each.id, each.name) for each in tutors], read.roles)
        if not read.lines:
            self._view.show_no_work(f"Nobody is expected to hand in {read.name} yet.")
            return
        self._read = {_key(line.owner): line for line in read.lines}
        self._lines.take([_work_line(line) for line in read.lines])
        self._summary = _summary(read)
        self._show()

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.show(self._occasion)

    def search(self, text: str) -> None:
        self._lines.search(text)
        self._show()

    def filter(self, kinds: tuple[object, ...]) -> None:
        self._lines.kinds = kinds
        self._show()

    def allot(self, keys: Sequence[int], role: str, tutor_id: int, due: str) -> None:
        """Give submissions to a tutor in a role."""
        occasion, owners = (
            self._occasion,
            [self._read[key].owner for key in keys if key in self._read],
        )
        try:
            until = read_in_london("due", due)
            if occasion and owners:
                allot(self._desk.db, occasion, owners, Duty(role, tutor_id, until))
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self._view.close_panel()

    def take_back(self, keys: Sequence[int], role: str) -> None:
        """Take submissions from whoever has them in a role."""
        ids = [each.allotment_id for each in self._markers(keys) if each.role == role]
        if not ids:
            self._view.show_problem("role", f"None of these has a {role} marker.")
        elif attempt(self._desk, lambda: remove_allotments(self._desk.db, ids)):
            self._view.close_panel()

    def put_due(self, keys: Sequence[int], due: str) -> None:
        """Say until when submissions are to be marked."""
        ids = [each.allotment_id for each in self._markers(keys)]
        try:
            set_due(self._desk.db, ids, read_in_london("due", due))
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))

    def plan(self, tutor_ids: Sequence[int], roles: Sequence[str], due: str) -> None:
        """Work out who would get what, and show it; nothing is written."""
        self._plan = None
        if self._occasion is None:
            return
        try:
            until = read_in_london("due", due)
            wish = Wish(self._occasion, tuple(tutor_ids), tuple(roles), self._seed, until)
            plan = plan_allotment(self._desk.db, wish)
        except CohortDeskError as error:
            self._view.show_balance(Balance((), (), 0))
            self._view.show_problem(getattr(error, "field", "tutors"), str(error))
            return
        self._plan = plan
        self._view.show_problem("", "")
        self._view.show_balance(
            Balance(
                tuple((load.tutor, load.before, load.added) for load in plan.loads),
                tuple(f"{each.name}, {each.role} marker: {each.reason}" for each in plan.unplaced),
                len(plan.tasks),
            )
        )

    def apply_plan(self) -> None:
        """Allot as was shown."""
        plan = self._plan
        if plan and attempt(self._desk, lambda: apply_allotment(self._desk.db, plan)):
            self._plan = None
            self._view.close_panel()

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _markers(self, keys: Sequence[int]) -> list[Allotted]:
        return [marker for key in keys if key in self._read for marker in self._read[key].markers]

    def _show(self) -> None:
        counts = {kind: self._lines.count(kind) for kind, _ in KINDS}
        shown = self._lines.shown()
        self._view.show_allotment(shown, len(self._lines.all), counts, self._summary)


def _key(owner: Owner) -> int:
    """Return one number for a group or a person."""
    return 2 * owner.group_id if owner.group_id is not None else 2 * (owner.participant_id or 0) + 1


def _work_line(line: AllotmentLine) -> WorkLine:
    by_role = {marker.role: marker for marker in line.markers}
    first, second, third = (_marker(by_role.get(role)) for role in _ROLES)
    conflict = next((marker.against for marker in line.markers if marker.against), "")
    overdue = any(marker.overdue for marker in line.markers)
    missing = f"Without {' and '.join(line.missing)} marker" if line.missing else ""
    kind = "conflict" if conflict else "missing" if missing else "overdue" if overdue else ""
    tones: dict[str, ToneName] = {"conflict": "danger", "missing": "warning", "overdue": "danger"}
    return WorkLine(
        _key(line.owner),
        line.name,
        line.code,
        (first, second, third),
        _due([marker.due_at for marker in line.markers]),
        line.state.value,
        conflict or missing or ("Overdue" if overdue else "Allotted"),
        tones.get(kind, "success"),
        kind,
    )


def _marker(marker: Allotted | None) -> str:
    if marker is None:
        return ""
    stage = "finished" if marker.final else "begun" if marker.begun else ""
    return f"{marker.tutor} ({stage})" if stage else marker.tutor


def _due(moments: Sequence[datetime | None]) -> str:
    known = [moment for moment in moments if moment]
    return written_date(min(known).astimezone(LONDON)) if known else ""


def _summary(read: Allotments) -> str:
    submissions = counted(len(read.lines), "submission", "submissions")
    missing = read.missing
    if not missing:
        return f"{submissions}, each with its {counted(len(read.roles), 'marker', 'markers')}"
    return f"{submissions}; {counted(missing, 'marker is', 'markers are')} still to be found"
