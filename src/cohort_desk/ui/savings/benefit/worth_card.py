"""What a benefit is worth, and what it would be worth if it were trusted more or less."""

from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from cohort_desk.domain.savings.discounting import whole
from cohort_desk.domain.savings.money import pounds
from cohort_desk.reports.charts.savings_net import TITLE, cumulative_net, years_words
from cohort_desk.services.savings.reckoning.appraising import BenefitAppraisal
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.chart_view import ChartView
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.savings.asking import choice_box

_FACTS = (
    ("npsv", "Net present value (NPSV)"),
    ("bcr", "Benefits per £1 of cost (BCR)"),
    ("payback", "Pays back after"),
    ("discounted", "Pays back after, discounted"),
    ("pvb", "Present value of benefits"),
    ("pvc", "Present value of costs"),
    ("switching", "Switching value: break-even a year"),
    ("annual", "Equivalent annual amount"),
)
_TIPS = {
    "npsv": "NPSV: present value of benefits less present value of costs.",
    "bcr": "BCR: present value of benefits ÷ present value of costs.",
    "switching": "Switching value: the yearly benefit at which the net present value is nothing.",
    "annual": "The net present value as equal amounts in each year after year 0.",
}
_ACROSS = 2
_MOST_CUT, _MOST_RISE = 100, 200
_PAUSE_MS = 30


class WorthCard(Card):
    """Facts, sliders and the chart of the cumulative net; trying writes nothing."""

    tried = Signal(object)
    edit_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Worth")
        self.facts: dict[str, QLabel] = {}
        self._captions: dict[str, QLabel] = {}
        self.what_if = Tag("What if: nothing is saved", "warning")
        self.what_if.hide()
        self.edit = button("Confidence…", "pencil", look="link")
        self.head.addWidget(self.what_if)
        self.head.addWidget(self.edit)
        self.cut = _slider("Benefits less, in %", _MOST_CUT)
        self.rise = _slider("Costs more, in %", _MOST_RISE)
        self.cut_words, self.rise_words = label("", "label"), label("", "label")
        self.grade = choice_box([(at, f"Grade {at}") for at in range(1, 7)])
        self.grade.setAccessibleName("Confidence grade to try")
        self.reset = button("Reset", "undo-2")
        self.confidence = label("", "muted", wrap=True)
        self.notes = label("", "small", wrap=True)
        self.chart = ChartView(TITLE, narrow=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()

    def show_worth(
        self, found: BenefitAppraisal, grade: int, starts_month: int, *, recurrent: bool
    ) -> None:
        """Show what the benefit is worth as it stands, with the sliders at its own confidence.

        The same amount in each year says nothing of a gain that comes once.
        """
        for part in (self._captions["annual"], self.facts["annual"]):
            part.setVisible(recurrent)
        self._show(found, starts_month)
        self._set_sliders(found, grade)
        self.what_if.hide()
        self.reset.setEnabled(False)

    def show_tried(self, found: BenefitAppraisal, starts_month: int, grade: int | None) -> None:
        """Show what it would be worth; the sliders follow a grade that is tried."""
        self._show(found, starts_month)
        if grade is not None:
            self._set_sliders(found, grade)
        self.what_if.show()
        self.reset.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def _show(self, found: BenefitAppraisal, starts_month: int) -> None:
        worth = found.appraisal
        texts = {
            "npsv": _rounded(worth.npsv),
            "bcr": "No cost" if worth.bcr is None else f"£{worth.bcr:.2f}",
            "payback": years_words(worth.payback),
            "discounted": years_words(worth.payback_discounted),
            "switching": _rounded(worth.switching),
            "annual": _rounded(worth.equivalent_annual),
            "pvb": _rounded(worth.pvb),
            "pvc": _rounded(worth.pvc),
        }
        for name, text in texts.items():
            self.facts[name].setText(text)
        self.confidence.setText(f"{found.confidence}. Programme setting, confirm with finance.")
        self.notes.setText(
            f"Of the {'forecast' if found.kind == 'forecast' else 'projection'}. "
            f"{' '.join(found.notes)} Rates: {found.rates.name}."
        )
        self.chart.show_chart(lambda: cumulative_net(worth, starts_month))

    def _set_sliders(self, found: BenefitAppraisal, grade: int) -> None:
        with QSignalBlocker(self.cut), QSignalBlocker(self.rise), QSignalBlocker(self.grade):
            self.cut.setValue(round(found.correction.benefit_cut / 100))
            self.rise.setValue(round(found.correction.cost_rise / 100))
            self.grade.setCurrentIndex(grade - 1)
        self._tell_sliders()

    def _tell_sliders(self) -> None:
        self.cut_words.setText(f"Benefits −{self.cut.value()} %")
        self.rise_words.setText(f"Costs +{self.rise.value()} %")

    def _slid(self) -> None:
        self._tell_sliders()
        self._pause.start()

    def _try_sliders(self) -> None:
        self.tried.emit((None, self.cut.value() * 100, self.rise.value() * 100))

    def _try_grade(self) -> None:
        self._pause.stop()
        self.tried.emit((self.grade.currentData(), None, None))

    def _reset(self) -> None:
        self._pause.stop()
        self.tried.emit(None)

    def _lay_out(self) -> None:
        shell = QWidget()
        grid = QGridLayout(shell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.XS)
        for at, (name, words) in enumerate(_FACTS):
            row, column = divmod(at, _ACROSS)
            self.facts[name] = label("", "heading" if row == 0 else "strong")
            self.facts[name].setAccessibleDescription(words)
            caption = self._captions[name] = label(words, "small")
            caption.setToolTip(_TIPS.get(name, ""))
            grid.addWidget(caption, row * 2, column)
            grid.addWidget(self.facts[name], row * 2 + 1, column)
            grid.setColumnStretch(column, 1)
        self.rows.addWidget(shell)
        self.rows.addWidget(self.confidence)
        self.rows.addWidget(self._sliders())
        self.rows.addWidget(self.notes)
        self.rows.addWidget(self.chart)

    def _sliders(self) -> QWidget:
        shell = QWidget()
        grid = QGridLayout(shell)
        grid.setContentsMargins(0, tokens.XS, 0, tokens.XS)
        grid.setHorizontalSpacing(tokens.M)
        for at, (words, slider) in enumerate(
            ((self.cut_words, self.cut), (self.rise_words, self.rise))
        ):
            words.setMinimumWidth(Theme.current().px(108))
            grid.addWidget(words, at, 0)
            grid.addWidget(slider, at, 1)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(label("Try", "label"))
        row.addWidget(self.grade)
        row.addStretch(1)
        row.addWidget(self.reset)
        grid.addLayout(row, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        return shell

    def _connect(self) -> None:
        self.cut.valueChanged.connect(self._slid)
        self.rise.valueChanged.connect(self._slid)
        self._pause.timeout.connect(self._try_sliders)
        self.grade.activated.connect(self._try_grade)
        self.reset.clicked.connect(self._reset)
        self.edit.clicked.connect(lambda: self.edit_asked.emit("worth"))


def _rounded(pence: Decimal | None) -> str:
    """Return an amount in whole pounds; the pence are in the chart's table, for they mislead."""
    return "–" if pence is None else pounds(whole(pence / 100) * 100)


def _slider(name: str, most: int) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setRange(0, most)
    made.setSingleStep(1)
    made.setPageStep(10)
    made.setAccessibleName(name)
    made.setMinimumHeight(tokens.TARGET)
    return made
