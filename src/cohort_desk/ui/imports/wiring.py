"""Puts the import page and its presenter together."""

from cohort_desk.ui.imports.page import ImportPage
from cohort_desk.ui.imports.presenter import ImportPresenter
from cohort_desk.ui.kit.dialogs import SHEETS_IN
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.session import Destination, Session


def open_import_page(session: Session) -> ImportPage:
    """Return an import page that waits for a file.

    `session.show("import", path)` opens a spreadsheet there at once.
    """
    page = ImportPage()
    presenter = ImportPresenter(page, session)
    page.keep(presenter)
    page.next_asked.connect(presenter.go_on)
    page.back_asked.connect(presenter.go_back)
    page.stop_asked.connect(presenter.stop)
    page.file_dropped.connect(presenter.open_file)
    page.doubt_answered.connect(presenter.answer)
    page.file.choose_asked.connect(lambda: presenter.choose_file(SHEETS_IN))
    page.file.sheet_chosen.connect(presenter.choose_sheet)
    page.file.header_chosen.connect(presenter.choose_header_row)
    page.file.read_as_asked.connect(presenter.read_as)
    page.columns.mapped.connect(presenter.map_column)
    page.agencies.chosen.connect(presenter.choose_agency)
    page.rows.save_refused_asked.connect(presenter.save_refused)
    page.done.save_refused_asked.connect(presenter.save_refused)
    page.done.undo_asked.connect(presenter.undo)
    page.done.people_asked.connect(presenter.show_people)
    page.done.again_asked.connect(presenter.start_over)
    hearing = Hearing(page, session)
    hearing.records_changed.connect(presenter.records_changed)
    hearing.cohort_changed.connect(presenter.show_cohort)

    def go(destination: Destination) -> None:
        if destination.page == "import" and destination.record is None:
            presenter.come_back()

    hearing.shown.connect(go)
    return page
