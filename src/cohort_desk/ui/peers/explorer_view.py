"""A group's ratings as a matrix, as factors and as marks, and what they would be otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import PeerMode, Silence
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import spin_box
from cohort_desk.ui.kit.grid import ChipDelegate
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.peers.bars import FactorDelegate, WeightingChart
from cohort_desk.ui.peers.group_tables import (
    ALL,
    FACTOR,
    FLAGS,
    LINES,
    MATRIX_NOTE,
    SIDES,
    TRIED,
    SmallTable,
    matrix_columns,
)
from cohort_desk.ui.peers.presenter.exploring import Explored, MemberLine


class ExplorerView(QWidget):
    """Shows one group and passes on what is tried out."""

    group_chosen = Signal(int)
    member_opened = Signal(int)
    silence_tried = Signal(object)
    weighting_tried = Signal(int)
    mark_tried = Signal(int)
    left_out = Signal(tuple)
    as_ruled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found: Explored | None = None
        self.groups = QComboBox()
        self.groups.setAccessibleName("Group")
        self.groups.setMinimumWidth(Theme.current().px(180))
        self.mark = label("", "strong")
        self.notes = QVBoxLayout()
        self.notes.setSpacing(tokens.XS)
        self._make_trial()
        self.model = TableModel[MemberLine](LINES, identity=lambda line: line.member.id)
        self.table = SmallTable("Contributions of the members")
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(FACTOR, FactorDelegate(self.table))
        self.table.setItemDelegateForColumn(FLAGS, ChipDelegate(self.table))
        self.sides_model = TableModel[MemberLine](SIDES, identity=lambda line: line.member.id)
        self.sides = SmallTable("Classic and fill side by side", even=True)
        self.sides.setModel(self.sides_model)
        self.matrix_model = TableModel[MemberLine]((), identity=lambda line: line.member.id)
        self.matrix = SmallTable("Who gave whom how much", even=True)
        self.matrix.setModel(self.matrix_model)
        self.criterion = QComboBox()
        self.criterion.setAccessibleName("Criterion of the matrix")
        self.chart = WeightingChart()
        self._lay_out()
        self._connect()

    def offer_groups(self, groups: Sequence[tuple[int, str]], chosen: int) -> None:
        with QSignalBlocker(self.groups):
            self.groups.clear()
            for group_id, name in groups:
                self.groups.addItem(name, group_id)
            self.groups.setCurrentIndex(self.groups.findData(chosen))

    def show_no_group(self, sentence: str) -> None:
        self.found = None
        self.mark.setText(sentence)
        self._body.hide()

    def show_group(self, found: Explored) -> None:
        self.found = found
        self._body.show()
        agreed = "The group’s agreed mark" if found.agreed else "No agreed mark yet; reckoned with"
        self.mark.setText(f"{agreed}: {written(found.mark)}")
        self._show_notes(found)
        self._show_trial(found)
        self.model.show_rows(found.lines)
        self.table.setColumnHidden(TRIED, not self._trying(found))
        self.sides_model.show_rows(found.lines)
        self._offer_criteria(found)
        self._show_matrix()
        self.table.fit(LINES)
        self.sides.fit(SIDES)
        names = {line.member.id: line.member.name for line in found.lines}
        self.chart.show_series(found.series, names, found.tried.weighting)

    def line_of(self, member_id: int) -> MemberLine | None:
        """Return a member's line of the group that is shown."""
        lines = self.found.lines if self.found else ()
        return next((line for line in lines if line.member.id == member_id), None)

    def _offer_criteria(self, found: Explored) -> None:
        chosen = self.criterion.currentData()
        with QSignalBlocker(self.criterion):
            self.criterion.clear()
            self.criterion.addItem("Mean of all criteria", ALL)
            for criterion_id, title in found.group.criteria.items():
                self.criterion.addItem(title, criterion_id)
            self.criterion.setCurrentIndex(max(0, self.criterion.findData(chosen)))

    def _show_matrix(self) -> None:
        if self.found is not None:
            columns = matrix_columns(self.found, self.criterion.currentData())
            self.matrix_model.show_rows(self.found.lines, columns)
            self.matrix.fit(columns)

    def _trying(self, found: Explored) -> bool:
        return found.tried != found.group.settings or bool(found.left_out)

    def _show_notes(self, found: Explored) -> None:
        clear_layout(self.notes)
        for sentence in (*([found.warning] if found.warning else []), *found.group.notes):
            self.notes.addWidget(_noted("Note", sentence))
        for flag in found.group.flags:
            self.notes.addWidget(_noted(flag.kind.value, flag.sentence))

    def _show_trial(self, found: Explored) -> None:
        with QSignalBlocker(self.silence), QSignalBlocker(self.weighting), QSignalBlocker(self.own):
            self.silence.setCurrentIndex(self.silence.findData(found.tried.silence.value))
            percent = int(found.tried.weighting * 100)
            self.weighting.setValue(percent)
            self.own.setValue(int(found.mark))
        self.percent.setText(f"{written(found.tried.weighting * 100)} %")
        self.silence.setEnabled(found.group.settings.mode is PeerMode.PEER_ONLY)
        self.own.setVisible(not found.agreed)
        self._own_caption.setVisible(not found.agreed)
        raters = [
            (one.id, one.name) for one in found.group.members if one.id in found.group.returns
        ]
        with QSignalBlocker(self.raters):
            if [key for key, _ in raters] != self._raters:
                self._raters = [key for key, _ in raters]
                self.raters.set_choices(raters)
                self.raters.choose(tuple(found.left_out))
            elif set(self.raters.chosen()) != set[object](found.left_out):
                self.raters.choose(tuple(found.left_out))
        self.reset.setEnabled(self._trying(found))

    def _make_trial(self) -> None:
        self._raters: list[int] = []
        self.silence = QComboBox()
        self.silence.setAccessibleName("Try how silence counts")
        self.silence.addItem("Silence filled up", Silence.FILL.value)
        self.silence.addItem("Silence classic", Silence.CLASSIC.value)
        self.weighting = QSlider(Qt.Orientation.Horizontal)
        self.weighting.setAccessibleName("Try a weighting in per cent")
        self.weighting.setRange(0, 100)
        self.weighting.setPageStep(10)
        self.weighting.setFixedWidth(Theme.current().px(140))
        self.percent = label("50 %")
        self.percent.setMinimumWidth(Theme.current().px(48))
        self._own_caption = label("Group’s mark", "muted")
        self.own = spin_box(0, 100)
        self.own.setAccessibleName("Try a mark for the group")
        self.raters = FilterChips("Leave out")
        self.reset = button("As ruled", "undo-2", look="link")

    def _lay_out(self) -> None:
        self._body = QWidget()
        self._body.setObjectName("scrolled")
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, tokens.S, 0)
        body.setSpacing(tokens.M)
        body.addLayout(self._trial_row())
        body.addLayout(_row(label("Leave out", "muted"), self.raters, None))
        body.addWidget(self.table)
        body.addLayout(self.notes)
        body.addLayout(self._lower_tables())
        body.addWidget(label("Marks by weighting, before penalties", "heading"))
        body.addWidget(self.chart)
        body.addStretch(1)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setAccessibleName("Contributions")
        around.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(_row(self.groups, self.mark, None))
        layout.addWidget(around, 1)

    def _trial_row(self) -> FlowLayout:
        row = FlowLayout()
        row.add(label("Try", "strong"))
        row.add(self.silence)
        row.add(label("Weighting", "muted"))
        for widget in (self.weighting, self.percent, self._own_caption, self.own, self.reset):
            row.add(widget)
        return row

    def _lower_tables(self) -> QHBoxLayout:
        left, right, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addLayout(_row(label("Who gave whom how much", "heading"), None, self.criterion))
        left.addWidget(self.matrix)
        left.addWidget(label(MATRIX_NOTE, "small", wrap=True))
        left.addStretch(1)
        beside = label("Classic and fill side by side", "heading")
        beside.setMinimumHeight(self.criterion.sizeHint().height())
        right.addWidget(beside)
        right.addWidget(self.sides)
        right.addStretch(1)
        both.setSpacing(tokens.L)
        both.addLayout(left, 5)
        both.addLayout(right, 3)
        return both

    def _connect(self) -> None:
        self.groups.activated.connect(lambda: self.group_chosen.emit(self.groups.currentData()))
        self.silence.activated.connect(
            lambda: self.silence_tried.emit(Silence(self.silence.currentData()))
        )
        self.weighting.valueChanged.connect(self.weighting_tried)
        self.own.valueChanged.connect(self.mark_tried)
        self.raters.chosen_changed.connect(self.left_out)
        self.reset.clicked.connect(self.as_ruled)
        self.criterion.activated.connect(self._show_matrix)
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._open)

    def _open(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.member_opened.emit(self.model.row_at(row).member.id)


def _noted(word: str, sentence: str) -> QWidget:
    made = QWidget()
    row = _row(Tag(word, "warning"))
    row.addWidget(label(sentence, wrap=True), 1)
    made.setLayout(row)
    return made


def _row(*widgets: QWidget | QLabel | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
