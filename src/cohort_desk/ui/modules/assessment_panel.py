"""The panel of one assessment: how it is done and marked, and when its sittings are."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.fields import (
    ASSESSMENT_LABELS,
    DONE_BY_LABELS,
    MARKER_LABELS,
    MOST_SITTINGS,
    SITTING_LABELS,
    clean_assessment,
)
from cohort_desk.domain.modules.moments import read_in_london
from cohort_desk.services.modules import Assessment
from cohort_desk.ui.kit.form import Check
from cohort_desk.ui.kit.record_panel import RecordPanel
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.modules.module_panel import either
from cohort_desk.ui.modules.presenter.records import (
    sitting_field,
    sitting_name,
    typed_of_assessment,
)
from cohort_desk.ui.modules.presenter.structure import Choices
from cohort_desk.ui.modules.presenter.words import share_line

_HINTS = {
    "weight": "In parts of all weights of the module; they need not add up to 100.",
    "round_id": "Whose groups do it. Members are those of the group now, so a late move counts.",
    "minimum": "Only where the module asks for a least mark in this part.",
}
_MOMENT_HINT = "In UK time, such as 14 November 2026, 12:00"


class AssessmentPanel(RecordPanel):
    """Shows one assessment at a time; fields of sittings that it has not are out of sight."""

    delete_asked = Signal(int)
    sitting_added = Signal(int)
    sitting_deleted = Signal(int)
    guide_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(typed_of_assessment)
        self._shown: Assessment | None = None
        for field, words in ASSESSMENT_LABELS.items():
            hint = _HINTS.get(field, "")
            self.form.add(field, words, _editor(field), check=_check(field), hint=hint)
        self.share = label("", "small", wrap=True)
        self.form.put_under("weight", self.share)
        self.open_guide = button("Open the marking guide", "list-checks", look="link")
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.open_guide)
        row.addStretch(1)
        self.form.put_under("guide_id", beside)
        self.unsettled = label("", wrap=True)
        self.column.insertWidget(1, self.unsettled)
        self._sittings = [self._add_sitting(number + 1) for number in range(MOST_SITTINGS)]
        self.another = button("Add a sitting", "plus")
        self.fewer = button("Delete the last sitting", "minus")
        self.delete = button("Delete assessment", "trash-2", look="danger")
        self._lay_out()
        self._connect()

    def offer(self, choices: Choices) -> None:
        """Offer these modules, rounds and guides; what is chosen stays chosen."""
        for field, none, offered in (
            ("module_id", "", choices.modules),
            ("round_id", "Not chosen yet", choices.rounds),
            ("guide_id", "None: one mark for the whole", choices.guides),
        ):
            _fill(self._box(field), none, offered)

    def show_record(self, record: Assessment, keep: Collection[str] = ()) -> None:
        self._shown = record
        for number, heading in enumerate(self._sittings, start=1):
            heading.setVisible(number <= len(record.sittings))
            for field in SITTING_LABELS:
                name = sitting_field(number, field)
                self.form.show_field(name, shown=not heading.isHidden())
        super().show_record(record, keep)
        self._box("round_id").setEnabled(record.done_by == "group")
        self.share.setText(f"Now {share_line(record)}")
        self.open_guide.setVisible(record.guide_id is not None)
        self.fewer.setVisible(len(record.sittings) > 1)
        self.another.setVisible(len(record.sittings) < MOST_SITTINGS)
        self.unsettled.setText("Still to do: " + " ".join(record.unsettled))
        self.unsettled.setVisible(bool(record.unsettled))

    def _box(self, field: str) -> QComboBox:
        box = self.form.editor(field)
        if not isinstance(box, QComboBox):
            raise TypeError(field)
        return box

    def _add_sitting(self, number: int) -> QLabel:
        """Add the fields of one sitting, and return its heading."""
        heading = label(sitting_name(number), "heading")
        self.form.add_widget(heading)
        for field, words in SITTING_LABELS.items():
            hint = _MOMENT_HINT if field == "deadline" else ""
            name = sitting_field(number, field)
            self.form.add(name, words, QLineEdit(), check=_check_moment(field), hint=hint)
            spoken = f"{words}, {sitting_name(number).lower()}"
            self.form.editor(name).setAccessibleName(spoken)
        return heading

    def _lay_out(self) -> None:
        for each in (self.another, self.fewer, self.delete):
            self.column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()

    def _connect(self) -> None:
        self.another.clicked.connect(lambda: self.sitting_added.emit(self._id()))
        self.fewer.clicked.connect(lambda: self.sitting_deleted.emit(self._id()))
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self._id()))
        self.open_guide.clicked.connect(self._ask_guide)

    def _ask_guide(self) -> None:
        if self._shown and self._shown.guide_id:
            self.guide_wanted.emit(self._shown.guide_id)

    def _id(self) -> int:
        return self._shown.id if self._shown else 0


def _editor(field: str) -> QWidget:
    if field in ("module_id", "round_id", "guide_id"):
        return QComboBox()
    if field == "done_by":
        return _choice(DONE_BY_LABELS)
    if field == "markers":
        return _choice({str(count): words for count, words in MARKER_LABELS.items()})
    if field == "anonymous":
        return either("Yes, by candidate number or code", "No, markers see whose work it is")
    return QPlainTextEdit() if field == "brief" else QLineEdit()


def _choice(words: Mapping[str, str]) -> QComboBox:
    box = QComboBox()
    for key, text in words.items():
        box.addItem(text, key)
    return box


def _fill(box: QComboBox, none: str, offered: Sequence[tuple[int, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    if none:
        box.addItem(none, "")
    for key, text in offered:
        box.addItem(text, str(key))
    box.setCurrentIndex(max(box.findData(chosen), 0))


def _check(field: str) -> Check:
    def problem(value: object) -> str:
        try:
            clean_assessment({field: value})
        except RuleBroken as error:
            return str(error)
        return ""

    return problem


def _check_moment(field: str) -> Check:
    def problem(value: object) -> str:
        try:
            read_in_london(field, str(value))
        except RuleBroken as error:
            return str(error)
        return ""

    return problem
