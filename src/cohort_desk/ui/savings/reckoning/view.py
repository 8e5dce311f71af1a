"""The settings of savings, in cards; tables are added and changed in the panel at the right."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.services.savings.reckoning.deflators import StoredDeflators
from cohort_desk.services.savings.reckoning.rates import StoredRates
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.savings.asking import AskingPanel
from cohort_desk.ui.savings.question import Question
from cohort_desk.ui.savings.reckoning.presenter import Reckoned
from cohort_desk.ui.savings.reckoning.questions import (
    IMPORT,
    RATES,
    deflators_question,
    rates_question,
)
from cohort_desk.ui.savings.reckoning.setting_cards import FactorCard, RulesCard, ScaleCard
from cohort_desk.ui.savings.reckoning.table_cards import DeflatorsCard, RatesCard

_SIDE_BY_SIDE, _WIDEST = 760, 640


class ReckoningView(QScrollArea):
    """Shows what the programme has set, and passes on what the user does.

    `leaving` is asked before anything takes the place of a question.
    """

    rates_answered = Signal(dict, object)
    deflators_answered = Signal(dict, object)
    file_wanted = Signal()

    def __init__(self, detail: DetailPanel) -> None:
        super().__init__()
        self._detail = detail
        self._stored: StoredRates | StoredDeflators | None = None
        self.leaving: Callable[[], bool] = lambda: True
        self.today = date.min
        self.rates, self.deflators = RatesCard(), DeflatorsCard()
        self.rules, self.scale, self.factor = RulesCard(), ScaleCard(), FactorCard()
        self.panel = AskingPanel()
        self._lay_out((self.rates, self.deflators, self.factor), (self.scale, self.rules))
        self.rates.asked.connect(self.ask_rates)
        self.deflators.asked.connect(self.ask_deflators)
        self.panel.answered.connect(self._answer)
        self.panel.other_way.connect(self._other_way)
        self.panel.cancelled.connect(detail.close_panel)

    def show_reckoned(self, reckoned: Reckoned) -> None:
        settings = reckoned.stored.settings
        self.rates.show_tables(reckoned.rates, self.today)
        self.deflators.show_tables(reckoned.deflators, settings.year_starts_month)
        self.rules.show_settings(settings)
        self.scale.show_scale(settings.scale)
        self.factor.show_factors(reckoned.factors)

    def show_setting_problem(self, field: str, sentence: str) -> None:
        """Say at a setting what was refused; "" once it was taken."""
        if field == "scale":
            self.scale.show_problem(sentence)
        else:
            self.rules.form.show_problem(field, sentence)

    def show_answer_problem(self, field: str, sentence: str) -> None:
        """Say in the panel what was refused."""
        self.panel.show_problem(field, sentence)

    def close_question(self) -> None:
        self._detail.close_panel()

    def ask_rates(self, stored: StoredRates | None) -> None:
        """Ask for a table of discount rates, a new one without any."""
        self._ask(rates_question(stored), stored)

    def ask_deflators(self, stored: StoredDeflators | None) -> None:
        """Ask for a table of deflators, a new one without any."""
        self._ask(deflators_question(stored, self.today), stored)

    def fill_indices(self, text: str, path: Path) -> None:
        """Put what a file holds into the panel, to be looked at before it is saved."""
        form = self.panel.form
        given = form.values()
        name = str(given["name"]) or path.stem
        form.set_values({"indices": text, "name": name})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _ask(self, question: Question, stored: StoredRates | StoredDeflators | None) -> None:
        if not self.leaving():
            return
        self._stored = stored
        self._detail.show_widget(question.title, self.panel)
        self.panel.ask(question)

    def _answer(self, key: str, values: dict[str, object]) -> None:
        answered = self.rates_answered if key == RATES else self.deflators_answered
        answered.emit(values, self._stored)

    def _other_way(self, key: str) -> None:
        if key == IMPORT:
            self.file_wanted.emit()

    def _lay_out(self, *columns: Sequence[Card]) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Settings of savings")
        shell = QWidget()
        shell.setObjectName("scrolled")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, shell)
        self._columns.setContentsMargins(0, 0, tokens.S, 0)
        self._columns.setSpacing(tokens.L)
        for cards in columns:
            column = QVBoxLayout()
            column.setSpacing(tokens.L)
            for card in cards:
                card.setMaximumWidth(Theme.current().px(_WIDEST))
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._columns.addStretch(0)
        self.setWidget(shell)

    def _arrange(self) -> None:
        wide = self.viewport().width() >= Theme.current().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)
