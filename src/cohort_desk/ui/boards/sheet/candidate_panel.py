"""The panel of one candidate: what the rules propose and why, what is decided, and every mark."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.awards.facts import NAMES, ON_AWARD, ON_MODULE, Outcome
from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.services.boards import (
    Decision,
    Flag,
    Ruling,
    SheetLine,
    SheetMark,
    SheetModule,
    Subject,
)
from cohort_desk.ui.boards.presenter.words import LETTERS, TAKE
from cohort_desk.ui.boards.sheet.columns import TONES
from cohort_desk.ui.boards.sheet.ladder_box import MarkBox
from cohort_desk.ui.boards.sheet.ruling_form import Question, RulingForm
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label

_FLAG_TONES: dict[Flag, tokens.ToneName] = {Flag.FAIL: "danger", Flag.HELD: "danger"}


class CandidatePanel(QWidget):
    """Shows a candidate; decisions that need words are made in its form."""

    pressed = Signal(str)
    clear_asked = Signal(Subject)
    ruled = Signal(Subject, Ruling)
    form_closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("lasting", True)
        self._line: SheetLine | None = None
        self._locked = self._deciding = False
        self._expanded: set[int] = set()
        self.form = RulingForm()
        self.form.ruled.connect(self.ruled)
        self.form.cancelled.connect(self.form_closed)
        self._top, self._modules = QVBoxLayout(), QVBoxLayout()
        for part in (self._top, self._modules):
            part.setSpacing(tokens.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addLayout(self._top)
        column.addWidget(self.form)
        column.addLayout(self._modules)
        column.addStretch(1)
        self.hide()

    def show_line(self, line: SheetLine, *, locked: bool, deciding: bool) -> None:
        """Show a candidate as they are now; a form that is being filled in for them stays."""
        if not self.form.asks_about(line.participant_id):
            self.form.close_form()
        self._line, self._locked, self._deciding = line, locked, deciding
        clear_layout(self._top)
        clear_layout(self._modules)
        self._show_award(line)
        for module in line.modules:
            self._modules.addWidget(self._module_card(line, module))

    def ask_reason(self, subject: Subject, ruling: Ruling, sentence: str) -> None:
        """Ask why, where a key alone does not do."""
        chosen = ruling.outcome
        self.form.ask(Question(subject, "Award", ON_AWARD, chosen, note=sentence))

    def _show_award(self, line: SheetLine) -> None:
        tags = FlowLayout()
        if line.decision:
            tags.add(Tag(line.decision.words, TONES[line.decision.words]))
        else:
            tags.add(Tag(f"Proposed: {NAMES[line.proposed]}", "accent"))
        for flag in Flag:
            if flag in line.flags:
                tags.add(Tag(flag.value, _FLAG_TONES.get(flag, "neutral")))
        self._add(_widget(tags))
        if line.decision:
            proposed = f"The rules propose {NAMES[line.proposed].lower()}."
            self._add(label(proposed, "muted", wrap=True))
        for reason in line.reasons:
            self._add(label(reason, wrap=True))
        for near in line.near:
            self._add(label(near.text, "strong", wrap=True))
        for decision in _chain(line.decision):
            self._add(label(_told(decision), "small", wrap=True))
        if self._deciding:
            self._add(self._keys(line))
        elif self._locked:
            subject = Subject(line.participant_id)
            self._add(self._action("Chair’s action…", "Chair’s action: award", subject, ON_AWARD))

    def _keys(self, line: SheetLine) -> QWidget:
        flow = FlowLayout()
        take = button(f"As proposed  {TAKE}", look="plain" if line.decision else "primary")
        take.setAccessibleName(f"Decide as proposed, key {TAKE}")
        take.clicked.connect(lambda: self.pressed.emit(TAKE))
        take.setEnabled(line.decision is None)
        flow.add(take)
        for letter, outcome in LETTERS.items():
            made = button(f"{NAMES[outcome]}  {letter}")
            made.setAccessibleName(f"{NAMES[outcome]}, key {letter}")
            made.clicked.connect(self._presser(letter))
            flow.add(made)
        if line.decision:
            clear = button("Clear the decision", "x", look="link")
            clear.clicked.connect(lambda: self.clear_asked.emit(Subject(line.participant_id)))
            flow.add(clear)
        return _widget(flow)

    def _module_card(self, line: SheetLine, module: SheetModule) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setAccessibleName(module.code)
        column = QVBoxLayout(card)
        column.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        column.setSpacing(tokens.XS)
        mark = "–" if module.mark is None else written(module.mark)
        head = FlowLayout()
        core = ", core" if module.core else ""
        head.add(label(f"{module.code}  {mark}", "heading"))
        head.add(Tag(module.outcome, TONES[module.outcome]))
        column.addLayout(head)
        column.addWidget(
            label(f"{module.title}, {module.credits} credits{core}", "muted", wrap=True)
        )
        for reason in module.reasons:
            column.addWidget(label(reason, "small", wrap=True))
        for decision in _chain(module.decision):
            column.addWidget(label(_told(decision), "small", wrap=True))
        subject = Subject(line.participant_id, module_id=module.module_id)
        if self._deciding or self._locked:
            column.addWidget(self._module_action(module, subject))
        for each in module.marks:
            column.addWidget(self._mark_box(line, module, each))
        return card

    def _module_action(self, module: SheetModule, subject: Subject) -> QWidget:
        if self._locked:
            title = f"Chair’s action: {module.code}"
            return self._action("Chair’s action…", title, subject, ON_MODULE)
        made = self._action("Decide…", f"Decide on {module.code}", subject, ON_MODULE)
        if module.decision:
            clear = button("Clear", look="link")
            clear.setAccessibleName(f"Clear the decision on {module.code}")
            clear.clicked.connect(lambda: self.clear_asked.emit(subject))
            layout = made.layout()
            if layout is not None:
                layout.addWidget(clear)
        return made

    def _mark_box(self, line: SheetLine, module: SheetModule, mark: SheetMark) -> MarkBox:
        subject = Subject(line.participant_id, assessment_id=mark.assessment_id)
        words = "Amend…" if self._deciding or self._locked else ""
        box = MarkBox(mark, expanded=mark.assessment_id in self._expanded, amendable=words)
        kind = "Chair’s action" if self._locked else "Amend"
        value = "" if mark.mark is None else mark.written
        question = Question(
            subject, f"{kind}: {assessment_name(module.code, mark.title)}", mark=value
        )
        box.amend_asked.connect(lambda: self.form.ask(question))
        box.opened.connect(self._remember)
        return box

    def _action(
        self, words: str, title: str, subject: Subject, outcomes: tuple[Outcome, ...]
    ) -> QWidget:
        made = button(words, look="link")
        made.setAccessibleName(title)
        made.clicked.connect(lambda: self.form.ask(Question(subject, title, outcomes)))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(made)
        row.addStretch(1)
        return _widget(row)

    def _remember(self, assessment_id: int, expanded: bool) -> None:  # noqa: FBT001
        (self._expanded.add if expanded else self._expanded.discard)(assessment_id)

    def _presser(self, letter: str) -> Callable[[], None]:
        return lambda: self.pressed.emit(letter)

    def _add(self, widget: QWidget) -> None:
        self._top.addWidget(widget)


def _widget(layout: QHBoxLayout | FlowLayout) -> QWidget:
    shell = QWidget()
    shell.setLayout(layout)
    return shell


def _chain(decision: Decision | None) -> tuple[Decision, ...]:
    """Return what is to be told of a decision: it and those before it, if anything is."""
    if decision is None:
        return ()
    chain = (decision, *decision.earlier)
    return chain if len(chain) > 1 or decision.reason else ()


def _told(decision: Decision) -> str:
    act = "Chair’s action: " if decision.chairs_action else ""
    reason = f" {decision.reason}" if decision.reason else ""
    when = written_moment(decision.decided_at)
    return f"{act}{decision.words}.{reason} ({decision.decided_by}, {when})"
