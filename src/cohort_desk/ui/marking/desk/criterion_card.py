"""A criterion on the desk: its bands, the mark, feedback, and what other markers gave."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from cohort_desk.domain.modules.guides import Criterion
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import ClashBox
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label, restyle
from cohort_desk.ui.marking.desk.bands import BandList
from cohort_desk.ui.marking.desk.bank import BankEdit
from cohort_desk.ui.marking.desk.card import Card
from cohort_desk.ui.marking.presenter.typed_marks import band_index, middle_of, moved

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MarkEdit(QLineEdit):
    """A mark: typed, or moved by one with + and −, ↑ and ↓."""

    moved = Signal(int)
    left = Signal()
    went_on = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(6)
        self.setFixedWidth(Theme.current().px(76))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Plus):
            self.moved.emit(1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Minus):
            self.moved.emit(-1)
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.went_on.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class CriterionCard(Card):
    """Says what is typed: the mark as text, and the words."""

    mark_typed = Signal(str)
    words_typed = Signal(str)
    left = Signal()
    went_on = Signal()

    def __init__(self, criterion: Criterion, share: str) -> None:
        super().__init__(criterion.title, share)
        self.criterion = criterion
        self.bands = BandList()
        self.bands.show_bands(criterion.title, criterion.bands)
        self.mark = MarkEdit(f"Mark for {criterion.title}")
        self.words = BankEdit(f"Feedback on {criterion.title}")
        self.words.set_comments([comment.text for comment in criterion.comments])
        self.problem = label("", "error", wrap=True)
        self.mark_clash, self.words_clash = ClashBox(), ClashBox()
        self.others = QVBoxLayout()
        self.others.setSpacing(tokens.XS)
        self._locked = False
        self._lay_out()
        self._wire()
        self.show_mark("")

    def show_mark(self, text: str) -> None:
        """Show the mark that is saved; what stands there already is left alone."""
        if text != self.mark.text():
            self.mark.setText(text)
        self._show_given(text)

    def show_problem(self, sentence: str) -> None:
        """Say under the mark what is wrong with it, '' for nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if bool(self.mark.property("invalid")) != bool(sentence):
            restyle(self.mark, "invalid", bool(sentence))
        # Said on the closed card too, for what was typed is not saved.
        self._show_given(self.mark.text())

    @property
    def has_problem(self) -> bool:
        """Whether what stands in the mark's field cannot be saved."""
        return bool(self.problem.text() and self.mark.text())

    def show_others(self, given: list[tuple[str, str, str]]) -> None:
        """Show what other markers gave: who, the mark, the words."""
        for who, mark, words in given:
            self.others.addWidget(label(f"{who}: {mark}", "strong"))
            if words:
                self.others.addWidget(label(words, "muted", wrap=True))

    def leave_out_words(self) -> None:
        """Show no feedback of its own: of a single mark all is said on the whole."""
        self.caption.hide()
        self.words.hide()

    def lock(self, locked: bool) -> None:  # noqa: FBT001 - says what it is
        """Let everything be read and nothing changed, or be changed again."""
        self._locked = locked
        self.mark.setReadOnly(locked)
        self.words.setReadOnly(locked)

    def take_focus(self) -> None:
        (self.bands if self.bands.rows else self.mark).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        if self.criterion.description:
            self.inside.addWidget(label(self.criterion.description, "muted", wrap=True))
        self.inside.addWidget(self.bands)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        caption = label("Mark", "label")
        caption.setBuddy(self.mark)
        row.addWidget(caption)
        row.addWidget(self.mark)
        row.addWidget(label("of 100", "muted"))
        row.addStretch(1)
        self.inside.addLayout(row)
        self.inside.addWidget(self.problem)
        self.inside.addWidget(self.mark_clash)
        self.caption = label("Feedback", "label")
        self.inside.addWidget(self.caption)
        self.inside.addWidget(self.words)
        self.inside.addWidget(self.words_clash)
        self.inside.addLayout(self.others)
        self.problem.hide()  # only now that it has a parent, or it would be a window

    def _wire(self) -> None:
        self.bands.picked.connect(self._pick)
        self.bands.typed.connect(self._begin_typing)
        for mover in (self.bands, self.mark):
            mover.moved.connect(self._move)
            mover.went_on.connect(self.went_on)
        self.bands.mark_wanted.connect(self.go_to_mark)
        self.bands.feedback_wanted.connect(self.words.setFocus)
        self.mark.textEdited.connect(self._edited)
        self.words.typed.connect(self.words_typed)
        self.words.went_on.connect(self.went_on)
        for field in (self.mark, self.words):
            field.left.connect(self.left)

    def _pick(self, at: int) -> None:
        self._set(middle_of(self.criterion.bands[at]))

    def _move(self, steps: int) -> None:
        self._set(moved(self.mark.text(), steps))

    def _set(self, text: str) -> None:
        if not self._locked:
            self.mark.setText(text)
            self._edited(text)

    def _edited(self, text: str) -> None:
        self._show_given(text)
        self.mark_typed.emit(text)

    def go_to_mark(self) -> None:
        """Put the cursor on the whole mark, to be typed over."""
        self.mark.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.mark.selectAll()

    def _begin_typing(self, text: str) -> None:
        self.go_to_mark()
        self._set(text)

    def _show_given(self, text: str) -> None:
        at = band_index(self.criterion.bands, text)
        self.bands.show_current(at, text)
        band = self.criterion.bands[at].label if at >= 0 else ""
        if self.has_problem:
            self.head.show_given(text, "Not saved", "danger")
            return
        tag = band or ("" if text else "Not marked")
        self.head.show_given(text, tag, "accent" if band else "neutral")


class WordsCard(Card):
    """Words on the whole: feedback, or a private note."""

    typed = Signal(str)
    left = Signal()
    went_on = Signal()

    def __init__(self, title: str, note: str, comments: tuple[str, ...] = ()) -> None:
        super().__init__(title)
        self.words = BankEdit(title, lines=5)
        self.words.set_comments(comments)
        self.clash = ClashBox()
        self.others = QVBoxLayout()
        self.inside.addWidget(label(note, "muted", wrap=True))
        self.inside.addWidget(self.words)
        self.inside.addWidget(self.clash)
        self.inside.addLayout(self.others)
        self.words.typed.connect(self._typed)
        self.words.left.connect(self.left)
        self.words.went_on.connect(self.went_on)
        self.show_text("")

    def show_text(self, text: str) -> None:
        self.words.show_text(text)
        self._show_given(text)

    def lock(self, locked: bool) -> None:  # noqa: FBT001 - says what it is
        self.words.setReadOnly(locked)

    def take_focus(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_others(self, given: list[tuple[str, str]]) -> None:
        """Show what other markers wrote: who, and the words."""
        for who, words in given:
            self.others.addWidget(label(who, "strong"))
            self.others.addWidget(label(words, "muted", wrap=True))

    def _typed(self, text: str) -> None:
        self._show_given(text)
        self.typed.emit(text)

    def _show_given(self, text: str) -> None:
        words = len(text.split())
        said = f"{words:,} word{'' if words == 1 else 's'}" if words else "Empty"
        self.head.show_given("", said, "accent" if words else "neutral")
