"""The criteria of a proposal, a line each: what is counted, how many, and how near the fewest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.proposal_words import figure_words
from cohort_desk.ui.groups.score import NearnessBar
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import label

if TYPE_CHECKING:
    from cohort_desk.domain.forming.score import CriterionScore, ScoreCard


class CriteriaLines(QWidget):
    """A score card in little room; the tip of a line, and who listens to it, has the sentence."""

    def __init__(self, score: "ScoreCard") -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        if not score.criteria:
            layout.addWidget(label("No criterion counts; only sizes and rules do.", "muted"))
        for one in score.criteria:
            layout.addLayout(_line(one))


def _line(score: "CriterionScore") -> QVBoxLayout:
    what: QLabel = label(score.criterion.label)
    what.setAccessibleName(score.words)
    what.setToolTip(score.words)
    what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    figure = label(figure_words(score), "muted")
    figure.setToolTip(score.words)
    texts = QHBoxLayout()
    texts.setSpacing(tokens.S)
    texts.addWidget(what, 1)
    texts.addWidget(figure, 0, Qt.AlignmentFlag.AlignRight)
    line = QVBoxLayout()
    line.setSpacing(2)
    line.addLayout(texts)
    line.addWidget(NearnessBar(score))
    return line
