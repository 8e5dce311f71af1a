"""What a spreadsheet says a marking guide is, to look at before it is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.domain.modules.guides import Criterion, Guide
from cohort_desk.domain.modules.shares import written_share
from cohort_desk.domain.words import counted
from cohort_desk.exchange.rubrics import RubricRead
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.modules.notice import Notice


class ImportView(QWidget):
    """Shows what was read; `taken` once the user agrees, `left` if not."""

    taken = Signal()
    left = Signal()
    template_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.said = label("", "muted", wrap=True)
        self.take = button("Add this guide", "check", look="primary")
        self.cancel = button("Cancel")
        self.template = button("Save a template…", "file-spreadsheet", look="link")
        self.take.clicked.connect(self.taken)
        self.cancel.clicked.connect(self.left)
        self.template.clicked.connect(self.template_asked)
        self._parts = QVBoxLayout()
        self._lay_out()

    def show_read(self, read: RubricRead) -> None:
        """Show what a sheet says, and what is wrong in it."""
        guide = read.guide
        self.title.setText(f"Sheet “{read.sheet}”: {read.layout}")
        self.said.setText(
            "Nothing has been changed yet. Adding the guide can be undone in one step."
            if guide
            else "Nothing was added. Put these right in the spreadsheet, then import it again."
        )
        self.take.setVisible(guide is not None)
        self.cancel.setText("Cancel" if guide else "Back")
        self.template.setVisible(guide is None)
        clear_layout(self._parts)
        for problem in read.problems:
            notice = Notice()
            notice.say(f"{problem.where}: {problem.text}")
            self._parts.addWidget(notice)
        for note in read.notes:
            notice = Notice()
            notice.say(note, "info")
            self._parts.addWidget(notice)
        if guide:
            for criterion in guide.criteria:
                self._parts.addWidget(_card(guide, criterion))
            if guide.comments:
                count = counted(len(guide.comments), "comment", "comments")
                self._parts.addWidget(label(f"{count} on the work as a whole", "muted"))
        self._parts.addStretch(1)
        (self.take if guide else self.cancel).setFocus()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        words.addWidget(self.title)
        words.addWidget(self.said)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addLayout(words, 1)
        for each in (self.template, self.cancel, self.take):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        body.setObjectName("scrolled")
        self._parts.setContentsMargins(0, 0, tokens.S, 0)
        self._parts.setSpacing(tokens.S)
        body.setLayout(self._parts)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setAccessibleName("What the spreadsheet says")
        around.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addWidget(around, 1)


def _card(guide: Guide, criterion: Criterion) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
    layout.setSpacing(tokens.XS)
    share = written_share(guide.share(criterion))
    layout.addWidget(label(f"{criterion.title} · {share}", "heading", wrap=True))
    if criterion.description:
        layout.addWidget(label(criterion.description, "muted", wrap=True))
    for band in criterion.bands:
        text = f": {band.descriptor}" if band.descriptor else ""
        layout.addWidget(label(f"{band.label}, {band.range}{text}", wrap=True))
    if criterion.comments:
        count = counted(len(criterion.comments), "comment", "comments")
        layout.addWidget(label(count, "muted"))
    return card
