"""Why somebody is in their group, and why two are together or not, in the panel on the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.explain import verdict
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import Tag, button, label, rule

if TYPE_CHECKING:
    from cohort_desk.services.groups import Change, OtherGroup, PairExplained, PersonExplained


class _WhyPanel(QWidget):
    """Sentences one under the other, and changes with what they would do."""

    chosen = Signal(object)

    def __init__(self, headline: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)
        self.headline = label(headline, "strong", wrap=True)
        self._column.addWidget(self.headline)

    def _say(self, heading: str, sentences: tuple[str, ...]) -> None:
        if sentences:
            self._column.addSpacing(tokens.XS)
            self._column.addWidget(label(heading, "label", wrap=True))
            for sentence in sentences:
                self._column.addWidget(label(sentence, wrap=True))

    def _head(self, words: str, change: "Change", *, allowed: bool) -> None:
        """Add what is changed and, at the right, what that would do."""
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(label(words, "strong", wrap=True), 1)
        row.addWidget(Tag(*verdict(change, allowed=allowed)), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _detail(self, words: str) -> None:
        self._column.addWidget(label(f"{words[:1].upper()}{words[1:]}", "muted", wrap=True))

    def _offer(self, *offers: "tuple[str, Change]") -> None:
        """Add links that carry changes out, side by side."""
        holder = QWidget()
        row = FlowLayout(holder)
        for words, change in offers:
            go = button(words, look="link")
            go.setAccessibleName(f"{change.words}: {change.effect}")
            go.setToolTip(go.accessibleName())
            go.clicked.connect(lambda _=False, what=change: self.chosen.emit(what))
            row.add(go)
        self._column.addWidget(holder)


class WhyPersonPanel(_WhyPanel):
    """What every other group would cost, the best first; emits the change that is chosen."""

    def __init__(self, why: "PersonExplained") -> None:
        super().__init__(why.headline)
        self._say("What holds them there", why.held)
        self._say("What counts because of them", why.shared)
        self._column.addSpacing(tokens.XS)
        self._column.addWidget(label("Every other group, the best first", "label", wrap=True))
        for other in why.others:
            self._column.addWidget(rule())
            self._group(other)
        if why.more:
            self._column.addWidget(label(f"and {why.more:,} more groups", "muted"))
        self._column.addStretch(1)

    def _group(self, other: "OtherGroup") -> None:
        self._head(other.name, other.move, allowed=other.allowed)
        self._detail(other.move.detail)
        offers = [("Move there", other.move)] if other.allowed else []
        if other.swap:
            partner = other.swap.words.removeprefix("Swap ")
            self._detail(f"Best swap: {partner}, {other.swap.effect}")
            offers.append(("Swap", other.swap))
        if offers:
            self._offer(*offers)


class WhyPairPanel(_WhyPanel):
    """What two people share, and what the opposite would cost; emits the change that is chosen."""

    def __init__(self, why: "PairExplained") -> None:
        super().__init__(why.headline)
        self._say("Rules about both", why.rules)
        self._say("What they have in common", why.in_common)
        self._say("Together before", why.met)
        heading = "What would part them" if why.together else "What would bring them together"
        self._column.addSpacing(tokens.XS)
        self._column.addWidget(label(heading, "label", wrap=True))
        for change in why.changes:
            self._column.addWidget(rule())
            self._head(change.words, change, allowed=True)
            self._detail(change.detail)
            self._offer(("Do this", change))
        if not why.changes:
            none = why.obstacle or "No single move or swap."
            self._detail(none)
        self._column.addStretch(1)
