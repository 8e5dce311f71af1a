"""What a change of rules does: to a sample of marks, to late work, in words, to the cohort."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.regulations.differences import Difference
from cohort_desk.domain.regulations.effect import MOST_DAYS, Effect
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import spin_box
from cohort_desk.ui.kit.grid import ChipDelegate, Grid
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.modules.regulations.cohort_panel import CohortPanel
from cohort_desk.ui.modules.regulations.presenter.editing import ClauseLine, Sample
from cohort_desk.ui.modules.regulations.words import (
    Lines,
    clause_lines,
    difference_lines,
    scrolled,
)

_TABS = ("Marks", "Late work", "Changes", "In words", "This cohort")


def _chip(effect: Effect) -> Chip | None:
    return Chip(effect.change, "warning") if effect.change else None


def _effect_columns(heading: str) -> tuple[Column[Effect], ...]:
    return (
        Column(heading, lambda one: one.tried),
        Column("Before", lambda one: str(one.before)),
        Column("After", lambda one: str(one.after)),
        Column("Change", lambda one: one.change or "same", chip=_chip),
    )


class EffectPanel(QFrame):
    """Shows the effect of the draft beside its fields."""

    sample_changed = Signal(Sample)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("What the change does")
        self.marks = TableModel[Effect](_effect_columns("Agreed mark"))
        self.late = TableModel[Effect](_effect_columns("Handed in"))
        self.changes, self.clauses = Lines(), Lines()
        self.days = spin_box(0, MOST_DAYS, " days late")
        self.days.setAccessibleName("Days late")
        self.referral = QCheckBox("As a referral")
        self.mark = spin_box(0, 100)
        self.mark.setAccessibleName("Mark before the penalty")
        self.mark.setPrefix("Mark ")
        self.mark.setValue(Sample().mark)
        self.summary = label("", "muted", wrap=True)
        self.cohort = CohortPanel()
        self.tabs = QTabBar()
        self._views = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_effect(self, marks: Sequence[Effect], late: Sequence[Effect]) -> None:
        self.marks.show_rows(marks)
        self.late.show_rows(late)
        for at, effects in enumerate((marks, late)):
            count = sum(bool(one.change) for one in effects)
            self._show_count(at, count)

    def show_changes(self, summary: str, changes: Sequence[Difference]) -> None:
        self.summary.setText(summary)
        self.changes.show_lines(difference_lines(changes, "The rules are as they were."))
        self._show_count(_TABS.index("Changes"), len(changes))

    def show_clauses(self, lines: Sequence[ClauseLine]) -> None:
        self.clauses.show_lines(clause_lines(lines))

    def show_tab(self, title: str) -> None:
        """Turn to one of the tabs."""
        self.tabs.setCurrentIndex(_TABS.index(title))

    def _sample(self) -> None:
        sample = Sample(self.days.value(), self.referral.isChecked(), self.mark.value())
        self.sample_changed.emit(sample)

    def _show_count(self, at: int, count: int) -> None:
        self.tabs.setTabText(at, f"{_TABS[at]} ({count})" if count else _TABS[at])

    def _connect(self) -> None:
        for changed in (self.days.valueChanged, self.mark.valueChanged, self.referral.toggled):
            changed.connect(self._sample)
        self.tabs.currentChanged.connect(self._views.setCurrentIndex)

    def _lay_out(self) -> None:
        for title in _TABS:
            self.tabs.addTab(title)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("What the change does")
        for view in (
            _view(_row(self.days, self.referral), _grid("Effect on marks", self.marks)),
            _view(_row(self.mark), _grid("Effect on late work", self.late)),
            _view(self.summary, scrolled(self.changes, "Rules that change")),
            scrolled(self.clauses, "The regulations in words"),
            self.cohort,
        ):
            self._views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.tabs)
        layout.addWidget(self._views, 1)


def _grid(name: str, model: TableModel[Effect]) -> Grid:
    grid = Grid(name)
    grid.setModel(model)
    for at, column in enumerate(model.columns):
        if column.chip:
            grid.setItemDelegateForColumn(at, ChipDelegate(grid))
    heads = grid.horizontalHeader()
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    heads.setSectionsMovable(False)
    return grid


def _view(head: QWidget, body: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.S)
    layout.addWidget(head)
    layout.addWidget(body, 1)
    return made


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = FlowLayout(made)
    for widget in widgets:
        row.add(widget)
    return made
