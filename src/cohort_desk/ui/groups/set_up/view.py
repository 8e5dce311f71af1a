"""Set-up of a round: sizes, criteria and rules, and whether all of it can be met."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.set_up import Check, PersonFound
from cohort_desk.ui.groups.set_up.criteria import CriteriaCard
from cohort_desk.ui.groups.set_up.rules import RulesCard
from cohort_desk.ui.groups.set_up.sizes import SizesCard
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import RoundRule, RoundSettings


class SetUpPanel(QWidget):
    """Shows the settings; every change is passed on at once."""

    rules_removed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.sizes, self.criteria, self.rules = SizesCard(), CriteriaCard(), RulesCard()
        self.rules.removed.connect(self.rules_removed)
        self.check = QFrame()
        self.check.setProperty("card", True)
        self.check_tag = Tag("Possible", "success")
        self.check_text = label("", wrap=True)
        self._remedies = QVBoxLayout()
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

    def rule_added(self) -> None:
        self.rules.rule_added()

    def show_check(self, check: Check) -> None:
        """Say whether groups can be formed, and offer to drop the rules that stand against it."""
        if check.possible:
            self.check_tag.show_text("Possible", "success")
        else:
            self.check_tag.show_text("Impossible", "danger")
        self.check_text.setText(check.sentence)
        clear_layout(self._remedies)
        for rule_id, rule in check.culprits:
            drop = button(f"Remove “{rule}”", look="link")
            drop.clicked.connect(lambda _=False, one=rule_id: self.rules_removed.emit([one]))
            self._remedies.addWidget(drop, 0, Qt.AlignmentFlag.AlignLeft)

    def _lay_out(self) -> None:
        checked = QHBoxLayout(self.check)
        checked.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        checked.setSpacing(tokens.M)
        checked.addWidget(self.check_tag, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.check_text)
        words.addLayout(self._remedies)
        checked.addLayout(words, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in ((left, (self.sizes, self.criteria)), (right, (self.rules,))):
            column.setSpacing(tokens.M)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(tokens.M)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, tokens.XS, 0)
        inner.setSpacing(tokens.M)
        inner.addWidget(self.check)
        inner.addLayout(columns)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Set-up")
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
