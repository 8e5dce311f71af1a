"""What the marks view does: everybody's mark for an assessment, and why it is what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.marks.ladder import RungKind
from cohort_desk.domain.marks.ladder_words import (
    change_words,
    clause_words,
    numbers_words,
    result_words,
)
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.services.marks.ladders import CandidateLadder, read_ladders
from cohort_desk.services.marks.why import WhyMark, read_why
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.reading import ListReading
from cohort_desk.ui.marking.presenter.views import Occasion

KINDS = (("mark", "With a mark"), ("waiting", "Waiting"))
TAGS = (("late", "Late"), ("held", "Held"))


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A person's mark, by its rungs, in words."""

    id: int
    candidate: str
    name: str
    group: str
    rungs: tuple[str, str, str, str, str]
    final: str
    waiting: str
    state: str
    tone: ToneName
    kind: str
    tags: tuple[str, ...]

    @property
    def tag_words(self) -> str:
        """What is to be known of the mark besides its state."""
        return ", ".join(words for tag, words in TAGS if tag in self.tags)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder in words: what it is, what it did, by which rule and clause."""

    title: str
    change: str
    rule: str
    clause: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a mark is what it is."""

    title: str
    about: str
    result: str
    steps: tuple[Step, ...]
    regulations: str


class MarksView(Protocol):
    """What the presenter needs of the view."""

    def show_marks(self, lines: Sequence[MarkLine], total: int, counts: dict[str, int]) -> None: ...
    def show_why(self, why: Why) -> None: ...
    def show_nothing(self, why: str) -> None: ...


class MarksPresenter:
    """Shows one assessment, whichever sitting of it counts."""

    def __init__(self, view: MarksView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasion: Occasion | None = None
        self._lines = Narrowing[MarkLine](
            lambda line: f"{line.name} {line.candidate} {line.group}",
            lambda line: line.kind,
            lambda line: line.tags,
        )
        self._opened: int | None = None
        self._reading = ListReading("Reading the marks", desk)
        self.why: WhyMark | None = None

    def show(self, occasion: Occasion | None) -> None:
        """Show an assessment; None if the cohort has none yet."""
        if occasion != self._occasion:
            self._opened = None
        self._occasion = occasion
        if occasion is None:
            self._reading.drop()
            self._view.show_nothing("This cohort has no assessments yet.")
        else:
            self._reading.ask(lambda db: read_ladders(db, occasion[0]), self._take)

    def _take(self, ladders: Sequence[CandidateLadder]) -> None:
        if not ladders:
            self._view.show_nothing("Nobody takes this assessment yet.")
            return
        self._lines.take([_mark_line(ladder) for ladder in ladders])
        self._show()
        if self._opened is not None:
            self.open(self._opened)

    def records_changed(self, _kinds: frozenset[str]) -> None:
        """Read anew: almost everything can change a mark."""
        self.show(self._occasion)

    def search(self, text: str) -> None:
        self._lines.search(text)
        self._show()

    def filter(self, kinds: tuple[object, ...]) -> None:
        self._lines.kinds = kinds
        self._show()

    def filter_tags(self, tags: tuple[object, ...]) -> None:
        self._lines.tags = tags
        self._show()

    def open(self, participant_id: int) -> None:
        """Show why one person has the mark they have."""
        if self._occasion is None:
            return
        try:
            self.why = read_why(self._desk.db, participant_id, self._occasion[0])
        except CohortDeskError as error:
            self._opened = None
            self._desk.warn(str(error))
            return
        self._opened = participant_id
        self._view.show_why(_why(self.why))

    def closed(self) -> None:
        self._opened = None

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _show(self) -> None:
        counts = {kind: self._lines.count(kind) for kind, _ in KINDS}
        counts |= {tag: self._lines.count_tag(tag) for tag, _ in TAGS}
        self._view.show_marks(self._lines.shown(), len(self._lines.all), counts)


def _mark_line(each: CandidateLadder) -> MarkLine:
    ladder = each.ladder
    markers = [rung for rung in ladder.rungs if rung.kind is RungKind.MARKER]
    given = " · ".join("–" if rung.after is None else written(rung.after) for rung in markers)
    state, tone = _standing(each)
    flags = {"late": each.late, "held": bool(each.held)}
    return MarkLine(
        each.participant_id,
        each.candidate,
        each.name,
        each.group,
        (
            given,
            _after(each, RungKind.AGREED),
            _after(each, RungKind.PEER_PENALTY) or _after(each, RungKind.PEER),
            _after(each, RungKind.LATE),
            _after(each, RungKind.CAP),
        ),
        "" if ladder.final is None else written_cut(ladder.final),
        ladder.waiting or each.held,
        state,
        tone,
        "waiting" if ladder.final is None else "mark",
        tuple(tag for tag, is_so in flags.items() if is_so),
    )


def _standing(each: CandidateLadder) -> tuple[str, ToneName]:
    if each.ratified:
        return "Ratified", "success"
    if each.ladder.final is None:
        return "Deferred" if each.deferred else "Waiting", "neutral"
    return "Has a mark", "accent"


def _after(each: CandidateLadder, kind: RungKind) -> str:
    rung = each.ladder.rung(kind)
    return "" if rung is None or rung.after is None else written_cut(rung.after)


def _why(why: WhyMark) -> Why:
    mark = why.mark
    about = " · ".join(part for part in (mark.candidate, mark.group, why.assessment) if part)
    result = result_words(mark.ladder)
    return Why(
        mark.name,
        about,
        f"Mark: {result}" if mark.ladder.final is not None else f"No mark yet. {result}",
        tuple(
            Step(rung.title, change_words(rung), rung.rule, clause_words(rung), numbers_words(rung))
            for rung in mark.ladder.rungs
        ),
        why.regulations,
    )
