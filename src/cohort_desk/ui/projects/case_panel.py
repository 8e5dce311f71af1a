"""The panel of one owner's work at one sitting: state, files, deadlines, holds, claims, actions."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.marks.states import State
from cohort_desk.domain.submissions.words import BASES, DECISIONS, HOLDS, sitting_name
from cohort_desk.domain.words import counted
from cohort_desk.services.submissions import (
    Claim,
    Extension,
    Hold,
    Member,
    SubmissionFile,
    SubmissionLine,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label, rule
from cohort_desk.ui.projects.case_form import CaseForm
from cohort_desk.ui.projects.file_row import FileRow
from cohort_desk.ui.projects.parts import fact, state_tone
from cohort_desk.ui.projects.presenter.words import moment, size_words

_NOTHING = (0, 0)


class CasePanel(DropArea):
    """Shows one submission; files dropped on it are handed in."""

    files_asked = Signal(dict)
    form_sent = Signal(str, dict, tuple)
    finalise_asked = Signal()
    file_withdrawn = Signal(object)
    extension_withdrawn = Signal(int, int)
    claim_withdrawn = Signal(int, int)
    open_asked = Signal(str, str)
    save_asked = Signal(str, str)
    history_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line: SubmissionLine | None = None
        self._subject: tuple[int, int] = _NOTHING
        self.form = CaseForm()
        self.form.submitted.connect(self._send)
        self.form.cancelled.connect(self.close_form)
        self.hand_in = button("Hand in files…", "upload", look="primary")
        self.hand_in.clicked.connect(self.clear_problem)
        self.hand_in.clicked.connect(lambda: self.files_asked.emit({}))
        self.on_behalf = button("On behalf…", "user")
        self.finalise = button("Finalise", "lock")
        self.finalise.clicked.connect(self.clear_problem)
        self.finalise.clicked.connect(self.finalise_asked)
        self.reopen = button("Open again…", "lock-open")
        self.extension = button("Extension…", "clock")
        self.claim = button("Circumstances…", "heart-pulse")
        self.hold = button("Hold…", "octagon-x")
        self.attempt = button("Another attempt…", "redo-2")
        self._asks = {
            "receive": self.on_behalf,
            "reopen": self.reopen,
            "extension": self.extension,
            "claim": self.claim,
            "hold": self.hold,
            "attempt": self.attempt,
        }
        for kind, made in self._asks.items():
            made.clicked.connect(lambda _=False, kind=kind: self.ask(kind))
        self._lay_out()

    def show_case(self, line: SubmissionLine, state: State) -> None:
        """Show a submission; a form that is open for the same one stays as it is."""
        if self._line is not None and self._line.due != line.due:
            self.close_form()
            self.clear_problem()
        self._line = line
        open_now = line.closed_at is None
        self.hand_in.setVisible(open_now)
        self.on_behalf.setVisible(open_now)
        self.finalise.setVisible(open_now and bool(line.files))
        self.reopen.setVisible(not open_now)
        self._show_tags(line, state)
        self._show_facts(line)

    def ask(self, kind: str, subject: tuple[int, int] = _NOTHING) -> None:
        """Open one of the forms; `subject` is the hold or claim it is about."""
        line = self._line
        if line is None:
            return
        self._subject = subject
        self.clear_problem()
        members = [(str(member.participant_id), member.name) for member in line.members]
        whole = [("", f"All of {line.name}")] if line.owner.group_id is not None else []
        self.form.ask(kind, [*whole, *members])

    def close_form(self) -> None:
        self._subject = _NOTHING
        self.form.hide()

    def show_form_problem(self, field: str, sentence: str) -> None:
        """Show what was refused: at the form's field, or under the actions without a form."""
        if self.form.isHidden():
            self.problem.setText(sentence)
            self.problem.show()
        else:
            self.form.show_problem(field, sentence)

    def clear_problem(self) -> None:
        """Take away what was refused, as something else is begun."""
        self.problem.hide()

    def _send(self, kind: str, values: dict[str, str]) -> None:
        if kind == "receive":
            self.files_asked.emit(values)
        else:
            self.form_sent.emit(kind, values, self._subject)

    def _show_tags(self, line: SubmissionLine, state: State) -> None:
        clear_layout(self._tags)
        self._tags.add(Tag(state.value, state_tone(state)))
        if line.sitting > 1:
            self._tags.add(Tag(f"{sitting_name(line.sitting)}: {BASES[line.basis]}"))
        if line.late_words:
            self._tags.add(Tag(f"{line.late_words} late", "warning"))
        for hold in line.holds:
            self._tags.add(Tag(HOLDS[hold.kind], "danger"))

    def _show_facts(self, line: SubmissionLine) -> None:
        clear_layout(self._facts)
        add = self._facts.addWidget
        for sentence in _when(line):
            add(fact(sentence))
        if line.extension:
            add(self._extension(line.extension, line.name))
        self._show_files(line)
        self._show_members(line)
        if line.holds or line.past_holds:
            add(label("Holds", "heading"))
        for hold in (*line.holds, *line.past_holds):
            add(self._hold(hold, line))

    def _show_files(self, line: SubmissionLine) -> None:
        add = self._facts.addWidget
        add(label("Files", "heading"))
        for file in line.files:
            add(self._file(file, withdrawable=line.closed_at is None))
        if not line.files:
            add(
                label(
                    "Nothing handed in. Drop files here, or use Hand in files.", "muted", wrap=True
                )
            )
        if line.older:
            add(label("Earlier versions and withdrawn", "label"))
            for file in line.older:
                add(self._file(file, withdrawable=False))

    def _show_members(self, line: SubmissionLine) -> None:
        if line.owner.group_id is not None:
            self._facts.addWidget(label(counted(len(line.members), "member", "members"), "heading"))
        for member in line.members:
            self._show_member(member, alone=line.owner.group_id is None)

    def _file(self, file: SubmissionFile, *, withdrawable: bool) -> QWidget:
        state = ", withdrawn" if file.withdrawn else ""
        note = f"version {file.number} · {size_words(file.size)}{state}"
        row = FileRow(file.name, note, file.sha256)
        row.setToolTip(f"{moment(file.added_at)}, {file.added_by}\nSHA-256 {file.sha256}")
        row.open_asked.connect(self.open_asked)
        row.save_asked.connect(self.save_asked)
        if withdrawable:
            row.offer_removal("Withdraw")
            row.removal_asked.connect(lambda: self.file_withdrawn.emit(file))
        return row

    def _show_member(self, member: Member, *, alone: bool) -> None:
        if not alone:
            self._facts.addWidget(label(_lateness(member), wrap=True))
            if member.extension:
                self._facts.addWidget(self._extension(member.extension, member.name))
        for claim in member.claims:
            self._facts.addWidget(self._claim(claim, member.name))

    def _extension(self, extension: Extension, name: str) -> QWidget:
        words = f"Extension until {moment(extension.until)}: {extension.reason}"
        withdraw = button("Withdraw", look="link")
        withdraw.setAccessibleName(f"Withdraw the extension for {name}")
        withdraw.clicked.connect(
            lambda: self.extension_withdrawn.emit(extension.id, extension.version)
        )
        return _with_actions(words, withdraw)

    def _claim(self, claim: Claim, name: str) -> QWidget:
        words = f"{name} claims: {claim.claim} ({DECISIONS[claim.outcome].lower()}"
        words += f", {claim.decided_why})" if claim.decided_why else ")"
        decide = button("Decide…", look="link")
        decide.setAccessibleName(f"Decide on the claim of {name}")
        decide.clicked.connect(lambda: self.ask("decide", (claim.id, claim.version)))
        if claim.outcome != "open":
            return _with_actions(words, decide)
        withdraw = button("Withdraw", look="link")
        withdraw.setAccessibleName(f"Withdraw the claim of {name}")
        withdraw.clicked.connect(lambda: self.claim_withdrawn.emit(claim.id, claim.version))
        return _with_actions(words, decide, withdraw)

    def _hold(self, hold: Hold, line: SubmissionLine) -> QWidget:
        names = {member.participant_id: member.name for member in line.members}
        whom = f"{names[hold.participant_id]}: " if hold.participant_id in names else ""
        words = f"{whom}{HOLDS[hold.kind]} since {moment(hold.placed_at)}: {hold.reason}"
        if hold.cleared_at is not None:
            return fact(f"{words}. Cleared {moment(hold.cleared_at)}: {hold.cleared_why}")
        clear = button("Clear…", look="link")
        clear.setAccessibleName(f"Clear the hold on {line.name}")
        clear.clicked.connect(lambda: self.ask("clear", (hold.id, hold.version)))
        return _with_actions(words, clear)

    def _lay_out(self) -> None:
        tags, actions = QWidget(), QWidget()
        self._tags, row = FlowLayout(tags), FlowLayout(actions)
        for each in (self.hand_in, self.on_behalf, self.finalise, self.reopen):
            row.add(each)
        for each in (self.extension, self.claim, self.hold, self.attempt):
            row.add(each)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self._facts = QVBoxLayout()
        self._facts.setSpacing(tokens.S)
        history = button("Show the history", "history", look="link")
        history.clicked.connect(self.history_wanted)
        foot = QHBoxLayout()
        foot.addWidget(history)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for each in (tags, actions, self.problem, self.form, rule()):
            column.addWidget(each)
        column.addLayout(self._facts)
        column.addLayout(foot)
        column.addStretch(1)


