"""The rubric at the right of the desk: criteria, words on the whole, the total, Finish."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.domain.modules.guides import Criterion, Guide
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.kit.record_panel import ClashBox, clear_layout
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.desk.criterion_card import CriterionCard, WordsCard
from cohort_desk.ui.marking.presenter.desk_words import (
    NOTE,
    OVERALL,
    WHOLE,
    DeskWork,
    Total,
    mark_field,
    words_field,
)

PAUSE_MS = 600
_HINT = "1–9 band · + − adjust · M mark · F feedback · Enter next · F6 report"
_LOCKED_HINT = "Enter next · F6 report · Alt+Page down scrolls the report"


class RubricPanel(QWidget):
    """Announces each change, and a moment after the last one that it is time to save."""

    typed = Signal(str, str)
    save_wanted = Signal()
    mine_kept = Signal(object)
    theirs_taken = Signal(object)
    finish_asked = Signal()
    reopen_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Rubric")
        self.cards: dict[str, CriterionCard | WordsCard] = {}
        self._clashes: dict[str, ClashBox] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save_wanted)
        self.locked = label("", "muted", wrap=True)
        self.total = label("", "display")
        self.done = label("", "muted")
        self.preview = label("", "muted", wrap=True)
        self.saved = label("", "small", wrap=True)
        self.keys = label("", "small", wrap=True)
        self.finish = button("Finish", "check", look="primary")
        self.reopen = button("Reopen…", "lock-open")
        self.next = button("Next", "arrow-right")
        self.next.setAccessibleName("Next submission")
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.S)
        self._lay_out()
        self.finish.clicked.connect(self._finish)
        self.reopen.clicked.connect(self.reopen_asked)
        self.next.clicked.connect(self.next_asked)

    def show_work(self, work: DeskWork) -> None:
        """Build the rubric of a submission, its first criterion open."""
        self.drop_pause()
        clear_layout(self._column)
        self.cards, self._clashes = {}, {}
        for criterion, share in _criteria(work.guide):
            self._add_criterion(criterion, share, work)
        comments = tuple(comment.text for comment in work.guide.comments) if work.guide else ()
        self._add_words(
            OVERALL, "Feedback on the whole", "The participants read this.", work, comments
        )
        self._add_words(NOTE, "Private note", "Only markers and the office read this.", work)
        self._show_state(work)
        self._open(next(iter(self.cards)))

    def refresh(self, work: DeskWork, keep: frozenset[str]) -> None:
        """Show what is saved now, except in fields whose typed text is to stay."""
        for name, text in work.values.items():
            if name not in keep:
                self.show_value(name, text)
        self._show_state(work)

    def show_value(self, name: str, text: str) -> None:
        """Put into a field what is saved."""
        card = self.cards[_card_of(name)]
        if isinstance(card, WordsCard):
            card.show_text(text)
        elif name.startswith("words"):
            card.words.show_text(text)
        else:
            card.show_mark(text)

    def show_problem(self, name: str, sentence: str) -> None:
        card = self.cards[_card_of(name)]
        if isinstance(card, CriterionCard):
            card.show_problem(sentence)

    def show_clashes(self, clashes: Mapping[str, Clash]) -> None:
        """Ask about these fields, and about no others."""
        for name, box in self._clashes.items():
            box.show_clash(clashes.get(name))

    def show_total(self, total: Total) -> None:
        self.total.setText(total.mark)
        self.done.setText(total.done)
        self.preview.setText(total.preview)
        self.preview.setVisible(bool(total.preview))

    def show_saved(self, words: str, *, trouble: bool = False) -> None:
        """Say whether all is saved, and since when."""
        self.saved.setText(words)
        self.saved.setVisible(bool(words))
        self.saved.setProperty("look", "error" if trouble else "small")
        self.saved.style().unpolish(self.saved)
        self.saved.style().polish(self.saved)

    def go_to(self, name: str) -> None:
        """Open the card of a field and put the cursor there."""
        self._open(_card_of(name))
        self.cards[_card_of(name)].take_focus()

    def take_focus(self) -> None:
        """Go to the card that is open, or to the way on."""
        opened = [card for card in self.cards.values() if card.is_open]
        (opened[0] if opened else self.finish).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if opened:
            opened[0].take_focus()

    def go_on(self) -> None:
        """Go to the next card, from the last one to Finish; stay where a mark cannot be saved."""
        self._left()
        for card in self.cards.values():
            if isinstance(card, CriterionCard) and card.is_open and card.has_problem:
                card.go_to_mark()
                return
        names = list(self.cards)
        at = next((at for at, name in enumerate(names) if self.cards[name].is_open), -1)
        if at + 1 < len(names):
            self.go_to(names[at + 1])
        else:
            ready = self.finish if self.finish.isVisible() else self.next
            ready.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def cards_of(self, title: str) -> CriterionCard:
        """Return the card of a criterion by its title."""
        found = (card for card in self.cards.values() if card.title == title)
        return next(card for card in found if isinstance(card, CriterionCard))

    def drop_pause(self) -> None:
        """Wait no longer to save: it is done now, or there is nothing to save to."""
        self._pause.stop()

    def _finish(self) -> None:
        self.drop_pause()
        self.finish_asked.emit()

    def _typed(self, name: str, text: str) -> None:
        self._pause.start()
        self.typed.emit(name, text)

    def _left(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.save_wanted.emit()

    def _open(self, name: str) -> None:
        for each, card in self.cards.items():
            card.set_open(each == name)
        QTimer.singleShot(0, self, lambda: self._reveal(name))

    def _reveal(self, name: str) -> None:
        if card := self.cards.get(name):
            self._scroll.ensureWidgetVisible(card, 0, tokens.S)
            self._scroll.ensureWidgetVisible(card.head, 0, tokens.S)

    def _asked_for(self, name: str) -> None:
        self._open(name)
        self.cards[name].take_focus()

    def _add_criterion(self, criterion: Criterion, share: str, work: DeskWork) -> None:
        name = mark_field(criterion.id) if criterion.id else WHOLE
        card = CriterionCard(criterion, share)
        card.mark_typed.connect(partial(self._typed, name))
        card.words_typed.connect(partial(self._typed, words_field(criterion.id)))
        card.show_mark(work.values.get(name, ""))
        card.words.show_text(work.values.get(words_field(criterion.id), ""))
        if not criterion.id:
            card.leave_out_words()
        card.show_others(
            [
                (
                    other.title,
                    other.values.get(name, "") or other.mark,
                    other.values.get(words_field(criterion.id), ""),
                )
                for other in work.others
            ]
        )
        self._ask_about(name, card.mark_clash)
        self._ask_about(words_field(criterion.id), card.words_clash)
        self._add(name, card)

    def _add_words(
        self, name: str, title: str, note: str, work: DeskWork, comments: tuple[str, ...] = ()
    ) -> None:
        card = WordsCard(title, note, comments)
        card.typed.connect(partial(self._typed, name))
        card.show_text(work.values.get(name, ""))
        written = [(other.title, other.values.get(name, "")) for other in work.others]
        card.show_others([(who, words) for who, words in written if words])
        self._ask_about(name, card.clash)
        self._add(name, card)

    def _add(self, name: str, card: CriterionCard | WordsCard) -> None:
        card.opened.connect(lambda: self._asked_for(name))
        card.left.connect(self._left)
        card.went_on.connect(self.go_on)
        self.cards[name] = card
        self._column.addWidget(card)
        card.show()  # now, and not at the layout's leisure: it is about to take the focus

    def _ask_about(self, name: str, box: ClashBox) -> None:
        self._clashes[name] = box
        box.mine_kept.connect(self.mine_kept)
        box.theirs_taken.connect(self.theirs_taken)

    def _show_state(self, work: DeskWork) -> None:
        for card in self.cards.values():
            card.lock(work.locked)
        self.locked.setText(work.notice)
        self.locked.setVisible(bool(work.notice))
        self.finish.setVisible(not work.final and not work.locked)
        self.reopen.setVisible(work.final)
        self.next.setVisible(work.locked)
        self.keys.setText(_LOCKED_HINT if work.locked else _HINT)

    def _lay_out(self) -> None:
        for box in (self.locked, self.preview):
            box.hide()
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, tokens.S, 0)
        inner.addLayout(self._column)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Criteria")
        self._scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.locked)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("card", True)
        top = FlowLayout()
        top.add(self.total)
        top.add(self.done, stretch=1)
        for made in (self.reopen, self.next, self.finish):
            top.add(made)
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        layout.setSpacing(tokens.XS)
        layout.addLayout(top)
        layout.addWidget(self.preview)
        layout.addWidget(self.saved)
        layout.addWidget(self.keys)
        return foot


def _card_of(name: str) -> str:
    """Return the field whose card also holds this one."""
    return f"value:{name.removeprefix('words:')}" if name.startswith("words:") else name


def _criteria(guide: Guide | None) -> list[tuple[Criterion, str]]:
    """Return what is marked, each with its share of the whole."""
    if guide is None:
        return [(Criterion("Mark", description="There is no marking guide: one mark."), "")]
    whole = max(1, guide.total_weight)
    return [(each, f"{100 * each.weight / whole:.0f} %") for each in guide.criteria]
