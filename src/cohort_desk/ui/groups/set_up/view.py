"""Set-up of a round: sizes, criteria and rules, and whether all of it can be met."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.presenter.recipes import PlanPart
from cohort_desk.ui.groups.presenter.rules_words import locks_words
from cohort_desk.ui.groups.presenter.set_up import PersonFound
from cohort_desk.ui.groups.set_up.check_card import CheckCard
from cohort_desk.ui.groups.set_up.costs_card import CostsCard
from cohort_desk.ui.groups.set_up.criteria import CriteriaCard
from cohort_desk.ui.groups.set_up.recipe_import import RecipePreview
from cohort_desk.ui.groups.set_up.recipe_list import RecipeList
from cohort_desk.ui.groups.set_up.recipe_menu import RecipeMenu
from cohort_desk.ui.groups.set_up.rules import RulesCard
from cohort_desk.ui.groups.set_up.sizes import SizesCard
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import (
        Locks,
        NamedRecipe,
        RoundColumns,
        RoundRule,
        RoundSettings,
        Verdict,
    )


_EDGES = 32
"""The room between the two columns, and of the scroll bar."""


class SetUpPanel(QWidget):
    """Shows the settings, or in their place the recipes or what a file would change."""

    rules_removed = Signal(list)
    relaxed = Signal(object)
    unlock_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sizes, self.criteria, self.rules = SizesCard(), CriteriaCard(), RulesCard()
        self.rules.removed.connect(self.rules_removed)
        self.check, self.costs = CheckCard(), CostsCard()
        self.check_tag, self.check_text = self.check.tag, self.check.text
        for card in (self.check, self.costs):
            card.relaxed.connect(self.relaxed)
        self.recipe = RecipeMenu()
        self.rules.import_asked.connect(self.recipe.import_asked)
        self.recipes, self.preview = RecipeList(), RecipePreview()
        self.locks = QFrame()
        self.locks.setProperty("card", True)
        self.locks_text = label("", wrap=True)
        self.unlock = button("Unlock all", "lock-open")
        self.unlock.clicked.connect(self.unlock_asked)
        self._faces = QStackedWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves = QVBoxLayout(), QVBoxLayout()
        self._lay_out()

    def show_settings(self, settings: "RoundSettings") -> None:
        self.sizes.show_sizes(settings.recipe.sizes, settings.people)
        self.criteria.show_criteria(settings.recipe.criteria)
        self.rules.show_columns(settings.recipe.apart_by)
        self.rules.show_groups(settings.groups)

    def show_split(self, words: str, *, wrong: bool) -> None:
        self.sizes.show_split(words, wrong=wrong)

    def show_rules(self, rules: Sequence["RoundRule"]) -> None:
        self.rules.show_rules(rules)

    def show_people(self, people: Sequence[PersonFound]) -> None:
        self.rules.propose(people)

    def show_rule_problem(self, sentence: str) -> None:
        self.rules.show_problem(sentence)

    def rule_kept(self) -> None:
        self.rules.rule_kept()

    def show_columns(self, columns: "RoundColumns") -> None:
        """Say what the people's data can bear of the criteria and rules."""
        self.criteria.show_columns(columns)
        self.rules.show_facts(columns)

    def show_locks(self, locks: "Locks") -> None:
        """Say who stays where they are; nothing while nobody does."""
        words = locks_words(locks)
        self.locks_text.setText(words)
        self.locks.setVisible(bool(words))

    def show_recipe_names(self, names: Sequence[tuple[int, str]]) -> None:
        self.recipe.show_names(names)

    def show_recipes(self, recipes: "Sequence[NamedRecipe]") -> None:
        self._faces.setCurrentWidget(self.recipes)
        self.recipes.show_recipes(recipes)

    def show_plan(self, title: str, parts: Sequence[PlanPart], verb: str) -> None:
        self._faces.setCurrentWidget(self.preview)
        self.preview.show_plan(title, parts, verb)

    def show_fields(self) -> None:
        """Show the settings again."""
        self._faces.setCurrentIndex(0)

    def show_check(self, verdict: "Verdict") -> None:
        """Say whether groups can be formed, and what could be let go where they cannot."""
        self.check.show_verdict(verdict)

    def show_checking(self) -> None:
        self.check.show_checking()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rules under the criteria where they do not fit beside them."""
        super().resizeEvent(event)
        widest = max(half.minimumSize().width() for half in self._halves)
        fits = 2 * widest + _EDGES <= event.size().width()
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        )

    def _lay_out(self) -> None:
        for face in (self._fields(), self.recipes, self.preview):
            self._faces.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._faces)

    def _fields(self) -> QScrollArea:
        self._lay_out_locks()
        left, right = self._halves
        parts = (
            (left, (self.sizes, self.locks, self.criteria, self.costs)),
            (right, (self.rules,)),
        )
        for column, cards in parts:
            column.setSpacing(tokens.M)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._columns.setSpacing(tokens.M)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, tokens.XS, 0)
        inner.setSpacing(tokens.M)
        head = QHBoxLayout()
        head.setSpacing(tokens.M)
        head.addWidget(self.check, 1)
        head.addWidget(self.recipe, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        inner.addLayout(self._columns)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Set-up")
        scroll.setWidget(body)
        self.rules.form_shown.connect(lambda: self._bring_into_view(scroll))
        return scroll

    def _bring_into_view(self, scroll: QScrollArea) -> None:
        # The form has grown by what is filled in, and is measured anew first.
        QTimer.singleShot(0, scroll, lambda: scroll.ensureWidgetVisible(self.rules.form))

    def _lay_out_locks(self) -> None:
        locks = QHBoxLayout(self.locks)
        locks.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        locks.setSpacing(tokens.S)
        locks.addWidget(self.locks_text, 1)
        locks.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignTop)
        self.locks.hide()
