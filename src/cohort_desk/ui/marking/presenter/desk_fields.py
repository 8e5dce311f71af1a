"""What the desk's presenter knows of fields, and needs of its view."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from cohort_desk.services.marks.desk import Desk
from cohort_desk.services.marks.marking import put_direct, put_feedback, put_mark, put_note
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.store import content
from cohort_desk.ui.kit.desk import Desk as Around
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.marking.presenter.desk_words import (
    NOTE,
    OVERALL,
    WHOLE,
    DeskWork,
    ReportFile,
    Total,
    mark_field,
)
from cohort_desk.ui.marking.presenter.typed_marks import read_mark, sound_mark

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

SHOWN_OF = frozenset(
    {
        "mark",
        "criterion_mark",
        "allotment",
        "submission",
        "submission_file",
        "criterion",
        "criterion_band",
        "bank_comment",
        "marking_guide",
        "moderation",
        "agreement",
        "tutor_conflict",
        "extension",
        "circumstances",
        "cohort_regulations",
    }
)
"""The records that the desk shows something of."""


class DeskView(Protocol):
    """What the presenter needs of the desk."""

    def show_work(self, work: DeskWork, files: Sequence[ReportFile]) -> None: ...
    def refresh(self, work: DeskWork, keep: frozenset[str]) -> None: ...
    def show_value(self, name: str, text: str) -> None: ...
    def show_problem(self, name: str, sentence: str) -> None: ...
    def show_clashes(self, clashes: Mapping[str, Clash]) -> None: ...
    def show_total(self, total: Total) -> None: ...
    def show_saved(self, words: str, *, trouble: bool = False) -> None: ...
    def go_to(self, name: str) -> None: ...
    def take_focus(self) -> None: ...


def report_file(around: Around, name: str, sha256: str) -> ReportFile:
    """Return a file of the submission, read from the store when it is shown."""
    return ReportFile(name, lambda: content(around.db, sha256))


def save_field(db: "Database", key: TaskKey, name: str, text: str, version: int | None) -> int:
    """Save one field that was read at a version; return the version of its cell now.

    Raises:
        RuleBroken: it is not a mark, or the marking cannot be changed now.
        EditedMeanwhile: someone has changed the cell since that version.
        NotFound: the submission is no longer this marker’s.
    """
    if name.startswith("value:"):
        return put_mark(db, key, int(cell_of(name)), read_mark(text), version)
    if name == WHOLE:
        return put_direct(db, key, read_mark(text), version)
    if name == NOTE:
        return put_note(db, key, text, version)
    return put_feedback(db, key, None if name == OVERALL else int(cell_of(name)), text, version)


def cell_of(name: str) -> str:
    """Return what a field is saved together with: its criterion’s id, '' for the whole."""
    return name.partition(":")[2]


def missing_fields(desk: Desk) -> list[str]:
    """Return the fields that still need a mark."""
    if desk.guide is None:
        return [WHOLE] if desk.direct is None else []
    return [mark_field(each.criterion.id) for each in desk.criteria if each.value is None]


def is_mark(name: str) -> bool:
    """Say whether a field holds a mark, and not words."""
    return name == WHOLE or name.startswith("value:")


def is_same(name: str, typed: str, saved: str) -> bool:
    """Say whether what is typed is what is saved, what is never kept apart."""
    if is_mark(name):
        mark = sound_mark(typed)
        return mark == sound_mark(saved) and (mark is not None or typed.strip() == saved)
    return _tidy(typed) == _tidy(saved)


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
