"""The packs that went out: listed, looked at, withdrawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.names import folded
from cohort_desk.domain.packs.contents import KIND_WORDS
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs import FORM_SUFFIX, SUFFIX
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.history import HistoryEntry, history_of
from cohort_desk.services.packs import Pack, list_packs, withdraw_pack
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt

PACK_FILES = f"Packs of Cohort Desk (*{SUFFIX})"
FORM_FILES = f"Forms to fill in (*{FORM_SUFFIX})"
_SHOWN_OF = frozenset({"pack", "allotment", "submission", "mark", "tutor", "peer_return", "board"})


class PacksView(Protocol):
    """What the presenter needs of its page."""

    def show_packs(self, shown: Sequence[Pack], total: int, context: str) -> None: ...
    def show_none(self) -> None: ...
    def show_pack(self, pack: Pack, entries: Sequence[HistoryEntry]) -> None: ...
    def shown_pack(self) -> int: ...
    def close_pack(self) -> None: ...


class PacksPresenter:
    """Answers the list of packs and the panel of one."""

    def __init__(self, view: PacksView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._asks = desk.dialogs
        self._all: tuple[Pack, ...] = ()
        self._shown: tuple[Pack, ...] = ()
        self._text = ""
        self._statuses: tuple[object, ...] = ()
        self._kinds: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Show the packs of the cohort."""
        self._all = list_packs(self._db, self._desk.cohort_id)
        self._show()
        if shown := self._view.shown_pack():
            self.open(shown)

    def show_cohort(self, _cohort_id: int) -> None:
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

    def open(self, pack_id: int) -> None:
        """Show one pack, with what became of it."""
        pack = next((one for one in self._all if one.id == pack_id), None)
        if pack is None:
            self._view.close_pack()
            return
        entries = history_of(self._db, "pack", pack_id)
        self._view.show_pack(pack, [replace(entry, changes=()) for entry in entries])

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
