"""The packs that went out: listed, made, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.packs.contents import KIND_WORDS, PackKind
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs import SUFFIX, Posted, post, post_all, post_marking_packs
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.boards import list_boards
from cohort_desk.services.packs import (
    MarkingWish,
    Pack,
    list_packs,
    offers,
    prepare_examiner_pack,
    prepare_marking_pack,
    prepare_peer_packs,
    withdraw_pack,
)
from cohort_desk.services.peers import list_rounds
from cohort_desk.ui.kit.desk import SHEETS_OUT, Asks, Desk, attempt

PACK_FILES = f"Packs of Cohort Desk (*{SUFFIX})"
_SHOWN_OF = frozenset({"pack", "allotment", "submission", "mark", "tutor", "peer_return", "board"})
_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone for whom a pack could be made; `detail` says what would be in it."""

    id: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What packs of a kind are made of: a peer round, a board, or all marking; and for whom."""

    id: int
    title: str
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class MakeWish:
    """What was filled in to make packs."""

    kind: PackKind
    subject: int
    readers: tuple[int, ...]
    examiner: str
    due: date | None
    passphrase: str
    again: str


class FolderAsks(Asks, Protocol):
    """Questions that can also ask for a folder."""

    def folder(self, title: str) -> Path | None: ...


class PacksView(Protocol):
    """What the presenter needs of its page."""

    def show_packs(self, shown: Sequence[Pack], total: int, context: str) -> None: ...
    def show_none(self) -> None: ...
    def show_subjects(self, kind: PackKind, subjects: Sequence[Subject]) -> None: ...
    def show_make_problem(self, field: str, sentence: str) -> None: ...
    def close_making(self) -> None: ...


class PacksPresenter:
    """Answers the list of packs and the panel that makes them."""

    def __init__(self, view: PacksView, desk: Desk, tutor_id: int | None = None) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._asks = cast("FolderAsks", desk.dialogs)
        self._tutor_id = tutor_id
        self._all: tuple[Pack, ...] = ()
        self._shown: tuple[Pack, ...] = ()
        self._text = ""
        self._statuses: tuple[object, ...] = ()
        self._kinds: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Show the packs of the cohort."""
        self._all = list_packs(self._db, self._desk.cohort_id, tutor_id=self._tutor_id)
        self._show()

    def show_cohort(self, _cohort_id: int) -> None:
        self.refresh()

    def show_tutor(self, tutor_id: int | None) -> None:
        """Show one tutor's packs only, or (None) everybody's."""
        self._tutor_id = tutor_id
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the list is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def filter_statuses(self, statuses: tuple[object, ...]) -> None:
        self._statuses = statuses
        self._show()

    def filter_kinds(self, kinds: tuple[object, ...]) -> None:
        self._kinds = kinds
        self._show()

    def widen(self) -> None:
        """Show every pack again."""
        self._text, self._statuses, self._kinds = "", (), ()
        self._show()

    def offer(self, kind: PackKind) -> None:
        """Show of what, and for whom, packs of a kind can be made."""
        found = {
            PackKind.MARKING: self._marking,
            PackKind.PEERS: self._peers,
            PackKind.EXAMINER: self._examiner,
        }[kind]()
        self._view.show_subjects(kind, found)

    def make(self, wish: MakeWish) -> None:
        """Ask where, and make the packs."""
        try:
            _check(wish)
        except RuleBroken as error:
            self._view.show_make_problem(error.field, str(error))
            return
        count = 1 if wish.kind is PackKind.EXAMINER else len(wish.readers)
        place = self._place(wish, count)
        if place is None:
            return
        packs = counted(count, "pack", "packs")
        self._desk.runner.run(
            f"Making {packs}",
            lambda report: self._made(wish, place, report),
            done=lambda made: self._tell(cast("tuple[Posted, ...]", made)),
            failed=self._say_problem,
        )

    def withdraw(self, ids: Sequence[int]) -> None:
        """Take packs back, so that what is filled in there is no longer merged."""
        chosen = [pack for pack in self._all if pack.id in ids]
        if not chosen:
            return
        names = ", ".join(pack.reader for pack in chosen)
        if self._asks.confirm(
            f"Withdraw {counted(len(chosen), 'pack', 'packs')}?",
            f"What {names} fills in there can then no longer be merged. The file itself is not "
            "touched, and this can be undone.",
            "Withdraw",
        ):
            for pack in chosen:
                attempt(
                    self._desk, lambda pack=pack: withdraw_pack(self._db, pack.id, pack.version)
                )

    def export(self) -> None:
        """Save the packs shown as a sheet."""
        path = self._asks.path_to_save("Export packs", "Packs.xlsx", SHEETS_OUT)
        if path is None:
            return
        rows = [(KIND_WORDS[p.kind], p.reader, p.about, *moments(p), p.status) for p in self._shown]
        headings = ("Kind", "For", "What", "Made", "Wanted by", "Returned", "Status")
        table = TableOut("Packs", headings, rows)
        self._desk.runner.run(
            "Exporting packs",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(rows):,} packs in {path.name}."),
            writes=False,
        )

    def _marking(self) -> tuple[Subject, ...]:
        found = offers(self._db, self._desk.cohort_id)
        readers = tuple(
            Reader(
                one.tutor_id,
                one.tutor,
                f"{counted(one.works, 'work', 'works')}: {', '.join(one.assessments)}",
            )
            for one in found
            if self._tutor_id in {None, one.tutor_id}
        )
        return (Subject(0, "All that is handed in and not finished", readers),)

    def _peers(self) -> tuple[Subject, ...]:
        rounds = list_rounds(self._db, self._desk.cohort_id).rounds
        return tuple(
            Subject(
                one.id,
                f"{one.module_code}: {one.title}",
                tuple(
                    Reader(member.id, member.name, group.name)
                    for group in one.groups
                    for member in group.silent
                ),
            )
            for one in rounds
            if one.closed_at is None
        )

    def _examiner(self) -> tuple[Subject, ...]:
        boards = list_boards(self._db, self._desk.cohort_id)
        return tuple(
            Subject(
                board.id,
                board.name,
                tuple(
                    Reader(one.id, one.name, "External examiner")
                    for one in board.members
                    if one.role == "external"
                ),
            )
            for board in boards
        )

    def _place(self, wish: MakeWish, count: int) -> Path | None:
        kind = KIND_WORDS[wish.kind]
        if count > 1:
            return self._asks.folder(f"Folder for {count} packs")
        return self._asks.path_to_save("Save the pack", f"{kind}{SUFFIX}", PACK_FILES)

    def _made(self, wish: MakeWish, place: Path, report: Progress) -> tuple[Posted, ...]:
        db, due = self._db, _end_of(wish.due)
        if wish.kind is PackKind.EXAMINER:
            prepared = prepare_examiner_pack(db, wish.subject, wish.examiner, due, report)
            return (post(db, prepared, place, wish.passphrase),)
        if wish.kind is PackKind.PEERS:
            forms = prepare_peer_packs(db, wish.subject, wish.readers)
            if len(forms) == 1:
                return (post(db, forms[0], place, wish.passphrase),)
            return post_all(db, forms, place, wish.passphrase, report)
        wishes = [
            MarkingWish(self._desk.cohort_id, tutor_id, due_at=due) for tutor_id in wish.readers
        ]
        if len(wishes) == 1:
            prepared = prepare_marking_pack(db, wishes[0], report)
            return (post(db, prepared, place, wish.passphrase),)
        return post_marking_packs(db, wishes, place, wish.passphrase, report)

    def _tell(self, made: tuple[Posted, ...]) -> None:
        self._view.close_making()
        warnings = [f"{one.reader}: {warning}" for one in made for warning in one.warnings]
        where = made[0].path.name if len(made) == 1 else made[0].path.parent.name
        told = f"Made {counted(len(made), 'pack', 'packs')} in “{where}”."
        if warnings:
            self._desk.warn(f"{told} {' '.join(warnings)}")
        else:
            self._desk.say(told)

    def _say_problem(self, error: CohortDeskError) -> None:
        field = error.field if isinstance(error, RuleBroken) else ""
        self._view.show_make_problem(field, str(error))

    def _show(self) -> None:
        if not self._all:
            self._view.show_none()
            return
        words = folded(self._text).split()
        self._shown = tuple(
            pack
            for pack in self._all
            if (not self._statuses or pack.status in self._statuses)
            and (not self._kinds or pack.kind in self._kinds)
            and all(word in folded(f"{pack.reader} {pack.about}") for word in words)
        )
        out = sum(pack.status in {"Out", "Overdue"} for pack in self._all)
        overdue = sum(pack.status == "Overdue" for pack in self._all)
        late = f", {overdue} overdue" if overdue else ""
        context = f"{counted(out, 'pack', 'packs')} out{late}"
        self._view.show_packs(self._shown, len(self._all), context)


def moments(pack: Pack) -> tuple[str, str, str]:
    """Return when a pack was made, is wanted back and came back, as they are shown."""
    return (
        written_date(pack.made_at.astimezone()),
        written_date(pack.due_at.astimezone()) if pack.due_at else "",
        written_date(pack.returned_at.astimezone()) if pack.returned_at else "",
    )


def _check(wish: MakeWish) -> None:
    if wish.kind is PackKind.EXAMINER:
        if not wish.examiner.strip():
            raise RuleBroken("examiner", "Type the examiner’s name.")
        if not wish.subject:
            raise RuleBroken("subject", "Set up a board first: comments belong to one.")
    elif not wish.readers:
        raise RuleBroken("readers", "Tick at least one person to make a pack for.")
    if wish.passphrase != wish.again:
        raise RuleBroken("again", "The two passphrases differ. Type the same one twice.")


def _end_of(day: date | None) -> datetime | None:
    """Return the end of a day in the office, None where no day is given."""
    if day is None:
        return None
    return datetime.combine(day, time(23, 59), _LONDON).astimezone(UTC)
