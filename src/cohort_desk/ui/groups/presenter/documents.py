"""Puts a round's groups on paper and into sheets."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.services import groups
from cohort_desk.services.people import read_photos
from cohort_desk.ui.groups.papers import EXPORTS, PAPERS
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.services.groups.lists import GroupList

_WORKBOOK = "Excel workbook (*.xlsx)"
_CSV = "Comma-separated values (*.csv)"
_PLACES = {
    "workbook": ("{}.xlsx", _WORKBOOK),
    "table": ("{}.csv", _CSV),
    "moodle-groups": ("{}, groups for Moodle.csv", _CSV),
    "moodle-members": ("{}, members for Moodle.csv", _CSV),
    "meetings": ("Who has met whom.xlsx", SHEETS_OUT),
}


class PaperView(Protocol):
    """What the presenter needs of the page."""

    def show_preview(self, content: bytes, title: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Of:
    """What a document is of: a version of a round, its groups as they stand, or a proposal."""

    db: "Database"
    cohort_id: int
    round_id: int
    version: int | None = None
    proposal_id: int | None = None
    course: str = ""

    def listing(self) -> "GroupList":
        return groups.read_group_list(self.db, self.round_id, self.version)


class DocumentsPresenter:
    """Lays out documents off the window's thread, of a version or of the groups as they stand."""

    def __init__(self, view: PaperView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0
        self._course = ""

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id

    def print_groups(self, paper: str, version: int | None = None) -> None:
        """Show one of PAPERS as it will be printed."""
        self._print(paper, self._of(version))

    def print_proposal(self, proposal_id: int) -> None:
        """Show the score card of a proposal as it will be printed."""
        self._print("score", self._of(proposal_id=proposal_id))

    def export(self, kind: str, version: int | None = None) -> None:
        """Save one of EXPORTS where the user says."""
        if not self._has_round():
            return
        course = ""
        if kind == "moodle-members":
            course = self._ask_course()
            if not course:
                return
        of = self._of(version, course=course)
        name = groups.read_settings(of.db, of.round_id).name
        suggestion, kinds = _PLACES[kind]
        path = self._desk.dialogs.path_to_save(EXPORTS[kind], suggestion.format(name), kinds)
        if path is not None:
            self._desk.runner.run(
                f"Exporting {EXPORTS[kind].lower()}",
                lambda report: _SAVED[kind](of, path, report),
                done=lambda said: self._desk.say(str(said)),
                writes=False,
            )

    def _of(
        self, version: int | None = None, *, proposal_id: int | None = None, course: str = ""
    ) -> _Of:
        desk = self._desk
        return _Of(desk.db, desk.cohort_id, self._round_id, version, proposal_id, course)

    def _ask_course(self) -> str:
        asked = self._desk.dialogs.ask_text(
            "Members for Moodle",
            "Short name of the course in Moodle",
            self._course,
            check=lambda text: "" if text.strip() else "Give the course’s short name.",
        )
        self._course = (asked or "").strip() or self._course
        return (asked or "").strip()

    def _has_round(self) -> bool:
        """Say so where the palette asks for documents of a cohort that has no groups."""
        if not self._round_id:
            self._desk.warn("There are no groups yet. Form some on the page Groups first.")
        return bool(self._round_id)

    def _print(self, paper: str, of: _Of) -> None:
        if not self._has_round():
            return
        self._desk.runner.run(
            f"Laying out {PAPERS[paper].lower()}",
            lambda report: _laid_out(paper, of, report),
            done=self._preview,
            writes=False,
        )

    def _preview(self, made: object) -> None:
        title, content = cast("tuple[str, bytes]", made)
        self._view.show_preview(content, title)


def _laid_out(paper: str, of: _Of, report: Progress) -> tuple[str, bytes]:
    """Return the title and the PDF."""
    with TemporaryDirectory(prefix="cohort-desk-") as folder:
        path = Path(folder) / "document.pdf"
        about = _PRINTED[paper](of, path, report)
        return f"{about}, {PAPERS[paper].lower()}", path.read_bytes()


# What writes documents is slow to import, and wanted only once something is printed or saved.


def _lists(of: _Of, path: Path, report: Progress, *, each: bool, photos: bool) -> str:
    from cohort_desk.reports.groups import (  # noqa: PLC0415
        write_group_pages,
        write_group_sheet,
    )

    listing = of.listing()
    write = write_group_pages if each else write_group_sheet
    write(listing, path, report, photos=_photos(of, listing) if photos else None)
    return listing.round_name


def _badges(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.reports.badges import write_badges  # noqa: PLC0415

    listing = of.listing()
    write_badges(listing, path, report=report)
    return listing.round_name


def _score_card(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.reports.score_card import write_score_card  # noqa: PLC0415

    sheet = groups.read_score_sheet(of.db, of.round_id, of.proposal_id)
    write_score_card(sheet, path, report)
    return sheet.round_name


def _meetings(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.reports.meetings import write_meetings  # noqa: PLC0415

    meetings = groups.read_meetings(of.db, of.cohort_id)
    write_meetings(meetings, path, report)
    return meetings.cohort


def _photos(of: _Of, listing: "GroupList") -> dict[int, bytes]:
    photos = read_photos(of.db, listing.ids)
    if listing.ids and not photos:
        raise NotFound(
            "Nobody in these groups has a photo yet. Add photos on the page People, one by one or "
            "a folder of them at once, then print again."
        )
    return photos


def _workbook(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.exchange.groups import write_group_workbook  # noqa: PLC0415

    listing = of.listing()
    same = of.version is None or groups.read_group_list(of.db, of.round_id).version == of.version
    score = groups.read_score_sheet(of.db, of.round_id) if same else None
    write_group_workbook(listing, score, path, report)
    return f"Saved the groups of {listing.round_name} in {path.name}."


def _table(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.exchange.groups import write_group_table  # noqa: PLC0415

    listing = of.listing()
    write_group_table(listing, path, report)
    return f"Saved the groups of {listing.round_name} in {path.name}."


def _moodle_groups(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.exchange.moodle import write_moodle_groups  # noqa: PLC0415

    enrolments = groups.read_enrolments(of.db, of.round_id, of.version)
    write_moodle_groups(enrolments, path, report)
    made = counted(len(enrolments.groups), "group", "groups")
    return f"Saved {made} in {path.name}, for Import groups of the course in Moodle."


def _moodle_members(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.exchange.moodle import write_moodle_members  # noqa: PLC0415

    enrolments = groups.read_enrolments(of.db, of.round_id, of.version)
    write_moodle_members(enrolments, of.course, path, report)
    people = counted(len(enrolments.people), "person", "people")
    said = f"Saved {people} in {path.name}, for Upload users in Moodle."
    if without := enrolments.without_email:
        said += f" Left out for want of an e-mail: {names(without)}."
    return said


def _meetings_table(of: _Of, path: Path, report: Progress) -> str:
    from cohort_desk.exchange.meetings import write_meetings_table  # noqa: PLC0415

    meetings = groups.read_meetings(of.db, of.cohort_id)
    write_meetings_table(meetings, path, report)
    return f"Saved who has met whom in {path.name}."


_Write = Callable[[_Of, Path, Progress], str]
_PRINTED: dict[str, _Write] = {
    "sheet": partial(_lists, each=False, photos=False),
    "sheet-photos": partial(_lists, each=False, photos=True),
    "pages": partial(_lists, each=True, photos=False),
    "pages-photos": partial(_lists, each=True, photos=True),
    "badges": _badges,
    "score": _score_card,
    "meetings": _meetings,
}
_SAVED: dict[str, _Write] = {
    "workbook": _workbook,
    "table": _table,
    "moodle-groups": _moodle_groups,
    "moodle-members": _moodle_members,
    "meetings": _meetings_table,
}
