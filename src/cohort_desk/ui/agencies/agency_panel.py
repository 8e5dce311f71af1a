"""The panel of one agency: its fields, the spellings that find it, and merging."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.agencies import FIELD_LABELS, check_agency
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.words import counted
from cohort_desk.services.agencies import Agency
from cohort_desk.ui.agencies.presenter import EDITED, typed_value
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Check
from cohort_desk.ui.kit.record_panel import RecordPanel, clear_layout
from cohort_desk.ui.kit.widgets import AgencyTag, SectorTag, button, icon_button, label


class AgencyPanel(RecordPanel):
    """Shows one agency at a time."""

    alias_added = Signal(int, str)
    alias_removed = Signal(int)
    merge_asked = Signal(int, str)
    delete_asked = Signal(tuple)
    people_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(typed_value)
        self._agency_id = 0
        for field in EDITED:
            self.form.add(field, FIELD_LABELS[field], _editor(field), check=_check(field))
        self.people = button("", "users", look="link")
        self.people.clicked.connect(lambda: self.people_wanted.emit(self._agency_id))
        self.aliases = QVBoxLayout()
        self.aliases.setSpacing(tokens.XS)
        self.new_alias = QLineEdit()
        self.new_alias.setAccessibleName("Another spelling")
        self.new_alias.setPlaceholderText("Another spelling")
        self.add_alias = button("Add", "plus")
        self.alias_problem = label("", "error", wrap=True)
        self.merge_into = QLineEdit()
        self.merge_into.setAccessibleName("Merge into")
        self.merge_into.setPlaceholderText("Name of the agency to keep")
        self._others = QStringListModel(self)
        self.merge = button("Merge", "arrow-left-right")
        self.delete = button("Delete agency", "trash-2", look="danger")
        self._lay_out()
        self._connect()

    def show_record(self, record: Agency, keep: Collection[str] = ()) -> None:
        super().show_record(record, keep)
        if record.id != self._agency_id:
            self.new_alias.clear()
            self.merge_into.clear()
            self.show_alias_problem("")
        self._agency_id = record.id
        clear_layout(self.tags)
        self.tags.addWidget(AgencyTag(record.id, record.abbreviation))
        self.tags.addWidget(SectorTag(record.sector))
        self.tags.addStretch(1)
        self.people.setText(f"Show {counted(record.people, 'person', 'people')}")
        self.people.setVisible(record.people > 0)
        self.delete.setVisible(record.people_ever == 0)
        self._show_aliases(record)

    def offer_to_merge_into(self, names: Sequence[str]) -> None:
        """Propose these agencies as the one to keep."""
        self._others.setStringList(list(names))

    def show_alias_problem(self, sentence: str) -> None:
        """Say why a spelling was refused; "" once one has been taken."""
        self.alias_problem.setText(sentence)
        self.alias_problem.setVisible(bool(sentence))
        if not sentence:
            self.new_alias.clear()

    def _show_aliases(self, agency: Agency) -> None:
        clear_layout(self.aliases)
        if not agency.aliases:
            self.aliases.addWidget(label("Found by its name only.", "muted"))
        for alias in agency.aliases:
            shell = QWidget()
            row = QHBoxLayout(shell)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(alias.text, wrap=True), 1)
            remove = icon_button(f"Remove the spelling {alias.text}", "x")
            remove.clicked.connect(self._remover(alias.id))
            row.addWidget(remove)
            self.aliases.addWidget(shell)

    def _remover(self, alias_id: int) -> Callable[[], None]:
        return lambda: self.alias_removed.emit(alias_id)

    def _lay_out(self) -> None:
        completer = QCompleter(self._others, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.merge_into.setCompleter(completer)
        column = self.column
        column.addWidget(self.people, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("Also known as", "heading"))
        column.addLayout(self.aliases)
        column.addLayout(_side_by_side(self.new_alias, self.add_alias))
        column.addWidget(self.alias_problem)
        column.addWidget(label("Twice in the list?", "heading"))
        note = "Its people and spellings move to the agency you keep; its name becomes a spelling."
        column.addWidget(label(note, "small", wrap=True))
        column.addLayout(_side_by_side(self.merge_into, self.merge))
        column.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.alias_problem.hide()
        self.end()

    def _connect(self) -> None:
        self.add_alias.clicked.connect(self._add_alias)
        self.new_alias.returnPressed.connect(self._add_alias)
        self.merge.clicked.connect(
            lambda: self.merge_asked.emit(self._agency_id, self.merge_into.text())
        )
        self.delete.clicked.connect(lambda: self.delete_asked.emit((self._agency_id,)))

    def _add_alias(self) -> None:
        self.alias_added.emit(self._agency_id, self.new_alias.text())


def _side_by_side(field: QWidget, action: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S)
    row.addWidget(field, 1)
    row.addWidget(action)
    return row


def _editor(field: str) -> QWidget:
    if field == "sector":
        return sector_box()
    return QPlainTextEdit() if field == "notes" else QLineEdit()


def sector_box() -> QComboBox:
    """Return a choice of all sectors, by their keys."""
    box = QComboBox()
    for sector in SECTORS:
        box.addItem(sector.label, sector.key)
    return box


def _check(field: str) -> Check:
    def problem(value: object) -> str:
        try:
            check_agency({field: str(value)})
        except RuleBroken as error:
            return str(error)
        return ""

    return problem
