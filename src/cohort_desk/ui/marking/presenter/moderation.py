"""What the moderation view does: draws samples, keeps what the moderator says, and decides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.marks.sampling import Covered
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.moderating import (
    VIEWS,
    ViewKey,
    confirm,
    draw_sample,
    fresh_seed,
    preview_sample,
    put_view,
    send_back,
)
from cohort_desk.services.marks.moderations import ModerationView, SampledLine, list_moderations
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.views import Occasion

KINDS = tuple((key, words) for key, words in VIEWS.items())
_TONES: dict[str, ToneName] = {"open": "neutral", "supported": "success", "queried": "danger"}
_OUTCOMES: dict[str, tuple[str, ToneName]] = {
    "open": ("With the moderator", "accent"),
    "confirmed": ("Confirmed", "success"),
    "sent_back": ("Sent back", "danger"),
}
_SHOWN_OF = frozenset(
    {"moderation", "sampled", "mark", "agreement", "allotment", "tutor", "submission", "sitting"}
)


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A submission in the sample, in words."""

    id: int
    identity: str
    agreed: str
    markers: str
    reasons: str
    view: str
    tone: ToneName
    note: str
    kind: str


@dataclass(frozen=True, slots=True)
class SampleHead:
    """A sample as a whole: where it stands, and how it covers the marks."""

    state: str
    tone: ToneName
    words: str
    coverage: tuple[Covered, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Draw:
    """What a seed would draw."""

    seed: int
    submissions: int
    words: str
    coverage: tuple[Covered, ...]
    reasons: tuple[str, ...]


class ModerationPanelView(Protocol):
    """What the presenter needs of the view."""

    def show_sample(
        self,
        head: SampleHead,
        lines: Sequence[SampleLine],
        total: int,
        counts: dict[str, int],
    ) -> None: ...
    def show_none(self, why: str, *, can_draw: bool) -> None: ...
    def show_draw(self, draw: Draw, tutors: Sequence[tuple[int, str]]) -> None: ...
    def show_record(self, line: SampleLine, *, is_open: bool) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def close_panel(self) -> None: ...


class ModerationPresenter:
    """Shows the newest sample of one sitting."""

    def __init__(self, view: ModerationPanelView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._occasion: Occasion | None = None
        self._sample: ModerationView | None = None
        self._read: dict[int, SampledLine] = {}
        self._lines = Narrowing[SampleLine](
            lambda line: f"{line.identity} {line.reasons} {line.note}", lambda line: line.kind
        )
        self._seed = 0
        self._opened = 0

    def show(self, occasion: Occasion | None) -> None:
        """Show a sitting; None if the cohort has no assessment yet."""
        if occasion != self._occasion:
            self._opened = 0
        self._occasion = occasion
        if occasion is None:
            self._view.show_none("This cohort has no assessments yet.", can_draw=False)
            return
        try:
            found = list_moderations(self._desk.db, *occasion)
        except NotFound:
            return  # deleted meanwhile: the news of it is on its way
        self._sample = found[0] if found else None
        if self._sample is None:
            self._view.show_none("No sample has been drawn of these marks.", can_draw=True)
            return
        self._read = {line.submission_id: line for line in self._sample.lines}
        self._lines.take([_sample_line(line) for line in self._sample.lines])
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

    def start_draw(self, seed: int = 0) -> None:
        """Show what a seed would draw, a fresh one if none is given."""
        if self._occasion is None:
            return
        self._seed = seed or fresh_seed()
        try:
            preview = preview_sample(self._desk.db, self._occasion, self._seed)
        except CohortDeskError as error:
            self._desk.warn(str(error))
            return
        reasons: dict[str, int] = {}
        for line in preview.lines:
            for reason in line.reasons:
                reasons[reason] = reasons.get(reason, 0) + 1
        words = counted(len(preview.lines), "submission is drawn", "submissions are drawn")
        if preview.not_agreed:
            words += f"; {preview.not_agreed} without an agreed mark cannot be"
        markers = {name for line in preview.lines for name in line.markers}
        tutors = [(each.id, each.name) for each in list_tutors(self._desk.db, active_only=True)]
        tutors.sort(key=lambda tutor: tutor[1] in markers)
        hindrance = _hindrance(len(preview.lines), [name for _, name in tutors], markers)
        draw = Draw(
            self._seed,
            len(preview.lines),
            f"{words}. {hindrance}".rstrip(),
            tuple(each for each in preview.coverage if each.in_all),
            tuple(f"{reason}: {count}" for reason, count in reasons.items()),
        )
        self._view.show_draw(draw, tutors)

    def draw(self, moderator_id: int) -> None:
        """Draw the sample that was shown, for a moderator."""
        occasion, seed = self._occasion, self._seed
        if occasion is None:
            return
        try:
            draw_sample(self._desk.db, occasion, moderator_id, seed)
        except CohortDeskError as error:
            self._view.show_problem(str(error))
        else:
            self._view.close_panel()

    def open(self, key: int) -> None:
        """Show one submission in the sample."""
        line = self._read.get(key)
        if line and self._sample:
            self._opened = key
            self._view.show_record(_sample_line(line), is_open=self._sample.outcome == "open")

    def closed(self) -> None:
        self._opened = 0

    def say(self, view: str, note: str) -> None:
        """Keep what the moderator says of the submission that is open, and go to the next."""
        line, sample = self._read.get(self._opened), self._sample
        if line is None or sample is None:
            return
        try:
            key = ViewKey(sample.id, line.submission_id)
            put_view(self._desk.db, key, view, note, line.version)
        except RuleBroken as error:
            self._view.show_problem(str(error))
            return
        except CohortDeskError as error:
            self._desk.warn(str(error))
            return
        self.show(self._occasion)
        ahead = [each for each in self._read.values() if each.view == "open"]
        if ahead:
            self.open(ahead[0].submission_id)
        else:
            self.open(line.submission_id)

    def confirm(self) -> None:
        """Confirm the marks; queried ones need a reason."""
        sample = self._sample
        if sample is None:
            return
        reason = ""
        if any(line.view == "queried" for line in sample.lines):
            asked = self._desk.dialogs.ask_text(
                "Confirm marks of which some are queried?", "Why they stand all the same"
            )
            if asked is None:
                return
            reason = asked
        attempt(self._desk, lambda: confirm(self._desk.db, sample.id, sample.version, reason))

    def send_back(self) -> None:
        """Send the batch back to its markers, with a reason."""
        sample = self._sample
        if sample is None:
            return
        reason = self._desk.dialogs.ask_text(
            "Send every mark of this batch back to be marked again?", "Why"
        )
        if reason is not None:
            attempt(self._desk, lambda: send_back(self._desk.db, sample.id, sample.version, reason))

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _show(self) -> None:
        if self._sample is not None:
            counts = {kind: self._lines.count(kind) for kind, _ in KINDS}
            shown, total = self._lines.shown(), len(self._lines.all)
            self._view.show_sample(_head(self._sample), shown, total, counts)


def _hindrance(drawn: int, tutors: Sequence[str], markers: Collection[str]) -> str:
    """Return why no sample can be drawn or nobody can be given it, "" if somebody can."""
    if not drawn:
        return "No mark is agreed yet, so there is nothing to moderate."
    if not tutors:
        return "There are no tutors to moderate it. Add one under Tutors."
    if all(name in markers for name in tutors):
        return "Every tutor marked one of them, so none may moderate it. Add another under Tutors."
    return ""


def _head(sample: ModerationView) -> SampleHead:
    state, tone = _OUTCOMES[sample.outcome]
    drawn = written_date(sample.drawn_at.astimezone(LONDON))
    words = f"{sample.moderator or 'Nobody'} moderates · drawn {drawn} with seed {sample.seed}"
    if sample.reason:
        words += f" · {sample.reason}"
    covered = tuple(each for each in sample.coverage if each.in_all)
    return SampleHead(state, tone, words, covered, sample.outcome == "open")


def _sample_line(line: SampledLine) -> SampleLine:
    return SampleLine(
        line.submission_id,
        line.identity,
        "" if line.agreed is None else written_cut(line.agreed),
        ", ".join(
            f"{name} {'–' if mark is None else written(mark)}" for _, name, mark in line.markers
        ),
        "; ".join(line.reasons),
        VIEWS[line.view],
        _TONES[line.view],
        line.note,
        line.view,
    )
