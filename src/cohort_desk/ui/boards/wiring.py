"""Puts the Board page and its presenters together."""

from cohort_desk.ui.boards.page import BoardPage
from cohort_desk.ui.boards.presenter.board import BoardPresenter
from cohort_desk.ui.boards.presenter.charts import ChartsPresenter
from cohort_desk.ui.boards.presenter.comments import ChangesPresenter, CommentsPresenter
from cohort_desk.ui.boards.presenter.meeting import MeetingPresenter
from cohort_desk.ui.boards.presenter.reading import Reading
from cohort_desk.ui.boards.presenter.sheet import SheetPresenter
from cohort_desk.ui.kit.session import Session


class SheetPart:
    """The sheet as one of the views; it alone may offer names."""

    def __init__(self, page: BoardPage, sheet: SheetPresenter) -> None:
        self._page, self._sheet = page, sheet

    def show(self, reading: Reading) -> None:
        self._page.sheet.offer_names(offered=reading.sheet.anonymous)
        self._sheet.show(reading)


def open_boards_page(session: Session) -> BoardPage:
    """Return a Board page that is filled in and listening.

    `session.show("boards", 3)` opens a board there, a view's name that view.
    """
    page = BoardPage(session.settings, session.prints)
    sheet = SheetPresenter(page, session)
    charts = ChartsPresenter(page.charts)
    meeting = MeetingPresenter(page.meeting, session)
    comments = CommentsPresenter(page.comments, session)
    changes = ChangesPresenter(page.changes)
    board = BoardPresenter(
        page,
        session,
        {
            "sheet": SheetPart(page, sheet),
            "charts": charts,
            "meeting": meeting,
            "changes": changes,
            "comments": comments,
        },
    )
    page.keep(sheet, charts, meeting, comments, changes, board)
    _connect_board(page, board)
    _connect_sheet(page, sheet)
    _connect_meeting(page, meeting)
    page.comments.added.connect(comments.add)
    page.comments.answered.connect(comments.answer)
    page.comments.delete_asked.connect(comments.delete)
    session.news.changed.connect(board.records_changed)
    session.cohort_changed.connect(board.show_cohort)
    board.refresh()
    page.sheet.table.start()
    return page


def _connect_board(page: BoardPage, board: BoardPresenter) -> None:
    page.board_chosen.connect(board.choose)
    page.add_asked.connect(board.add)
    page.moved_on.connect(board.move_on)
    page.record_opened.connect(board.open_record)
    page.ratifying.ratified.connect(board.ratify)
    page.sheet.strip.put_asked.connect(board.put_before)
    page.changes.put_asked.connect(board.put_before)
    page.meeting.take_back_asked.connect(board.take_back)
    page.meeting.delete_asked.connect(board.delete)


def _connect_sheet(page: BoardPage, sheet: SheetPresenter) -> None:
    panel = page.sheet

    def show_names(shown: bool) -> None:  # noqa: FBT001 - as Qt's signal hands it on
        sheet.show_names(shown=shown)

    def press(letter: str) -> None:
        sheet.press(letter, panel.chosen())

    panel.searched.connect(sheet.search)
    panel.flags_chosen.connect(sheet.filter)
    panel.names_wanted.connect(show_names)
    panel.candidate_opened.connect(sheet.open)
    panel.pressed.connect(sheet.press)
    panel.clear_asked.connect(sheet.clear)
    panel.export_asked.connect(sheet.export)
    panel.strip.take_all_asked.connect(sheet.take_all)
    page.candidate.pressed.connect(press)
    page.candidate.clear_asked.connect(sheet.clear_one)
    page.candidate.ruled.connect(sheet.rule)
    page.candidate_closed.connect(sheet.close)
    page.print_asked.connect(sheet.print)


def _connect_meeting(page: BoardPage, meeting: MeetingPresenter) -> None:
    panel = page.meeting

    def set_present(member_id: int, present: bool) -> None:  # noqa: FBT001 - as above
        meeting.set_present(member_id, present=present)

    panel.edited.connect(meeting.edit)
    panel.member_added.connect(meeting.add_member)
    panel.presence_set.connect(set_present)
    panel.role_set.connect(meeting.set_role)
    panel.member_removed.connect(meeting.remove_member)
