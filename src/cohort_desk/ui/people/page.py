"""The people's page: the table, its search and filters, and the panel at the right."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from cohort_desk.domain.people import STATUS_LABELS
from cohort_desk.services.people import PeopleChoices, PeopleFilter, Person
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.paged_table import PagedModel
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.people.columns import COLUMNS
from cohort_desk.ui.people.panels import PeoplePanels
from cohort_desk.ui.people.papers import PAPERS
from cohort_desk.ui.people.person_panel import PersonPanel

if TYPE_CHECKING:
    from array import array

    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.person_documents import DocumentLine

_HELP = (
    "Everyone enrolled in the chosen cohort. Type to search in names, e-mails, agencies, job "
    "titles and notes; narrow the list with the filters. Choose a row to see the person at the "
    "right: each field is saved as you leave it, and a picture dropped on the photo takes its "
    "place. Import photos takes a folder of pictures named by e-mail, reference or full name. "
    "Under Documents stands what can be printed for that person, and Print has the papers of "
    "everybody. Choose several rows to change them together. "
    "Delete withdraws; Ctrl+Z takes any change back."
)


class PeoplePage(Page):
    """Shows people and passes on what the user does."""

    filtered = Signal(str, tuple)
    narrow_asked = Signal(PeopleFilter)
    person_opened = Signal(int)
    person_closed = Signal()
    import_asked = Signal()
    add_submitted = Signal(dict)
    bulk_asked = Signal(tuple, str, str)
    field_left = Signal(str, str)
    mine_kept = Signal(object)
    theirs_taken = Signal(object)
    history_wanted = Signal()
    agencies_wanted = Signal()
    withdraw_asked = Signal(tuple)
    enrol_asked = Signal(tuple)
    export_asked = Signal(tuple)
    print_asked = Signal(tuple)
    photo_asked = Signal()
    photo_given = Signal(object)
    photo_removed = Signal()
    photos_asked = Signal()
    document_asked = Signal(object)
    paper_asked = Signal(str)

    def __init__(self, model: PagedModel[Person], memory: Memory | None = None) -> None:
        super().__init__("People", help_text=_HELP)
        self.print_button = self.add_action("Print…", "printer")
        self.print_list = self._offer_papers()
        self.bring_in = self.add_action("Import…", "upload")
        self.bring_in.clicked.connect(self.import_asked)
        self.bring_in_photos = self.add_action("Import photos…", "user")
        self.bring_in_photos.clicked.connect(self.photos_asked)
        self.add_button = self.set_primary("Add person", "plus")
        self.add_button.clicked.connect(self.start_adding)
        self.search = self.add_filter(SearchField("Search people"), stretch=1)
        self.statuses = self.add_filter(FilterChips("Status", tuple(STATUS_LABELS.items())))
        self.menus = {
            "agencies": self.add_filter(FilterMenu("Agency")),
            "sectors": self.add_filter(FilterMenu("Sector")),
            "grades": self.add_filter(FilterMenu("Grade")),
            "locations": self.add_filter(FilterMenu("Location")),
        }
        self.model = model
        self.table = DataTable(model, "People", ("person", "people"), memory=memory)
        self._suggestions: dict[str, Sequence[str]] = {}
        self.set_content(self.table)
        self._connect()

    @cached_property
    def panels(self) -> PeoplePanels:
        """The panels at the right, made when one is first wanted, for that takes a while."""
        panels = PeoplePanels(self.detail)
        panels.person.field_left.connect(self.field_left)
        panels.person.mine_kept.connect(self.mine_kept)
        panels.person.theirs_taken.connect(self.theirs_taken)
        panels.person.history_wanted.connect(self.history_wanted)
        panels.person.photo.add_asked.connect(self.photo_asked)
        panels.person.photo.given.connect(self.photo_given)
        panels.person.photo.remove_asked.connect(self.photo_removed)
        panels.person.documents.asked.connect(self.document_asked)
        panels.add.submitted.connect(self.add_submitted)
        panels.bulk.set_asked.connect(self.bulk_asked)
        panels.agencies_wanted.connect(self.agencies_wanted)
        for field, values in self._suggestions.items():
            panels.suggest(field, values)
        return panels

    @property
    def person(self) -> PersonPanel:
        return self.panels.person

    # ---------------------------------------------------------------- what the list shows

    def show_ids(self, ids: "array[int]", total: int) -> None:
        self.show_content()
        self.model.show_ids(ids)
        self.table.set_total(total)

    def show_choices(self, choices: PeopleChoices, context: str) -> None:
        self.set_context(context)
        for choice in choices.statuses:
            self.statuses.set_count(choice.key, choice.count)
        for name, menu in self.menus.items():
            offered = getattr(choices, name)
            menu.set_choices([(each.key, f"{each.label}  {each.count:,}") for each in offered])
            menu.setVisible(bool(offered))
        self.table.set_total(choices.total)
        self.suggest("grade", [choice.label for choice in choices.grades])
        self.suggest("location", [choice.label for choice in choices.locations])

    def show_nobody(self) -> None:
        empty = EmptyState(
            "users",
            "Nobody is in this cohort yet.",
            "Import a spreadsheet",
            "You see every row’s outcome before anything is saved. Or add people one by one.",
        )
        empty.asked.connect(self.import_asked)
        self.show_state(empty)

    def show_filter(self, wanted: PeopleFilter) -> None:
        """Have the search field and the filters say what is listed, without asking for it."""
        with QSignalBlocker(self):
            self.search.setText(wanted.text)
            self.statuses.choose(wanted.statuses)
            for name, menu in self.menus.items():
                menu.choose(getattr(wanted, name))

    # ---------------------------------------------------------------- the panel at the right

    def show_record(self, record: Person, keep: Collection[str] = ()) -> None:
        self.person.show_record(record, keep)
        self.panels.open_record(record.name)

    def show_photo(self, name: str, jpeg: bytes | None) -> None:
        self.person.photo.show_photo(name, jpeg)

    def show_documents(self, lines: "Sequence[DocumentLine]") -> None:
        self.person.documents.show_documents(lines)

    def unsaved(self) -> Mapping[str, str]:
        return self.person.unsaved()

    def suggest(self, field: str, values: Sequence[str]) -> None:
        """Propose these values for a field, wherever it is."""
        self._suggestions[field] = values
        if "panels" in self.__dict__:
            self.panels.suggest(field, values)

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.person.form.show_problem(field, sentence)

    def show_clash(self, clash: Clash | None) -> None:
        self.person.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        self.panels.open_history(entries)

    def history_is_shown(self) -> bool:
        return self.panels.shows(self.panels.history)

    def close_record(self) -> None:
        self.detail.close_panel()

    def open_record(self, record: object) -> None:
        """Open a person by id, or list just the people of a PeopleFilter."""
        if isinstance(record, PeopleFilter):
            self.narrow_asked.emit(record)
        elif isinstance(record, int):
            if record not in self.model.ids():
                self.narrow_asked.emit(PeopleFilter())
            self.open_person(record)

    def open_person(self, person_id: int) -> None:
        """Choose a person in the list, and open the panel."""
        self.table.choose((person_id,))
        self.person_opened.emit(person_id)

    def start_adding(self) -> None:
        """Open the panel for a new person."""
        self.panels.open(self.panels.add, "Add person")
        self.panels.add.start()

    def show_added(self, person_id: int) -> None:
        self.panels.show_only(self.person)
        self.open_person(person_id)

    def show_add_problem(self, field: str, sentence: str) -> None:
        self.panels.add.show_problem(field, sentence)

    def start_bulk(self, ids: tuple[int, ...]) -> None:
        """Open the panel that changes many people."""
        self.panels.open(self.panels.bulk, "Change many")
        self.panels.bulk.start(ids)

    def show_bulk_problem(self, sentence: str) -> None:
        self.panels.bulk.show_problem(sentence)

    def close_bulk(self) -> None:
        self.detail.close_panel()

    # ---------------------------------------------------------------- within

    def _offer_papers(self) -> QAction:
        """Let Print open a menu, and return the action that prints the list as it is shown."""
        menu = QMenu(self.print_button)
        menu.setAccessibleName("Print")
        of_list = menu.addAction("This list…", lambda: self.print_asked.emit(self._columns_shown()))
        of_list.setShortcut(QKeySequence.StandardKey.Print)
        menu.addSeparator()
        for name in PAPERS:
            menu.addAction(f"{name}…", lambda paper=name: self.paper_asked.emit(paper))
        self.print_button.setProperty("menu", True)
        self.print_button.setMenu(menu)
        # The menu is seldom open, and the shortcut is to work all the same.
        self.addAction(of_list)
        return of_list

    def _connect(self) -> None:
        table = self.table
        self.statuses.chosen_changed.connect(self._narrower("statuses"))
        for name, menu in self.menus.items():
            menu.chosen_changed.connect(self._narrower(name))
        table.add_bulk_action("Change…", "pencil", self.start_bulk)
        table.add_bulk_action("Withdraw", "user-minus", self.withdraw_asked.emit)
        table.add_bulk_action("Enrol again", "user-plus", self.enrol_asked.emit)
        table.current_changed.connect(self._current_changed)
        table.grid.clicked.connect(self._reopen)
        table.opened.connect(self._open_and_edit)
        table.edit_asked.connect(self._open_and_edit)
        table.delete_asked.connect(self.withdraw_asked)
        table.offer_export()
        table.export_asked.connect(lambda: self.export_asked.emit(self._columns_shown()))
        self.search.left_downwards.connect(table.take_focus)
        self.detail.closed.connect(self.person_closed)

    def _narrower(self, name: str) -> Callable[[tuple[object, ...]], None]:
        def narrow(keys: tuple[object, ...]) -> None:
            self.filtered.emit(name, keys)

        return narrow

    def _current_changed(self, person_id: int | None) -> None:
        if person_id is not None:
            self.panels.show_only(self.person)
            self.person_opened.emit(person_id)

    def _reopen(self) -> None:
        """Open the panel again, for to click the current row again changes no row."""
        if self.detail.isHidden():
            self._current_changed(self.table.current())

    def _open_and_edit(self, person_id: int) -> None:
        self.panels.show_only(self.person)
        self.person_opened.emit(person_id)
        self.person.take_focus()

    def _columns_shown(self) -> tuple[str, ...]:
        """Return the names of the columns that are shown, from the left."""
        heads = self.table.grid.horizontalHeader()
        at = [heads.logicalIndex(place) for place in range(heads.count())]
        shown = (column for column in at if not heads.isSectionHidden(column))
        return tuple(COLUMNS[column].name for column in shown)
