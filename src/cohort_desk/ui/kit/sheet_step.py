"""The first step of an import: the file, its sheet and its row of headings."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.exchange.text_tables import DELIMITERS, ENCODINGS
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import spin_box
from cohort_desk.ui.kit.open_file import OpenFile
from cohort_desk.ui.kit.quiet_combo import QuietComboBox
from cohort_desk.ui.kit.sheet_preview import ROWS_SHOWN, Preview
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button, label

_ROWS_NAMED = 6


class SheetStep(QStackedWidget):
    """Asks for a file (`nothing` says for which), then shows what is in it; `nouns` of its rows."""

    choose_asked = Signal()
    sheet_chosen = Signal(str)
    header_chosen = Signal(int)
    read_as_asked = Signal(object, object)

    def __init__(self, nothing: EmptyState, nouns: tuple[str, str]) -> None:
        super().__init__()
        self.nothing, self._nouns = nothing, nouns
        self.nothing.asked.connect(self.choose_asked)
        self.name = label("", "strong")
        self.found = label("", "muted", wrap=True)
        self.other_file = button("Choose another…", "folder-open")
        self.sheet = QuietComboBox("Sheet")
        self.header_row = spin_box(0, 0)
        self.header_row.setAccessibleName("Row of headings")
        self.header_row.setSpecialValueText("No headings")
        self.encoding = QuietComboBox("Encoding")
        self.delimiter = QuietComboBox("Separator")
        self._captions: dict[QWidget, QLabel] = {}
        self.preview = Preview()
        self.addWidget(self.nothing)
        self.addWidget(self._laid_out())
        self._fill_text_choices()
        self._connect()

    def show_file(self, opened: OpenFile | None) -> None:
        """Show a file, or ask for one."""
        self.setCurrentIndex(1 if opened else 0)
        if not opened:
            return
        book = opened.workbook
        self.name.setText(book.path.name)
        self.found.setText(_found(opened, self._nouns))
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for sheet in book.sheets:
                self.sheet.addItem(sheet.name + (" (hidden)" if sheet.hidden else ""), sheet.name)
            self.sheet.setCurrentIndex(self.sheet.findData(opened.sheet.name))
        with QSignalBlocker(self.header_row):
            self.header_row.setMaximum(min(len(opened.sheet.rows), ROWS_SHOWN))
            self.header_row.setValue(opened.layout.header_row)
        self._show_only(self.sheet, shown=len(book.sheets) > 1)
        for choice, value in ((self.encoding, book.encoding), (self.delimiter, book.delimiter)):
            self._show_only(choice, shown=value is not None)
            with QSignalBlocker(choice):
                if value is not None and choice.findData(value) < 0:
                    choice.addItem(value, value)
                choice.setCurrentIndex(choice.findData(value))
        self.preview.show_file(opened)

    def _fill_text_choices(self) -> None:
        for encoding, name in ENCODINGS.items():
            self.encoding.addItem(name, encoding)
        for delimiter, name in DELIMITERS.items():
            self.delimiter.addItem(name, delimiter)

    def _connect(self) -> None:
        self.other_file.clicked.connect(self.choose_asked)
        self.sheet.activated.connect(lambda: self.sheet_chosen.emit(self.sheet.currentData()))
        self.header_row.valueChanged.connect(self.header_chosen)
        self.preview.header_chosen.connect(self.header_chosen)
        for choice in (self.encoding, self.delimiter):
            choice.activated.connect(
                lambda: self.read_as_asked.emit(
                    self.encoding.currentData(), self.delimiter.currentData()
                )
            )

    def _laid_out(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(tokens.M)
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        words.addWidget(self.name)
        words.addWidget(self.found)
        head.addLayout(words, 1)
        head.addWidget(self.other_file)
        choices = FlowLayout()
        captioned = (
            ("Sheet", self.sheet),
            ("Headings in row", self.header_row),
            ("Encoding", self.encoding),
            ("Separator", self.delimiter),
        )
        for caption, editor in captioned:
            words_before = label(caption, "label")
            words_before.setBuddy(editor)
            self._captions[editor] = words_before
            choices.add(words_before)
            choices.add(editor)
        shell = QWidget()
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addLayout(choices)
        layout.addWidget(self.preview, 1)
        return shell

    def _show_only(self, editor: QWidget, *, shown: bool) -> None:
        editor.setVisible(shown)
        self._captions[editor].setVisible(shown)


def _found(opened: OpenFile, nouns: tuple[str, str]) -> str:
    """Say what was found in the sheet, in a sentence or two."""
    layout = opened.layout
    found = counted(len(layout.rows), *nouns)
    where = (
        f"below the headings in row {layout.header_row}"
        if layout.header_row
        else "in a list without headings"
    )
    blank = sum(out.why == "blank" for out in layout.left_out)
    others = [out.number for out in layout.left_out if out.why != "blank"]
    left_out: list[str] = []
    if blank:
        left_out.append(counted(blank, "blank row", "blank rows"))
    if others:
        what = counted(len(others), "total or repeated heading", "totals or repeated headings")
        left_out.append(f"{what} ({_named(others)})")
    tail = f" {' and '.join(left_out)} left out." if left_out else ""
    return f"{found} found {where}.{tail} Not so? Double-click the row of headings below."


def _named(rows: list[int]) -> str:
    """Name rows by their numbers, the first few of many."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    shown = [str(row) for row in rows[:_ROWS_NAMED]]
    if more := len(rows) - len(shown):
        return f"rows {', '.join(shown)} and {more:,} more"
    return f"rows {', '.join(shown[:-1])} and {shown[-1]}"
