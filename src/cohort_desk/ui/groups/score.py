"""A score card in words and bars: what each criterion counts, and how near the best that is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.proposal_words import figure_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, label, repaint_with_theme

if TYPE_CHECKING:
    from cohort_desk.domain.forming.score import CriterionScore, ScoreCard

_BAR, _HAIR = 4, 2


def badge_tone(score: "ScoreCard") -> tokens.ToneName:
    """Return the colour that goes with a score's badge."""
    if score.proven_best:
        return "success"
    return "warning" if score.broken or score.unplaced else "accent"


def score_details(score: "ScoreCard", broken: Sequence[str]) -> QWidget:
    """Return a whole score card for the panel on the right, with what is broken in words."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.M)
    layout.addWidget(Tag(score.distance, badge_tone(score)))
    layout.addWidget(CriteriaLines(score))
    for sentence in broken:
        layout.addWidget(label(sentence, "error", wrap=True))
    layout.addStretch(1)
    return holder


class CriteriaLines(QWidget):
    """The criteria of a score card, one under the other, each with how near the best it is.

    A dense line has the figure alone; its tip, and who listens to it, has the sentence.
    """

    def __init__(self, score: "ScoreCard", *, dense: bool = False) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S if dense else tokens.M)
        if not score.criteria:
            layout.addWidget(label("No criterion counts; only sizes and rules do.", "muted"))
        for one in score.criteria:
            line = QVBoxLayout()
            line.setSpacing(_HAIR if dense else tokens.XS)
            line.addWidget(_Figure(one) if dense else label(one.words, wrap=True))
            line.addWidget(NearnessBar(one))
            layout.addLayout(line)


class _Figure(QWidget):
    """What is counted at the left, how many at the right."""

    def __init__(self, score: "CriterionScore") -> None:
        super().__init__()
        self.setToolTip(score.words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        what = label(score.criterion.label)
        what.setAccessibleName(score.words)
        what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(what, 1)
        layout.addWidget(label(figure_words(score), "muted"), 0, Qt.AlignmentFlag.AlignRight)


class NearnessBar(QWidget):
    """How much of a criterion's pairs no arrangement could avoid: full means best."""

    def __init__(self, score: "CriterionScore") -> None:
        super().__init__()
        self._best = score.count <= score.bound
        self._share = 1.0 if self._best else score.bound / score.count
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            "As few as can be" if self._best else f"{score.count - score.bound} above the fewest"
        )
        self.setToolTip(self.accessibleName())
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        return QSize(120, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(theme.colour("success" if self._best else "accent"))
        box.setWidth(max(_BAR, box.width() * self._share))
        painter.drawRoundedRect(box, 2, 2)
        painter.end()
