"""Puts the import of benefits together as a view of the Savings page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.services.savings.imports.writing import LOOKED_AT
from cohort_desk.ui.kit.dialogs import SHEETS_IN
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.importing.presenter import ImportPresenter
from cohort_desk.ui.savings.importing.view import ImportWizard
from cohort_desk.ui.savings.page import SavingsPage


class ImportingView:
    """The wizard as the page of savings knows it."""

    name, title = "import", "Import"
    hears = LOOKED_AT

    def __init__(self, page: SavingsPage, session: Session) -> None:
        self._page, self._desk = page, PageDesk(page, session)
        self.wizard = ImportWizard(page.detail)
        self.presenter = ImportPresenter(self.wizard, self._desk, leave=self._leave)
        self._connect()
        session.news.changed.connect(self.presenter.records_changed)
        session.cohort_changed.connect(self._show_cohort)

    @property
    def widget(self) -> QWidget:
        return self.wizard

    @property
    def actions(self) -> Sequence[QPushButton]:
        return self.wizard.actions_of_page

    def show(self) -> None:
        """What is under way stays as it is; its rows are checked anew when something changes."""

    def open(self, record: object) -> None:
        """Open a spreadsheet by its path."""
        if isinstance(record, Path):
            self.presenter.open_file(record)

    def start_search(self) -> None:
        self.wizard.start_search()

    def may_leave(self) -> bool:
        """Let go of an import that is done; one under way waits here."""
        self.presenter.come_back()
        return True

    def _leave(self) -> None:
        self._page.turn_to("benefits")

    def _show_cohort(self, _cohort_id: int) -> None:
        self.presenter.show_cohort()

    def _connect(self) -> None:
        wizard, presenter = self.wizard, self.presenter
        wizard.next_asked.connect(presenter.go_on)
        wizard.back_asked.connect(presenter.go_back)
        wizard.leave_asked.connect(presenter.leave)
        wizard.stop_asked.connect(presenter.stop)
        wizard.file_dropped.connect(presenter.open_file)
        wizard.file.choose_asked.connect(self._choose_file)
        wizard.file.sheet_chosen.connect(presenter.choose_sheet)
        wizard.file.header_chosen.connect(presenter.choose_header_row)
        wizard.file.read_as_asked.connect(self._read_as)
        wizard.columns.mapped.connect(presenter.map_column)
        wizard.columns.otherwise_said.connect(presenter.say_otherwise)
        wizard.names.answered.connect(presenter.answer_name)
        wizard.rows.save_refused_asked.connect(presenter.save_refused)
        wizard.done.save_refused_asked.connect(presenter.save_refused)
        wizard.done.undo_asked.connect(presenter.undo)
        wizard.done.again_asked.connect(presenter.start_over)

    def _choose_file(self) -> None:
        self.presenter.choose_file(SHEETS_IN)

    def _read_as(self, encoding: str | None, delimiter: str | None) -> None:
        self.presenter.read_as(encoding, delimiter)


def open_importing(page: SavingsPage, session: Session) -> ImportingView:
    """Return the view, connected."""
    view = ImportingView(page, session)
    page.keep(view)
    return view