def _when(line: SubmissionLine) -> Sequence[str]:
    told = [f"Due {moment(line.deadline)}" if line.deadline else "No deadline has been set yet."]
    if line.submitted_at:
        told.append(f"Handed in {moment(line.submitted_at)} by {line.submitted_by}")
    if line.closed_at:
        told.append(f"Final since {moment(line.closed_at)}")
    if line.reopened_at and not line.closed_at:
        told.append(f"Opened again {moment(line.reopened_at)}: {line.reopened_why}")
    if line.code:
        told.append(f"Blind markers see {line.code}")
    return told


def _lateness(member: Member) -> str:
    late = f"{member.late_words} late" if member.late_words else ""
    waived = "penalty waived" if member.penalty_waived else ""
    deferred = "deferred" if member.deferred else ""
    due = f"due {moment(member.deadline)}" if member.extension else ""
    told = ", ".join(part for part in (due, late, waived, deferred) if part)
    return f"{member.name}: {told}" if told else member.name


def _with_actions(words: str, *actions: QWidget) -> QWidget:
    shell = QWidget()
    column = QVBoxLayout(shell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(fact(words))
    row = QHBoxLayout()
    for action in actions:
        row.addWidget(action)
    row.addStretch(1)
    column.addLayout(row)
    return shell
