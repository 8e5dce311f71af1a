"""The documents of a cohort's work that commands write: projects, sessions, marks, boards."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from cohort_desk.cli.assessments import list_assessments
from cohort_desk.cli.folders import Things, each
from cohort_desk.cli.kinds import Kind, Source
from cohort_desk.db.database import Database
from cohort_desk.exchange.board_sheet import write_board_workbook
from cohort_desk.exchange.marks import write_marks
from cohort_desk.reports.board_sheet import write_board_sheet
from cohort_desk.reports.minutes import write_minutes
from cohort_desk.reports.peers import write_forms, write_tutor_sheet
from cohort_desk.reports.project_summary import write_project_summary, write_sponsor_summary
from cohort_desk.reports.sign_in_sheet import write_sign_in_sheet
from cohort_desk.services.attendance import SessionLine
from cohort_desk.services.attendance.reading import list_sessions, read_sign_in
from cohort_desk.services.boards import Board, list_boards, read_minutes, read_sheet
from cohort_desk.services.marks.given import read_mark_sheet
from cohort_desk.services.modules import Assessment
from cohort_desk.services.peers import PeerRound, list_rounds, read_forms
from cohort_desk.services.peers import read_sheet as read_tutor_sheet
from cohort_desk.services.projects import ProjectLine, list_projects
from cohort_desk.services.projects.summaries import read_summary


def _projects(source: Source) -> list[ProjectLine]:
    return [line for line in list_projects(source.db, source.cohort.id) if line.project]


def _write_summary(db: Database, line: ProjectLine, path: Path) -> None:
    if line.project is not None:
        write_project_summary(read_summary(db, line.project.id, _today()), path)


def _write_for_sponsor(db: Database, line: ProjectLine, path: Path) -> None:
    if line.project is not None:
        write_sponsor_summary(read_summary(db, line.project.id, _today()), path)


def _sessions(source: Source) -> Sequence[SessionLine]:
    return list_sessions(source.db, source.cohort.id)


def _peer_rounds(source: Source) -> Sequence[PeerRound]:
    return list_rounds(source.db, source.cohort.id).rounds


def _marked(source: Source) -> list[tuple[Assessment, int]]:
    return [
        (part, sitting.number)
        for part in list_assessments(source.db, source.cohort.id)
        for sitting in part.sittings
        if read_mark_sheet(source.db, (part.id, sitting.number)).lines
    ]


def _mark_sheet_name(of: tuple[Assessment, int]) -> str:
    part, sitting = of
    again = f", sitting {sitting}" if sitting > 1 else ""
    return f"{part.module_code} {part.title}{again}"


def _boards(source: Source) -> Sequence[Board]:
    return list_boards(source.db, source.cohort.id)


def _write_sheet(db: Database, board: Board, path: Path) -> None:
    sheet = read_sheet(db, board.cohort_id, board.id)
    write_board_sheet(sheet, path, _today(), names=not sheet.anonymous)


def _write_workbook(db: Database, board: Board, path: Path) -> None:
    sheet = read_sheet(db, board.cohort_id, board.id)
    write_board_workbook(sheet, path, names=not sheet.anonymous)


def _write_minutes(db: Database, board: Board, path: Path) -> None:
    named = not read_sheet(db, board.cohort_id, board.id).anonymous
    write_minutes(read_minutes(db, board.id), path, _today(), names=named)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


_PROJECTS = Things("projects", _projects, lambda line: f"{line.round} {line.group}")
_SESSIONS = Things("sessions", _sessions, lambda session: session.title)
_PEER_ROUNDS = Things("peer ratings", _peer_rounds, lambda found: found.title)
_MARKED = Things("submissions to mark", _marked, _mark_sheet_name)
_BOARDS = Things("boards", _boards, lambda board: board.name)

WORK_KINDS: Mapping[str, Kind] = {
    "summaries": each(
        "a summary of each project (folder of PDFs)",
        "project-summaries/*.pdf",
        _PROJECTS,
        _write_summary,
    ),
    "sponsor-summaries": each(
        "a summary of each project for the agency behind it (folder of PDFs)",
        "sponsor-summaries/*.pdf",
        _PROJECTS,
        _write_for_sponsor,
    ),
    "sign-in": each(
        "a sign-in sheet for each session (folder of PDFs)",
        "sign-in/*.pdf",
        _SESSIONS,
        lambda db, session, path: write_sign_in_sheet(read_sign_in(db, session.id), path),
    ),
    "peer-forms": each(
        "blank forms for peer ratings, a page for each member (folder of PDFs)",
        "peer-forms/*.pdf",
        _PEER_ROUNDS,
        lambda db, found, path: write_forms(read_forms(db, found.id), path),
    ),
    "peers": each(
        "the tutor’s sheet of peer ratings (folder of PDFs)",
        "peer-sheets/*.pdf",
        _PEER_ROUNDS,
        lambda db, found, path: write_tutor_sheet(read_tutor_sheet(db, found.id), path),
    ),
    "marks": each(
        "the marks given for each assessment (folder of workbooks)",
        "marks/*.xlsx",
        _MARKED,
        lambda db, of, path: write_marks(read_mark_sheet(db, (of[0].id, of[1])), path),
    ),
    "boards": each(
        "the sheet of each board (folder of PDFs)", "board-sheets/*.pdf", _BOARDS, _write_sheet
    ),
    "boards.xlsx": each(
        "the sheet of each board (folder of workbooks)",
        "board-workbooks/*.xlsx",
        _BOARDS,
        _write_workbook,
    ),
    "minutes": each(
        "the minutes of each board (folder of PDFs)", "minutes/*.pdf", _BOARDS, _write_minutes
    ),
}
"""What can be written of a cohort's work, by the name that commands use."""
