"""What the marking desk shows, in words; free of Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.marks.ladder import Rung, RungKind
from cohort_desk.domain.marks.ladder_words import after_words
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.marks.rubric import CriterionValue, marker_mark
from cohort_desk.domain.modules.guides import Guide
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.desk import Desk, OtherMark
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.marking.presenter.typed_marks import sound_mark

WHOLE = "direct"
"""The field of the mark for the whole, where there is no marking guide."""
OVERALL, NOTE = "feedback", "note"


def mark_field(criterion_id: int) -> str:
    """Return the name of the field that holds a criterion's mark."""
    return f"value:{criterion_id}"


def words_field(criterion_id: int) -> str:
    """Return the name of the field that holds a criterion's feedback."""
    return f"words:{criterion_id}"


@dataclass(frozen=True, slots=True)
class OtherMarker:
    """What another marker gave; shown only once all markers have finished."""

    title: str
    mark: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class DeskWork:
    """A submission on the desk, as its marker may see it.

    `values` holds what is saved, by field; `locked` is whether nothing can be changed, and
    `notice` says why, or what else the marker should know.
    """

    submission_id: int
    identity: str
    context: str
    state: str
    tone: ToneName
    guide: Guide | None
    values: Mapping[str, str]
    others: tuple[OtherMarker, ...]
    final: bool
    locked: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The marker's mark so far, and in words what the rules would make of it."""

    mark: str
    done: str
    preview: str


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to read beside the rubric."""

    name: str
    read: Callable[[], bytes]


def saved_values(desk: Desk) -> dict[str, str]:
    """Return what is saved of a marking, by field."""
    values = {OVERALL: desk.feedback, NOTE: desk.note}
    if desk.guide is None:
        return {WHOLE: "" if desk.direct is None else written(desk.direct), **values}
    for each in desk.criteria:
        given = "" if each.value is None else written(each.value)
        values[mark_field(each.criterion.id)] = given
        values[words_field(each.criterion.id)] = each.feedback
    return values


def versions_of(desk: Desk) -> dict[str, int | None]:
    """Return the version that each field was read at."""
    versions: dict[str, int | None] = dict.fromkeys((WHOLE, OVERALL, NOTE), desk.version)
    for each in desk.criteria:
        versions[mark_field(each.criterion.id)] = each.version
        versions[words_field(each.criterion.id)] = each.version
    return versions


def labels_of(desk: Desk) -> dict[str, str]:
    """Return what people call each field."""
    labels = {WHOLE: "The mark", OVERALL: "The feedback on the whole", NOTE: "The private note"}
    for each in desk.criteria:
        labels[mark_field(each.criterion.id)] = f"The mark for {each.criterion.title}"
        labels[words_field(each.criterion.id)] = f"The feedback on {each.criterion.title}"
    return labels


def desk_work(desk: Desk, place: str) -> DeskWork:
    """Return the desk in words; `place` says how far the marker's queue is."""
    final = desk.final_at is not None
    begun = any(saved_values(desk).values())
    state, tone = _state(desk, begun=begun)
    parts = [
        assessment_name(desk.module, desk.assessment, desk.sitting),
        f"{desk.role.capitalize()} marker",
    ]
    if desk.due_at and not final:
        late = desk.due_at < datetime.now(UTC)
        parts.append(
            f"{'was due' if late else 'due'} {written_date(desk.due_at.astimezone(LONDON))}"
        )
    return DeskWork(
        desk.key.submission_id,
        desk.identity,
        " · ".join((*parts, place)),
        state,
        tone,
        desk.guide,
        saved_values(desk),
        tuple(_other(desk, other) for other in desk.others),
        final,
        bool(desk.locked),
        _notice(desk),
    )


def total_of(desk: Desk, drafts: Mapping[str, str]) -> Total:
    """Return the mark so far; `drafts` are fields that are typed in and not saved yet."""
    texts = {**saved_values(desk), **drafts}
    given = [
        CriterionValue(
            each.criterion.title,
            each.criterion.weight,
            sound_mark(texts.get(mark_field(each.criterion.id), "")),
        )
        for each in desk.criteria
    ]
    mark = marker_mark(given) if given else sound_mark(texts.get(WHOLE, ""))
    marked = sum(each.value is not None for each in given)
    done = f"{marked} of {counted(len(given), 'criterion', 'criteria')} marked" if given else ""
    foretold = mark is not None and not drafts and desk.agreed is None
    preview = preview_words(desk.preview) if foretold else ""
    return Total("" if mark is None else written(mark), done, preview)


_STEPS = {
    RungKind.LATE: "after the late penalty",
    RungKind.CAP: "after the cap",
    RungKind.ROUNDING: "after rounding",
}


def preview_words(rungs: tuple[Rung, ...]) -> str:
    """Return what the rules would make of the mark, in a sentence; "" without any rules."""
    made = [
        f"{after_words(rung)} {_STEPS.get(rung.kind, '')}".rstrip()
        for rung in rungs
        if rung.after is not None and rung.after != rung.before
    ]
    if not rungs:
        return ""
    if not made:
        return "If this were the agreed mark, it would stand as it is."
    listed = f"{', '.join(made[:-1])} and {made[-1]}" if len(made) > 1 else made[0]
    return f"If this were the agreed mark, it would be {listed}."


def _state(desk: Desk, *, begun: bool) -> tuple[str, ToneName]:
    if desk.final_at is not None:
        return "Final", "success"
    if desk.locked:
        return "Not open to mark", "neutral"
    return ("Draft", "warning") if begun else ("To mark", "accent")


def _other(desk: Desk, other: OtherMark) -> OtherMarker:
    titles = {each.criterion.title: each.criterion.id for each in desk.criteria}
    values = {OVERALL: other.feedback}
    for title, mark, words in other.criteria:
        if title in titles:
            values[mark_field(titles[title])] = "no mark" if mark is None else written(mark)
            values[words_field(titles[title])] = words
    mark = "no mark" if other.mark is None else written(other.mark)
    return OtherMarker(f"{other.role.capitalize()} marker, {other.tutor}", mark, values)


def _notice(desk: Desk) -> str:
    sentences: list[str] = []
    if desk.sent_back:
        sentences.append(f"The moderator sent this batch back: {desk.sent_back}")
    if desk.final_at and desk.others:
        marks = {other.role: other.mark for other in desk.others} | {desk.role: desk.mark}
        given = ", ".join(
            f"{role} marker {'–' if mark is None else written(mark)}"
            for role, mark in sorted(marks.items())
        )
        sentences.append(f"{given.capitalize()}.")
        agreed = f"Agreed mark: {written_cut(desk.agreed)}." if desk.agreed is not None else ""
        sentences.append(agreed or desk.waiting)
    elif desk.locked:
        sentences.append(desk.locked)
    return " ".join(sentences)
