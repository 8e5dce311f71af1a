"""The panel that makes packs: of what kind, for whom, wanted by when, sealed or not."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.packs.contents import KIND_WORDS, PackKind
from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.packs.presenter.making import EVERYTHING, MakeWish, Reader, Subject

_KEY = Qt.ItemDataRole.UserRole
_ROW_HEIGHT, _MOST_ROWS = 48, 5
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_TOLD = {
    PackKind.MARKING: "Holds only the submissions allotted to that tutor, with brief and rubric. "
    "Where marking is anonymous it holds codes instead of names, and the files’ own properties are "
    "emptied.",
    PackKind.PEERS: "Holds the names of the reader’s own group and nobody else’s.",
    PackKind.EXAMINER: "Holds the newest moderation samples by candidate number, with modules and "
    "regulations as text. It is read-only: comments come back in its sheet.",
    PackKind.SAVINGS: "Holds the claims that wait for that finance officer, and nobody else’s. It "
    "is a spreadsheet, filled in anywhere and sent back; under a passphrase it is a sealed pack, "
    "which takes Cohort Desk to unpack.",
}
_SIGNED = (
    "Every pack is signed, so damage and casual changes are noticed. The signature does not keep "
    "its reader from anything; a passphrase keeps others out."
)


class MakePanel(QWidget):
    """Says what packs are wanted; the presenter says for whom they can be."""

    kind_chosen = Signal(object)
    make_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.kind = QComboBox()
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words, kind)
        self.subject = QComboBox()
        self.readers = QListWidget()
        self._readers_box = QWidget()
        self.examiner = QLineEdit()
        self.told = label("", "muted", wrap=True)
        self.none = label("", "muted", wrap=True)
        self.evidence = QCheckBox("Put the evidence beside it, in a ZIP file")
        self.asked_back = QCheckBox("Wanted back by")
        self.due = QDateEdit(QDate.currentDate().addDays(14))
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for each in (self.passphrase, self.again):
            each.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = label("", "error", wrap=True)
        self._signed = label(_SIGNED, "small", wrap=True)
        self.make = button("Make a pack…", "archive", look="primary")
        self._all_button = button("Tick all", look="link")
        self._none_button = button("Tick none", look="link")
        self._subjects: dict[int, Subject] = {}
        self._only: frozenset[int] = frozenset()
        self.form = Form()
        self._lay_out()
        self._connect()

    @property
    def chosen_kind(self) -> PackKind:
        """The kind of pack that is to be made."""
        return PackKind(self.kind.currentData())

    def start(self, kind: PackKind | None = None, only: Collection[int] = ()) -> None:
        """Begin with a kind, the one before if none is given; tick some readers only, or all."""
        self._only = frozenset(only)
        if kind is not None:
            self.kind.setCurrentIndex(self.kind.findData(kind))
        self.problem.setText("")
        self.problem.hide()
        self.form.set_values({"passphrase": "", "again": ""})
        self.kind_chosen.emit(self.chosen_kind)
        self.kind.setFocus()

    def show_subjects(self, kind: PackKind, subjects: Sequence[Subject]) -> None:
        """Offer what packs of a kind can be made of, and for whom."""
        self._subjects = {one.id: one for one in subjects}
        with QSignalBlocker(self.subject):
            # Readers that were named may have to do with any cohort.
            before = EVERYTHING if self._only else self.subject.currentData()
            self.subject.clear()
            for one in subjects:
                self.subject.addItem(one.title, one.id)
            at = self.subject.findData(before)
            self.subject.setCurrentIndex(at if at >= 0 else (0 if subjects else -1))
        self.told.setText(_TOLD[kind])
        self.form.show_field("subject", shown=kind is not PackKind.MARKING)
        self.form.show_field("evidence", shown=kind is PackKind.SAVINGS)
        self._signed.setVisible(kind is not PackKind.SAVINGS)
        examiner = kind is PackKind.EXAMINER
        self.form.show_field("examiner", shown=examiner)
        self._readers_box.setVisible(not examiner)
        self._show_readers()

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong beside its field, or above the button where it has none."""
        shown = self.form.show_problem(field, sentence)
        self.problem.setText("" if shown else sentence)
        self.problem.setVisible(not shown and bool(sentence))

    def _show_readers(self) -> None:
        found = self._subjects.get(self.subject.currentData())
        readers: Sequence[Reader] = found.readers if found else ()
        with QSignalBlocker(self.readers):
            self.readers.clear()
            for one in readers:
                item = QListWidgetItem(f"{one.name}\n{one.detail}")
                item.setData(_KEY, one.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_ON if not self._only or one.id in self._only else _OFF)
                self.readers.addItem(item)
        rows = min(max(len(readers), 1), _MOST_ROWS)
        self.readers.setFixedHeight(Theme.current().px(_ROW_HEIGHT * rows + tokens.L))
        if self.chosen_kind is PackKind.EXAMINER:
            self.examiner.setText(readers[0].name if readers else "")
        self.none.setText(self._why_none(found))
        self.none.setVisible(bool(self.none.text()))
        self._count()

    def _show_what_is_needed(self) -> None:
        self.form.show_field("due", shown=self.asked_back.isChecked())
        self.form.show_field("again", shown=bool(self.passphrase.text()))

    def _why_none(self, found: Subject | None) -> str:
        if found is not None and (found.readers or self.chosen_kind is PackKind.EXAMINER):
            return ""
        return {
            PackKind.MARKING: "No tutor has a submission to mark. Allot what is handed in under "
            "Marking first.",
            PackKind.PEERS: "Nobody is waiting to rate. Open peer ratings first.",
            PackKind.EXAMINER: "There is no board yet. Set one up under Board first.",
            PackKind.SAVINGS: "No claim waits to be confirmed. Make claims under Savings first.",
        }[self.chosen_kind]

    def _choose_kind(self) -> None:
        self._only = frozenset()
        self.kind_chosen.emit(self.chosen_kind)

    def _ticked(self) -> tuple[int, ...]:
        items = (self.readers.item(at) for at in range(self.readers.count()))
        return tuple(item.data(_KEY) for item in items if item.checkState() == _ON)

    def _tick(self, state: Qt.CheckState) -> None:
        for at in range(self.readers.count()):
            self.readers.item(at).setCheckState(state)

    def _count(self) -> None:
        count = 1 if self.chosen_kind is PackKind.EXAMINER else len(self._ticked())
        nouns = ("form", "forms") if self.chosen_kind is PackKind.SAVINGS else ("pack", "packs")
        self.make.setText(f"Make {counted(count, *nouns)}…")
        self.make.setEnabled(count > 0 and not self.none.text())

    def _ask(self) -> None:
        for name in ("passphrase", "again", "examiner", "subject", ""):
            self.show_problem(name, "")
        wish = MakeWish(
            self.chosen_kind,
            int(self.subject.currentData() or 0),
            self._ticked(),
            self.examiner.text(),
            self._wanted_by(),
            self.passphrase.text(),
            self.again.text(),
            self.evidence.isChecked(),
        )
        self.make_asked.emit(wish)

    def _wanted_by(self) -> date | None:
        day = self.due.date()
        return date(day.year(), day.month(), day.day()) if self.asked_back.isChecked() else None

    def _lay_out(self) -> None:
        form = self.form
        form.add("kind", "Kind of pack", self.kind)
        form.add_widget(self.told)
        form.add("subject", "Of what", self.subject)
        form.add("examiner", "External examiner", self.examiner)
        form.add_widget(self._whom())
        form.add_widget(self.none)
        form.add("evidence", "Evidence", self.evidence)
        form.add("asked_back", "Wanted back by", self.asked_back)
        form.add("due", "Day", self.due)
        form.add("passphrase", "Passphrase, if it is to be sealed", self.passphrase)
        form.add(
            "again",
            "The same passphrase again",
            self.again,
            hint="Tell it to the reader by another way than the pack. It cannot be found again.",
        )
        form.add_widget(self._signed)
        form.add_widget(self.problem)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(form)
        layout.addWidget(self.make)
        layout.addStretch(1)

    def _whom(self) -> QWidget:
        """Return the list of readers to tick, under its name."""
        caption = label("For whom", "label")
        caption.setBuddy(self.readers)
        self.readers.setAccessibleName("For whom")
        head = QHBoxLayout()
        head.addWidget(caption, 1)
        head.addWidget(self._all_button)
        head.addWidget(self._none_button)
        column = QVBoxLayout(self._readers_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addLayout(head)
        column.addWidget(self.readers)
        return self._readers_box

    def _connect(self) -> None:
        self.kind.activated.connect(self._choose_kind)
        self.subject.activated.connect(self._show_readers)
        self.readers.itemChanged.connect(self._count)
        self._all_button.clicked.connect(lambda: self._tick(_ON))
        self._none_button.clicked.connect(lambda: self._tick(_OFF))
        self.make.clicked.connect(self._ask)
        self.asked_back.toggled.connect(self._show_what_is_needed)
        self.passphrase.textChanged.connect(self._show_what_is_needed)
        self._show_what_is_needed()
