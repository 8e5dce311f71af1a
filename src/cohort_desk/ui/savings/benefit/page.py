"""The page of one benefit: quotation and ladder, and under them what it rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import TYPES
from cohort_desk.services.savings.reckoning.appraising import BenefitAppraisal
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.savings.benefit.cards import (
    HistoryCard,
    MeasureCard,
    PeopleCard,
    QuoteCard,
    SharesCard,
    StepsCard,
)
from cohort_desk.ui.savings.benefit.claims_card import ClaimsCard
from cohort_desk.ui.savings.benefit.history import entries_of
from cohort_desk.ui.savings.benefit.ladder_track import LadderTrack, rungs_of
from cohort_desk.ui.savings.benefit.money_cards import CostsCard, FiguresCard
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.benefit.steps import steps_of
from cohort_desk.ui.savings.benefit.worth_card import WorthCard
from cohort_desk.ui.savings.benefits.words import STATUS_TONES, closed_as

_SIDE_BY_SIDE = 860


class BenefitPage(QWidget):
    """Shows one benefit, and passes on what the user wants to do with it."""

    left = Signal()
    asked = Signal(str)
    tried = Signal(object)
    evidence_asked = Signal(str, str)
    copy_asked = Signal(str, str)
    project_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.benefit_id = 0
        self._project_id = 0
        self.back = button("All benefits", "chevron-left", look="link")
        self.title = label("", "title", wrap=True)
        self.update_button = button("Write update…", "square-pen")
        self.details_button = button("Edit…", "pencil")
        self.more = button("More", "ellipsis")
        self.menu = QMenu(self)
        self.menu.setAccessibleName("More actions")
        self.more.setMenu(self.menu)
        self._tags = FlowLayout()
        self.why = label("", "muted", wrap=True)
        self.quote, self.track = QuoteCard(), LadderTrack()
        self.steps, self.worth = StepsCard(), WorthCard()
        self.people, self.shares = PeopleCard(), SharesCard()
        self.figures, self.costs = FiguresCard(), CostsCard()
        self.claims, self.measure, self.history = ClaimsCard(), MeasureCard(), HistoryCard()
        self._lay_out()
        self._connect()

    def show_benefit(self, shown: Shown, worth: BenefitAppraisal) -> None:
        """Show a benefit with what it is worth as it stands."""
        line = shown.line
        if line.id != self.benefit_id:
            self._scroll.verticalScrollBar().setValue(0)
        self.benefit_id, self._project_id = line.id, line.project_id
        self.title.setText(line.title)
        self._show_tags(shown)
        self._make_menu(shown)
        for made in (self.update_button, self.details_button):
            made.setVisible(not line.closing)
        self.quote.show_quote(shown)
        self.track.show_rungs(rungs_of(shown))
        self.steps.show_steps(steps_of(shown))
        self.people.show_people(shown)
        self.shares.show_shares(shown)
        self.figures.show_figures(shown)
        self.costs.show_costs(shown)
        self.claims.show_claims(shown)
        self.measure.show_measure(shown)
        self.history.show_entries(entries_of(shown))
        for card in (self.people, self.shares, self.measure):
            card.link.setVisible(not line.closing)
        self.worth.edit.setVisible(not line.closing)
        self.worth.show_worth(
            worth, shown.benefit.grade, _starts(shown), recurrent=shown.line.recurrent
        )

    def show_tried(self, shown: Shown, worth: BenefitAppraisal, grade: int | None) -> None:
        """Show what the benefit would be worth."""
        self.worth.show_tried(worth, _starts(shown), grade)

    def take_focus(self) -> None:
        """Go to the way back, the first thing on the page."""
        self.back.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= Theme.current().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(way)

    def _show_tags(self, shown: Shown) -> None:
        while (item := self._tags.takeAt(0)) is not None:
            if (tag := item.widget()) is not None:
                tag.hide()
                tag.deleteLater()
        line, judged = shown.line, shown.line.status
        tags = [Tag(TYPES[line.type]), Tag("Every year" if line.recurrent else "One-off")]
        tags.append(Tag(STATUSES[judged.shown], STATUS_TONES[judged.shown]))
        if judged.override:
            tags.append(Tag(f"Computed: {STATUSES[judged.computed].lower()}"))
        if line.closing:
            tags.append(Tag(closed_as(line), "accent"))
        tags += [Tag(alarm, "warning") for alarm in line.alarms]
        for tag in tags:
            self._tags.add(tag)
        by = f" Overridden by {judged.override_by}: {judged.override_reason}"
        self.why.setText(f"{judged.why}{by if judged.override else ''}")

    def _make_menu(self, shown: Shown) -> None:
        self.menu.clear()
        for key, words in _more(shown):
            self.menu.addAction(words, lambda key=key: self.asked.emit(key))

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.update_button.clicked.connect(lambda: self.asked.emit("update"))
        self.details_button.clicked.connect(lambda: self.asked.emit("details"))
        for card in (
            *(self.steps, self.people, self.shares, self.figures, self.costs, self.claims),
            *(self.measure, self.history),
        ):
            card.asked.connect(self.asked)
        self.worth.edit_asked.connect(self.asked)
        self.worth.tried.connect(self.tried)
        self.claims.evidence_asked.connect(self.evidence_asked)
        self.claims.copy_asked.connect(self.copy_asked)
        self.quote.project_asked.connect(lambda: self.project_asked.emit(self._project_id))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(self.back)
        head.addStretch(1)
        for made in (self.details_button, self.update_button, self.more):
            head.addWidget(made)
        shell = QWidget()
        shell.setObjectName("scrolled")
        whole = QVBoxLayout(shell)
        whole.setContentsMargins(0, 0, tokens.S, 0)
        whole.setSpacing(tokens.M)
        whole.addWidget(self.title)
        whole.addLayout(self._tags)
        for part in (self.why, self.quote, self.track):
            whole.addWidget(part)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(tokens.M)
        left = (self.steps, self.claims, self.figures, self.costs, self.history)
        right = (self.worth, self.people, self.shares, self.measure)
        self._body.addLayout(_column(*left), 1)
        self._body.addLayout(_column(*right), 1)
        whole.addLayout(self._body)
        whole.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Benefit")
        self._scroll.setWidget(shell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)


def _more(shown: Shown) -> list[tuple[str, str]]:
    """Return the rarer actions that a benefit allows as it stands."""
    line = shown.line
    if line.closing:
        return [("reopen", "Open again…"), ("changes", "All changes")]
    found = [("override", "Override the status…")]
    if line.approximate or line.basis == "unknown":
        found.insert(0, ("settle", "Settle the amount…"))
    if line.status.override:
        found.append(("lift", "End the override…"))
    if line.recurrent and shown.benefit.current("forecast"):
        found.append(("redate", "Re-date…"))
    found += [("close", "Close…"), ("remove", "Remove…"), ("undo_entry", "Take out the entry…")]
    return [*found, ("changes", "All changes")]


def _starts(shown: Shown) -> int:
    return shown.reckoning.settings.year_starts_month


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.M)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column
