"""What the agreement view does: what two markers make of each submission, and who decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.agreeing import (
    AgreementLine,
    Agreements,
    How,
    MarkerLine,
    Settlement,
    call_third,
    read_agreements,
    settle,
    unsettle,
)
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.reading import ListReading
from cohort_desk.ui.marking.presenter.typed_marks import read_mark
from cohort_desk.ui.marking.presenter.views import Occasion

KINDS = (("settle", "To settle"), ("waiting", "Waiting"), ("agreed", "Agreed"))
_KIND_OF = {How.TO_SETTLE: "settle", How.WAITING: "waiting", How.THIRD_CALLED: "waiting"}
_TONES: dict[str, ToneName] = {"settle": "warning", "waiting": "neutral", "agreed": "success"}
_SHOWN_OF = frozenset(
    {
        "mark",
        "criterion_mark",
        "agreement",
        "allotment",
        "tutor",
        "submission",
        "moderation",
        "sitting",
        "cohort_regulations",
    }
)


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two marks and what they come to, in words."""

    id: int
    identity: str
    first: str
    second: str
    third: str
    apart: str
    agreed: str
    how: str
    tone: ToneName
    reason: str
    kind: str


@dataclass(frozen=True, slots=True)
class PairRecord:
    """A submission to settle, with who marked it and what may be done."""

    line: PairLine
    markers: tuple[tuple[str, str, str], ...]
    by: str
    settled: bool
    may_settle: bool
    may_call: bool
    locked: str
    tutors: tuple[tuple[int, str], ...]


class AgreementView(Protocol):
    """What the presenter needs of the view."""

    def show_pairs(
        self, lines: Sequence[PairLine], total: int, counts: dict[str, int], summary: str
    ) -> None: ...
    def show_record(self, record: PairRecord) -> None: ...
    def show_nothing(self, why: str) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def close_panel(self) -> None: ...


class AgreementPresenter:
    """Shows one sitting at a time."""

    def __init__(self, view: AgreementView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasion: Occasion | None = None
        self._read: dict[int, AgreementLine] = {}
        self._lines = Narrowing[PairLine](
            lambda line: f"{line.identity} {line.how}", lambda line: line.kind
        )
        self._summary = ""
        self._opened = 0
        self._reading = ListReading("Reading the agreement", desk)

    def show(self, occasion: Occasion | None) -> None:
        """Show a sitting; None if the cohort has no assessment yet."""
        if occasion != self._occasion:
            self._opened = 0
        self._occasion = occasion
        if occasion is None:
            self._reading.drop()
            self._view.show_nothing("This cohort has no assessments yet.")
        else:
            self._reading.ask(lambda db: read_agreements(db, *occasion), self._take)

    def _take(self, read: Agreements) -> None:
        lines = [line for line in read.lines if line.submission_id is not None and line.markers]
        if not lines:
            self._view.show_nothing(f"No submission of {read.name} is allotted yet.")
            return
        self._read = {line.submission_id or 0: line for line in lines}
        self._lines.take([_pair_line(line) for line in lines])
        waiting = read.to_settle
        self._summary = (
            f"{counted(waiting, 'submission waits', 'submissions wait')} for a decision"
            if waiting
            else "Nothing waits for a decision"
        )
        self._show()
        if self._opened in self._read:
            self.open(self._opened)

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.show(self._occasion)

    def search(self, text: str) -> None:
        self._lines.search(text)
        self._show()

    def filter(self, kinds: tuple[object, ...]) -> None:
        self._lines.kinds = kinds
        self._show()

    def open(self, key: int) -> None:
        """Show one submission, and what can be decided about it."""
        line = self._read.get(key)
        if line is None:
            return
        self._opened = key
        markers = {marker.tutor_id for marker in line.markers}
        tutors = list_tutors(self._desk.db, active_only=True)
        free = tuple((each.id, each.name) for each in tutors if each.id not in markers)
        decidable = line.how in (How.TO_SETTLE, How.SETTLED)
        self._view.show_record(
            PairRecord(
                _pair_line(line),
                tuple((each.role, each.tutor, _given(each)) for each in line.markers),
                line.by,
                line.version is not None,
                decidable and not line.locked,
                line.how is How.TO_SETTLE and not line.locked,
                line.locked,
                free,
            )
        )

    def closed(self) -> None:
        self._opened = 0

    def settle(self, value: str, reason: str, by: str) -> None:
        """Keep what the markers, or their lead, settled on."""
        line = self._read.get(self._opened)
        if line is None or line.submission_id is None:
            return
        try:
            mark = read_mark(value)
            if mark is None:
                self._view.show_problem("mark", "Type the mark that they settled on.")
                return
            settlement = Settlement(mark, reason, by)
            settle(self._desk.db, line.submission_id, settlement, line.version)
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))

    def unsettle(self) -> None:
        """Take back what was settled."""
        line = self._read.get(self._opened)
        if line and line.submission_id is not None and line.version is not None:
            submission, version = line.submission_id, line.version
            attempt(self._desk, lambda: unsettle(self._desk.db, submission, version))

    def call_third(self, tutor_id: int) -> None:
        """Have another tutor decide."""
        line = self._read.get(self._opened)
        if line and line.submission_id is not None:
            submission = line.submission_id
            attempt(self._desk, lambda: call_third(self._desk.db, submission, tutor_id))

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _show(self) -> None:
        counts = {kind: self._lines.count(kind) for kind, _ in KINDS}
        shown = self._lines.shown()
        self._view.show_pairs(shown, len(self._lines.all), counts, self._summary)


def _pair_line(line: AgreementLine) -> PairLine:
    by_role = {marker.role: marker for marker in line.markers}
    first, second, third = (_given(by_role.get(role)) for role in ("first", "second", "third"))
    marks = [by_role[role].mark for role in ("first", "second") if role in by_role]
    known = [mark for mark in marks if mark is not None]
    apart = written(abs(known[0] - known[1])) if len(known) > 1 else ""
    kind = _KIND_OF.get(line.how, "agreed")
    return PairLine(
        line.submission_id or 0,
        line.identity,
        first,
        second,
        third,
        apart,
        "" if line.agreed is None else written_cut(line.agreed),
        line.how.value,
        _TONES[kind],
        line.reason,
        kind,
    )


def _given(marker: MarkerLine | None) -> str:
    """Return a marker's mark, or how far the marker is while it is not to be seen."""
    if marker is None:
        return ""
    if marker.mark is not None:
        return written(marker.mark)
    return "finished" if marker.final else "not yet"
