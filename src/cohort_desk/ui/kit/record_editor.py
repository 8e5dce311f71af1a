"""Edits one record in a panel: each field is saved as it is left, and nobody's typing is lost.

    editor = RecordEditor(page, RecordKind("participant", FIELD_LABELS, read=…, save=…, …), say)
    editor.open(17)
    page.field_left.connect(editor.field_left)
    news.changed.connect(editor.records_changed)

It knows no Qt. Where someone else has changed other fields, the user's is saved all the same; where
someone has changed the same field, both values are shown and nothing is saved until one is chosen.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile, NotFound, RuleBroken

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry


class Identified(Protocol):
    """A record as services return it."""

    @property
    def id(self) -> int: ...


Record = TypeVar("Record", bound=Identified)
Shown_contra = TypeVar("Shown_contra", bound=Identified, contravariant=True)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that someone else changed while the user was: both values.

    `typed` is what would be saved, `mine` and `theirs` what people read.
    """

    field: str
    label: str
    typed: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class RecordKind(Generic[Record]):
    """How records of one kind are read and saved.

    `read` raises NotFound; `save` is given the record as the user saw it, a field and what was
    typed; `typed` is what a form shows of a field; `words` what people read for a typed value.
    """

    labels: Mapping[str, str]
    shown_of: frozenset[str]
    read: Callable[[int], Record]
    save: Callable[[Record, str, str], None]
    typed: Callable[[Record, str], str]
    history: "Callable[[int], Sequence[HistoryEntry]]"
    words: Callable[[str, str], str] = lambda _field, typed: typed


class RecordView(Protocol[Shown_contra]):
    """What the editor needs of its page."""

    def show_record(self, record: Shown_contra, keep: Collection[str] = ()) -> None:
        """Fill in the fields, save those whose typed text is to stay."""
        ...

    def unsaved(self) -> Mapping[str, str]:
        """Return what is typed but not saved, by field."""
        ...

    def show_field_problem(self, field: str, sentence: str) -> None: ...
    def show_clash(self, clash: Clash | None) -> None: ...
    def show_history(self, entries: "Sequence[HistoryEntry]") -> None: ...
    def history_is_shown(self) -> bool: ...
    def close_record(self) -> None: ...


class RecordEditor(Generic[Record]):
    """Saves fields as they are left, and keeps the panel current."""

    def __init__(
        self, view: RecordView[Record], kind: RecordKind[Record], say: Callable[[str], None]
    ) -> None:
        self._view, self._kind, self._say = view, kind, say
        self._record: Record | None = None
        self._clashes: dict[str, Clash] = {}

    @property
    def record(self) -> Record | None:
        """The record that is open, as last read."""
        return self._record

    def open(self, record_id: int) -> None:
        """Show a record; what is typed in it stays, if it is open already."""
        same = self._record is not None and self._record.id == record_id
        try:
            self._record = self._kind.read(record_id)
        except NotFound as error:
            self._lose(error)
            return
        if same:
            self._view.show_record(self._record, keep=self._view.unsaved().keys())
        else:
            self._clashes.clear()
            self._show_clash()
            self._view.show_record(self._record)

    def forget(self) -> None:
        """Show none, as the panel has been closed."""
        self._record = None
        self._clashes.clear()
        self._show_clash()

    def field_left(self, field: str, typed: str) -> None:
        """Save one field, if nobody else has changed it meanwhile."""
        if self._record is None:
            return
        if field in self._clashes:
            self._meet(field, typed)
            return
        try:
            self._kind.save(self._record, field, typed)
        except RuleBroken as error:
            self._view.show_field_problem(field, str(error))
        except EditedMeanwhile:
            self._meet_others(field, typed)
        except NotFound as error:
            self._lose(error)
        except CohortDeskError as error:
            self._view.show_field_problem(field, str(error))
        else:
            self._show_saved(field)

    def keep_mine(self, clash: Clash) -> None:
        """Save what the user typed over what someone else saved, having seen both."""
        self._settle(clash.field)
        self.field_left(clash.field, clash.typed)

    def take_theirs(self, clash: Clash) -> None:
        """Give up what the user typed in a field."""
        self._settle(clash.field)
        self._show_saved(clash.field)

    def history_asked(self) -> None:
        if self._record is not None:
            self._view.show_history(self._kind.history(self._record.id))

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Show what this or another window changed; what is being typed stays."""
        if self._record is None or not kinds & self._kind.shown_of:
            return
        try:
            now = self._kind.read(self._record.id)
        except NotFound as error:
            self._lose(error)
            return
        before, self._record = self._record, now
        typed = self._view.unsaved()
        for field, mine in typed.items():
            if self._kind.typed(before, field) != self._kind.typed(now, field):
                self._meet(field, mine)
        self._view.show_record(now, keep=typed.keys())
        if self._view.history_is_shown():
            self.history_asked()

    def _meet_others(self, field: str, typed: str) -> None:
        """Save after all where others changed other fields; else show both values."""
        before = self._record
        if before is None:
            return
        try:
            now = self._record = self._kind.read(before.id)
        except NotFound as error:
            self._lose(error)
            return
        if self._kind.typed(now, field) == self._kind.typed(before, field):
            self.field_left(field, typed)
            return
        self._view.show_record(now, keep={*self._view.unsaved(), field})
        self._meet(field, typed)

    def _meet(self, field: str, typed: str) -> None:
        """Put both values before the user; the field is not saved until one is chosen."""
        if self._record is not None:
            words = self._kind.words
            theirs = words(field, self._kind.typed(self._record, field))
            label = self._kind.labels[field]
            self._clashes.pop(field, None)
            self._clashes[field] = Clash(field, label, typed, words(field, typed), theirs)
            self._show_clash()

    def _settle(self, field: str) -> None:
        self._clashes.pop(field, None)
        self._show_clash()

    def _show_clash(self) -> None:
        """Ask about the field met last; the others wait their turn."""
        self._view.show_clash(next(reversed(self._clashes.values()), None))

    def _show_saved(self, field: str) -> None:
        if self._record is None:
            return
        try:
            self._record = self._kind.read(self._record.id)
        except NotFound as error:
            self._lose(error)
            return
        self._view.show_record(self._record, keep=self._view.unsaved().keys() - {field})

    def _lose(self, error: CohortDeskError) -> None:
        """Close the record that is gone, and repeat what had been typed in it."""
        typed = self._view.unsaved().items() if self._record is not None else ()
        lost = ", ".join(f"{self._kind.labels[field]}: {text}" for field, text in typed)
        self.forget()
        self._view.close_record()
        self._say(f"{error} Not saved: {lost}." if lost else str(error))
