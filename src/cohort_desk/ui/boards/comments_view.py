"""What the external examiner said, and the answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.boards import RESPONSES
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.services.boards import Comment
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.tokens import ToneName
from cohort_desk.ui.kit.widgets import Tag, button, icon_button, label

_WIDEST = 760
_TONES: dict[str, ToneName] = {
    "none": "warning",
    "not_actioned": "neutral",
    "disagree": "neutral",
    "actioned": "success",
}


class CommentsPanel(QWidget):
    """A card for each comment, to be answered there, and a form for another."""

    added = Signal(str, str)
    answered = Signal(int, str, str)
    delete_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Comment, ...] = ()
        self.cards: dict[int, CommentCard] = {}
        self.search = SearchField("Search comments")
        self.open_only = FilterChips("Show", [("open", "Not answered")])
        self.count = label("", "muted")
        self.form = Form()
        self.form.add("examiner", "External examiner", QLineEdit())
        self.form.add("text", "Comment", QPlainTextEdit())
        self.add = button("Add the comment", "plus")
        self.add.clicked.connect(self._add)
        self.search.searched.connect(self._show)
        self.open_only.chosen_changed.connect(self._show)
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.M)
        self._lay_out()

    def show_comments(self, comments: Sequence[Comment], examiner: str) -> None:
        """Show the comments; `examiner` is who sits on the board as such."""
        self._all = tuple(comments)
        if not self.form.values()["examiner"]:
            self.form.set_values({"examiner": examiner})
        self.open_only.set_count("open", sum(1 for each in comments if not each.answered))
        self._show()

    def show_problem(self, field: str, sentence: str) -> None:
        self.form.show_problem(field, sentence)

    def show_answer_problem(self, comment_id: int, sentence: str) -> None:
        self.cards[comment_id].show_problem(sentence)

    def clear_new(self) -> None:
        """Make room for another comment."""
        self.form.set_values({"text": ""})

    def _show(self, _narrowed: object = None) -> None:
        wanted, only = folded(self.search.text()), bool(self.open_only.chosen())
        shown = [
            each
            for each in self._all
            if wanted in folded(f"{each.text} {each.about} {each.examiner}")
            and not (only and each.answered)
        ]
        typed = {key: card.typed() for key, card in self.cards.items() if card.changed()}
        clear_layout(self._column)
        self.cards = {}
        for comment in shown:
            card = CommentCard(comment, typed.get(comment.id))
            card.saved.connect(self._answerer(comment.id))
            card.delete_asked.connect(self._deleter(comment.id))
            self.cards[comment.id] = card
            self._column.addWidget(card)
        self.count.setText(_told(len(shown), len(self._all)))

    def _answerer(self, comment_id: int) -> Callable[[str, str], None]:
        return lambda response, answer: self.answered.emit(comment_id, response, answer)

    def _deleter(self, comment_id: int) -> Callable[[], None]:
        return lambda: self.delete_asked.emit(comment_id)

    def _add(self) -> None:
        values = self.form.values()
        self.added.emit(str(values["examiner"]), str(values["text"]))

    def _lay_out(self) -> None:
        narrow = FlowLayout()
        narrow.add(self.search, stretch=1)
        narrow.add(self.open_only)
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, tokens.XS, 0)
        inner.setSpacing(tokens.M)
        inner.addLayout(self._column)
        inner.addWidget(self._new_card())
        inner.addStretch(1)
        body.setMaximumWidth(Theme.current().px(_WIDEST))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("The external examiner’s comments")
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(narrow)
        layout.addWidget(self.count)
        layout.addWidget(scroll, 1)

    def _new_card(self) -> QFrame:
        card, column = _card("Write down a comment")
        column.addWidget(label("Write down a comment", "heading"))
        column.addWidget(self.form)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        return card


class CommentCard(QFrame):
    """A comment and its answer."""

    saved = Signal(str, str)
    delete_asked = Signal()

    def __init__(self, comment: Comment, typed: tuple[str, str] | None) -> None:
        super().__init__()
        self._comment = comment
        self.setProperty("card", True)
        self.setAccessibleName(f"Comment of {comment.examiner} on {comment.about}")
        self.response, self.answer = QComboBox(), QLineEdit()
        for key, words in RESPONSES.items():
            self.response.addItem(words, key)
        self.response.setAccessibleName(f"Answer to {comment.examiner}")
        self.answer.setAccessibleName("What is answered")
        self.answer.setPlaceholderText("What was done, or why not")
        response, answer = typed or (comment.response, comment.answer)
        self.response.setCurrentIndex(self.response.findData(response))
        self.answer.setText(answer)
        self.problem: QLabel = label("", "error", wrap=True)
        self.problem.hide()
        self.save = button("Save the answer")
        self.save.clicked.connect(self._save)
        self.answer.returnPressed.connect(self._save)
        self._lay_out(comment)

    def typed(self) -> tuple[str, str]:
        """Return the response and the answer as they are typed."""
        return str(self.response.currentData()), self.answer.text()

    def changed(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.typed() != (self._comment.response, self._comment.answer)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.answer.setFocus()

    def _save(self) -> None:
        self.problem.hide()
        self.saved.emit(*self.typed())

    def _lay_out(self, comment: Comment) -> None:
        head = QHBoxLayout()
        head.addWidget(label(comment.about, "strong", wrap=True), 1)
        head.addWidget(Tag(RESPONSES[comment.response], _TONES[comment.response]))
        delete = icon_button("Delete the comment", "trash-2")
        delete.clicked.connect(self.delete_asked)
        head.addWidget(delete)
        row = QHBoxLayout()
        row.addWidget(self.response)
        row.addWidget(self.answer, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.L, tokens.M, tokens.M, tokens.M)
        column.setSpacing(tokens.S)
        column.addLayout(head)
        column.addWidget(label(comment.text, wrap=True))
        said = f"{comment.examiner}, {written_date(comment.received_at.astimezone())}"
        if comment.answered_at:
            said += f" · answered by {comment.answered_by}"
        column.addWidget(label(said, "small"))
        column.addLayout(row)
        column.addWidget(self.problem)


def _told(shown: int, total: int) -> str:
    if not total:
        return (
            "There are no comments yet. They come in with the examiner’s pack, or are typed here."
        )
    all_of_them = counted(total, "comment", "comments")
    return f"{shown:,} of {all_of_them}" if shown < total else all_of_them


def _card(name: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("card", True)
    card.setAccessibleName(name)
    column = QVBoxLayout(card)
    column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
    column.setSpacing(tokens.M)
    return card, column
