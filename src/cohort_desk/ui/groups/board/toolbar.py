"""What stands over the board: finding people, and how large the cards are."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.speech import announce
from cohort_desk.ui.groups.presenter.board_filter import MARKS, Choices, Sought
from cohort_desk.ui.groups.presenter.board_words import found_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, icon_button, label

if TYPE_CHECKING:
    from cohort_desk.domain.forming.score import ScoreCard

_LEAST_SEARCH = 112
_DENSITY_ICONS = {
    Density.COMFORTABLE: "square",
    Density.COMPACT: "columns-3",
    Density.OVERVIEW: "layout-grid",
}


class FindBar(QWidget):
    """Search and filters; says what is looked for."""

    sought = Signal(Sought)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField("Find people")
        self.search.setAccessibleName("Find a person or agency")
        self.search.setMinimumWidth(Theme.current().px(_LEAST_SEARCH))
        self.marks = FilterChips("Show")
        self.agency, self.sector = FilterMenu("Agency"), FilterMenu("Sector")
        self.found = label("", "muted")
        self.clear = icon_button("Clear search and filters", "x")
        self._choices: Choices | None = None
        row = FlowLayout(self)
        row.add(self.search, stretch=1)
        for widget in (self.found, self.clear, self.agency, self.sector, self.marks):
            row.add(widget)
        self.search.searched.connect(self._changed)
        self.search.returnPressed.connect(self.next_asked)
        for each in (self.marks, self.agency, self.sector):
            each.chosen_changed.connect(self._changed)
        self.clear.clicked.connect(self._clear)
        self.show_found(None)

    def show_choices(self, choices: Choices) -> None:
        """Offer to look for these; what is chosen already stays."""
        if choices == self._choices:
            return
        before, self._choices = self.marks.chosen(), choices
        kept = dict(choices.marks) | {mark: 0 for mark in before if mark not in dict(choices.marks)}
        self.marks.set_choices([(mark, MARKS[str(mark)]) for mark in kept])
        for mark, count in kept.items():
            self.marks.set_count(mark, count)
        for menu, listed in ((self.agency, choices.agencies), (self.sector, choices.sectors)):
            with QSignalBlocker(menu):
                menu.set_choices(listed)

    def show_found(self, found: int | None, *, speak: bool = False) -> None:
        """Say how many are found; None while nothing is looked for."""
        self.found.setText("" if found is None else found_words(found))
        self.found.setVisible(found is not None)
        self.clear.setVisible(found is not None)
        if speak:
            announce(self.search, self.found.text() or "Everybody is shown")

    def _clear(self) -> None:
        for each in (self.marks, self.agency, self.sector):
            with QSignalBlocker(each):
                each.choose(())
        self.search.clear()
        self._changed()
        self.search.setFocus()

    def _changed(self) -> None:
        chosen = (self.marks.chosen(), self.agency.chosen(), self.sector.chosen())
        self.sought.emit(Sought(self.search.text().strip(), *chosen))


class BoardTools(QWidget):
    """How good the groups are, how large the cards are, and adding a group."""

    density_chosen = Signal(Density)

    def __init__(self) -> None:
        super().__init__()
        self.badge = Tag("")
        self.score_button = icon_button("How good these groups are", "list-checks")
        self.add_group = button("Add group", "plus")
        self._densities = {density: self._density_button(density) for density in Density}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        row.addWidget(self.badge)
        row.addWidget(self.score_button)
        row.addLayout(self._density_row())
        row.addWidget(self.add_group)
        self.show_no_score()

    def show_score(self, score: "ScoreCard", tone: tokens.ToneName) -> None:
        self.badge.show_text(score.distance, tone)
        self._show_rating(shown=True)

    def show_no_score(self) -> None:
        """Leave out how good the groups are, where there are none."""
        self._show_rating(shown=False)

    def _show_rating(self, *, shown: bool) -> None:
        self.badge.setVisible(shown)
        self.score_button.setVisible(shown)

    def show_density(self, density: Density) -> None:
        for each, made in self._densities.items():
            made.setChecked(each is density)

    def density_button(self, density: Density) -> QToolButton:
        """Return the button of a density."""
        return self._densities[density]

    def _density_button(self, density: Density) -> QToolButton:
        made = icon_button(density.words, _DENSITY_ICONS[density])
        made.setCheckable(True)
        made.setToolTip(f"{density.words} (Ctrl+plus and Ctrl+minus go from one to another)")
        made.clicked.connect(partial(self.density_chosen.emit, density))
        return made

    def _density_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for made in self._densities.values():
            row.addWidget(made)
        return row
