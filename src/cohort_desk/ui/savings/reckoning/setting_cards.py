"""The cards of settings: what a status rests on, the confidence scale, and the own factor."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSpinBox, QWidget

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.rates import percent
from cohort_desk.domain.savings.realisation import Factor
from cohort_desk.domain.savings.settings import SCALE_CAPTION, SavingsSettings
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.reckoning.factor import Factors
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.form import Form, spin_box
from cohort_desk.ui.kit.widgets import label

_FIELDS = (
    "year_starts_month", "green_at", "amber_at", "update_months", "horizon_years", "factor_after",
)  # fmt: skip


class RulesCard(Card):
    """Cut-offs, intervals and the financial year; each is saved as it is left."""

    left = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("Status and years")
        self.form = Form()
        add = self.form.add
        self.form.left.connect(self._leave)
        add(
            "green_at",
            "Green from",
            spin_box(1, 200, "% of what was projected"),
            hint="Of the forecast; exactly this much is green.",
        )
        add("amber_at", "Amber from", spin_box(0, 199, "%"), hint="Less than this is red.")
        add(
            "update_months",
            "An update is due every",
            spin_box(1, 24, " months"),
            hint="An overdue one makes a benefit red.",
        )
        add("horizon_years", "A recurrent benefit is entered for", spin_box(1, 60, " years"))
        add("factor_after", "Own factor offered after", spin_box(1, 1000, " closed lines"))
        add(
            "year_starts_month",
            "The financial year begins in",
            _months(),
            hint="It stays once a claim was made.",
        )
        self.rows.addWidget(self.form)
        self._values: dict[str, object] = {}

    def show_settings(self, settings: SavingsSettings) -> None:
        """Show what has changed; what is being typed elsewhere stays."""
        values = {field: getattr(settings, field) for field in _FIELDS}
        changed = {name: value for name, value in values.items() if self._values.get(name) != value}
        self.form.set_values(changed)
        self._values = values

    def _leave(self, field: str, value: object) -> None:
        self._values[field] = value
        self.left.emit(field, value)


class ScaleCard(Card):
    """The confidence scale: what each grade takes off benefits and puts on costs."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__("Confidence scale")
        self.rows.addWidget(label(SCALE_CAPTION, "strong", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.S)
        for at, words in enumerate(("Grade", "Off benefits", "On costs")):
            grid.addWidget(label(words, "label"), 0, at)
        self.boxes: list[tuple[QSpinBox, QSpinBox]] = []
        for grade in range(1, len(SavingsSettings().scale) + 1):
            self._add_grade(grid, grade)
        grid.setColumnStretch(3, 1)
        self.rows.addLayout(grid)
        self._scale: tuple[tuple[int, int], ...] = ()
        self.column.addWidget(
            label("Grade 1 is the surest. A benefit has grade 3 until one is chosen.", "small")
        )

    def show_scale(self, scale: tuple[tuple[int, int], ...]) -> None:
        if scale == self._scale:
            return
        self._scale = scale
        for pair, values in zip(self.boxes, scale, strict=True):
            for box, value in zip(pair, values, strict=True):
                with QSignalBlocker(box):
                    box.setValue(value)
        self.show_problem("")

    def _add_grade(self, grid: QGridLayout, grade: int) -> None:
        cut, rise = spin_box(0, 100, "%"), spin_box(0, 500, "%")
        cut.setAccessibleName(f"Grade {grade}: off benefits")
        rise.setAccessibleName(f"Grade {grade}: on costs")
        cut.setPrefix("−")
        rise.setPrefix("+")
        grid.addWidget(label(str(grade)), grade, 0)
        grid.addWidget(cut, grade, 1)
        grid.addWidget(rise, grade, 2)
        self.boxes.append((cut, rise))
        for box in (cut, rise):
            box.editingFinished.connect(self._tell)

    def _tell(self) -> None:
        scale = tuple((cut.value(), rise.value()) for cut, rise in self.boxes)
        if self._scale and scale != self._scale:
            self._scale = scale
            self.changed.emit(scale)


COMPARED = (
    "Projected is the figure first settled, whatever was revised since. Recurrent lines are "
    "compared up to the financial year in which they closed, one-off lines as a whole; nothing of "
    "a removed line is validated."
)


class FactorCard(Card):
    """The programme's own optimism factor, offered once enough lines have closed."""

    left = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("Own optimism factor")
        self.use = QCheckBox("Use it in place of the confidence scale")
        self.use.clicked.connect(lambda: self.left.emit("own_factor", self.use.isChecked()))
        self.column.addWidget(self.use)
        self.told = label("", "small", wrap=True)
        self.column.addWidget(self.told)
        self.column.addWidget(label(COMPARED, "small", wrap=True))

    def show_factors(self, factors: Factors) -> None:
        def make() -> None:
            table = QWidget()
            grid = QGridLayout(table)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(tokens.L)
            grid.setVerticalSpacing(tokens.XS)
            for at, words in enumerate(("", "Closed", "Projected", "Validated", "Factor")):
                grid.addWidget(label(words, "label"), 0, at)
            shown = [(each.cohort, each.factor) for each in factors.by_cohort]
            if factors.overall:
                shown.append(("All cohorts", factors.overall))
            for row, (name, factor) in enumerate(shown, 1):
                for at, words in enumerate((name, *_factor_words(factor))):
                    whole = name == "All cohorts"
                    grid.addWidget(label(words, "strong" if whole else "body"), row, at)
            grid.setColumnStretch(5, 1)
            if shown:
                self.rows.addWidget(table)
            else:
                self.rows.addWidget(label("No line has closed yet.", "muted"))

        self.rebuild(factors, make)
        self.use.setVisible(factors.offered or factors.chosen)
        with QSignalBlocker(self.use):
            self.use.setChecked(factors.chosen)
        self.told.setText(_told(factors))


def _factor_words(factor: Factor) -> tuple[str, ...]:
    return (
        f"{factor.closed:,}",
        pounds(factor.projected),
        pounds(factor.validated),
        f"{factor.value:.2f}",
    )


def _told(factors: Factors) -> str:
    """Return what the factor does, or how far away it is."""
    if factors.overall is None or not factors.offered:
        left = factors.after - factors.closed
        return (
            f"Validated of projected, in closed lines. It is offered in place of the scale once "
            f"{counted(factors.after, 'line has', 'lines have')} closed: {left:,} to go."
        )
    cut = percent(Decimal(factors.overall.benefit_cut) / 10_000)
    if factors.overall.benefit_cut == 0:
        return "Closed lines brought all that was projected, so it takes nothing off benefits."
    return f"It takes {cut} off benefits of every grade; costs keep their grade’s percentage."


def _months() -> QComboBox:
    box = QComboBox()
    for month in range(1, 13):
        box.addItem(written_date(date(2026, month, 1)).split()[1], month)
    return box
