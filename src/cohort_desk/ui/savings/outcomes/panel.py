"""One outcome: what it is, how far it has come, what shows it, and what can be done with it."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.services.savings.outcomes.outcomes import OutcomeRecord
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.outcome_tones import OUTCOME_TONES
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.savings.claims.evidence import EvidenceRow, digest_words, size_words
from cohort_desk.ui.savings.outcomes.track import OutcomeTrack

MOVES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "promised": (("under_way", "Under way", "play"), ("achieved", "Achieved", "check")),
    "under_way": (("achieved", "Achieved", "check"),),
    "achieved": (("confirmed", "Confirm…", "badge-check"), ("under_way", "Not yet", "undo-2")),
    "confirmed": (("achieved", "Take confirmation back…", "undo-2"),),
    "dropped": (("promised", "Take up again", "undo-2"),),
}
"""By state: to which others, in which words; those with dots ask first."""


class OutcomePanel(DropArea):
    """Shows an outcome and passes on what the user does; files dropped on it are evidence."""

    move_asked = Signal(str)
    drop_asked = Signal()
    edit_asked = Signal()
    remove_asked = Signal()
    project_asked = Signal(int)
    files_asked = Signal()
    open_asked = Signal(str, str)
    save_asked = Signal(str, str)
    file_removed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._outcome: OutcomeRecord | None = None
        self.state = Tag("")
        self.description = label("", "strong", wrap=True)
        self.description.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.project = button("", "briefcase", look="link")
        self.notice = label("", "error", wrap=True)
        self.track = OutcomeTrack()
        self.facts = label("", wrap=True)
        self.note = label("", wrap=True)
        self.add_files = button("Add files…", "file-plus", look="link")
        self.add_files.setAccessibleName("Add files of evidence")
        self.moves = FlowLayout()
        self.problem = label("", "error", wrap=True)
        self.edit = button("Edit", "pencil")
        self.drop = button("Drop…", "x")
        self.remove = button("Remove", "trash-2", look="danger")
        self._files = QVBoxLayout()
        self._files.setSpacing(tokens.S)
        self._lay_out()
        self._connect()

    @property
    def outcome_id(self) -> int:
        """The outcome shown, 0 before any is."""
        return self._outcome.id if self._outcome else 0

    def show_outcome(self, outcome: OutcomeRecord) -> None:
        if outcome == self._outcome:
            self.show_problem("")
            return
        self._outcome = outcome
        self.state.show_text(OUTCOME_STATES[outcome.status], OUTCOME_TONES[outcome.status])
        self.description.setText(outcome.description)
        self.project.setText(outcome.project)
        self.project.setAccessibleName(f"Open the project {outcome.project}")
        self.notice.setText(". ".join(outcome.alarms))
        self.notice.setVisible(bool(outcome.alarms))
        self.track.show_outcome(outcome)
        self.facts.setText(_facts(outcome))
        self.note.setText(outcome.evidence or ("" if outcome.files else "Nothing yet."))
        self.note.setVisible(bool(self.note.text()))
        self._show_files(outcome)
        self._offer(outcome)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say what was refused; "" once something was taken."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def order_after(self, before: QWidget) -> None:
        """Have Tab go from a widget through the panel as it is read, new rows too."""
        moves = [self.moves.itemAt(at) for at in range(self.moves.count())]
        files = [self._files.itemAt(at) for at in range(self._files.count())]
        rows = [row for item in files if item and (row := item.widget())]
        order = [
            self.project,
            *(move for item in moves if item and (move := item.widget())),
            self.add_files,
            *(each for row in rows for each in row.findChildren(QAbstractButton)),
            self.edit,
            self.drop,
            self.remove,
        ]
        for here, there in pairwise([before, *order]):
            QWidget.setTabOrder(here, there)

    def _show_files(self, outcome: OutcomeRecord) -> None:
        clear_layout(self._files)
        for file in outcome.files:
            note = f"{size_words(file.size)}. {digest_words(file.sha256)}"
            row = EvidenceRow(file.name, note, file.sha256)
            row.open_asked.connect(self.open_asked)
            row.save_asked.connect(self.save_asked)
            if outcome.status != "confirmed":
                row.offer_removal()
                row.removal_asked.connect(lambda at=file: self.file_removed.emit(at.id, at.version))
            self._files.addWidget(row)

    def _offer(self, outcome: OutcomeRecord) -> None:
        while (item := self.moves.takeAt(0)) is not None:
            if (made := item.widget()) is not None:
                made.hide()
                made.deleteLater()
        for at, (state, words, icon) in enumerate(MOVES[outcome.status]):
            forward = at == 0 and outcome.status not in {"confirmed", "dropped"}
            move = button(words, icon, look="primary" if forward else "plain")
            move.setObjectName(f"move-{state}")
            move.clicked.connect(lambda _=False, to=state: self.move_asked.emit(to))
            self.moves.add(move)
        fixed = outcome.status == "confirmed"
        self.add_files.setVisible(not fixed)
        self.edit.setVisible(not fixed)
        self.remove.setVisible(not fixed)
        self.drop.setVisible(outcome.status not in {"confirmed", "dropped"})

    def _lay_out(self) -> None:
        tags = QHBoxLayout()
        tags.setSpacing(tokens.S)
        tags.addWidget(self.state)
        tags.addStretch(1)
        evidence = QHBoxLayout()
        evidence.addWidget(label("Evidence", "label"), 1)
        evidence.addWidget(self.add_files)
        more = FlowLayout()
        for each in (self.edit, self.drop, self.remove):
            more.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addLayout(tags)
        column.addWidget(self.description)
        column.addWidget(self.project, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.notice)
        column.addWidget(self.track)
        column.addLayout(self.moves)
        column.addWidget(self.problem)
        column.addWidget(self.facts)
        column.addLayout(evidence)
        column.addWidget(self.note)
        column.addLayout(self._files)
        column.addLayout(more)
        column.addStretch(1)

    def _connect(self) -> None:
        self.drop.clicked.connect(self.drop_asked)
        self.edit.clicked.connect(self.edit_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.add_files.clicked.connect(self.files_asked)
        self.project.clicked.connect(self._ask_project)

    def _ask_project(self) -> None:
        if self._outcome:
            self.project_asked.emit(self._outcome.project_id)


def _facts(outcome: OutcomeRecord) -> str:
    owner = outcome.owner
    lines = [
        f"How it is known: {outcome.measure}" if outcome.measure else "",
        f"Owner: {owner.name}, {owner.agency}" if owner else "Nobody owns it yet.",
        f"Cohort: {outcome.cohort}",
    ]
    if outcome.reason:
        dropped = outcome.status == "dropped"
        lines.append(f"{'Dropped' if dropped else 'Confirmation taken back'}: {outcome.reason}")
    return "\n".join(line for line in lines if line)
