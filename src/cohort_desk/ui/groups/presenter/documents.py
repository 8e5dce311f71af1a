"""Puts a round's groups on paper and into sheets."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.progress import Progress
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.services.groups.lists import GroupList

PAPERS = {
    "sheet": "Group lists on one sheet",
    "pages": "One page per group",
    "badges": "Name badges",
}
"""What can be printed, and how the menu puts it."""


class PaperView(Protocol):
    """What the presenter needs of the page."""

    def show_preview(self, content: bytes, title: str) -> None: ...


class DocumentsPresenter:
    """Lays out documents off the window's thread, of a version or of the groups as they stand."""

    def __init__(self, view: PaperView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id

    def print_groups(self, paper: str, version: int | None = None) -> None:
        """Show one of PAPERS as it will be printed."""
        db, round_id = self._desk.db, self._round_id

        def lay_out(report: Progress) -> tuple[str, bytes]:
            listing = groups.read_group_list(db, round_id, version)
            return f"{listing.round_name}, {PAPERS[paper].lower()}", _pdf(listing, paper, report)

        self._desk.runner.run(
            f"Laying out {PAPERS[paper].lower()}",
            lay_out,
            done=self._preview,
            writes=False,
        )

    def export(self, version: int | None = None) -> None:
        """Save the groups as a workbook or a CSV file."""
        db, round_id = self._desk.db, self._round_id
        name = groups.read_settings(db, round_id).name
        path = self._desk.dialogs.path_to_save("Export groups", f"{name}.xlsx", SHEETS_OUT)
        if path is not None:
            self._desk.runner.run(
                f"Exporting the groups of {name}",
                lambda report: _save(db, (round_id, version), path, report),
                done=lambda _: self._desk.say(f"Saved the groups of {name} in {path.name}."),
                writes=False,
            )

    def _preview(self, made: object) -> None:
        title, content = cast("tuple[str, bytes]", made)
        self._view.show_preview(content, title)


def _pdf(listing: "GroupList", paper: str, report: Progress) -> bytes:
    # Slow to import, and wanted only once something is printed.
    from cohort_desk.reports.badges import write_badges  # noqa: PLC0415
    from cohort_desk.reports.groups import write_group_pages, write_group_sheet  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = Path(folder) / "Groups.pdf"
        if paper == "badges":
            write_badges(listing, path, report=report)
        else:
            write = write_group_sheet if paper == "sheet" else write_group_pages
            write(listing, path, report)
        return path.read_bytes()


def _save(db: "Database", which: tuple[int, int | None], path: Path, report: Progress) -> None:
    from cohort_desk.exchange.groups import write_group_table  # noqa: PLC0415 - slow to import

    write_group_table(groups.read_group_list(db, *which), path, report)
