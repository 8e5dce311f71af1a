"""One member in the panel at the right: what was said of them, by them, and a tutor's figure."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.peers.webpa import as_decimal
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.peers.presenter.exploring import Explored, MemberLine
from cohort_desk.ui.peers.presenter.words import change_words, mark_words


class MemberPanel(QWidget):
    """Shows a member's part, with the one thing a tutor may put in its place."""

    override_asked = Signal(int, str, str)
    withdrawal_asked = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._member_id = 0
        self.facts = QVBoxLayout()
        self.facts.setSpacing(tokens.S)
        self.form = Form()
        self.form.add("value", "A tutor’s own mark for this member", QLineEdit())
        why = QPlainTextEdit()
        self.form.add("reason", "Why", why, hint="Kept beside the computed mark.")
        why.setFixedHeight(Theme.current().px(72))
        self.save = button("Use this mark", "check")
        self.withdraw = button("Withdraw", "undo-2", look="link")
        self.save.clicked.connect(self._save)
        self.withdraw.clicked.connect(self._withdraw)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.withdraw)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(self.facts)
        layout.addWidget(label("Override", "heading"))
        layout.addWidget(self.form)
        layout.addLayout(row)
        layout.addStretch(1)

    @property
    def member_id(self) -> int:
        """Whom it shows, 0 for nobody yet."""
        return self._member_id

    def show_member(self, found: Explored, line: MemberLine) -> None:
        own = line.override
        if line.member.id != self._member_id or own is not None:
            self.form.set_values(
                {"value": written(own.value) if own else "", "reason": own.reason if own else ""}
            )
        self._member_id = line.member.id
        self.withdraw.setVisible(own is not None)
        self.save.setText("Change this mark" if own else "Use this mark")
        ratified = found.group.ratified
        for each in (self.form, self.save, self.withdraw):
            each.setEnabled(not ratified)
        clear_layout(self.facts)
        for sentence in _facts(found, line):
            self.facts.addWidget(label(sentence, wrap=True))
        for flag in found.group.flags:
            if flag.member == line.member.id:
                self.facts.addWidget(label(f"{flag.kind.value}: {flag.sentence}", wrap=True))
        self._show_reasons(found, line)
        if ratified:
            self.facts.addWidget(label(f"Ratified by the board “{ratified}”.", "muted", wrap=True))

    def show_problem(self, field: str, sentence: str) -> None:
        if not self.form.show_problem(field, sentence):
            self.form.show_problem("value", sentence)

    def _show_reasons(self, found: Explored, line: MemberLine) -> None:
        returned = found.group.returns.get(line.member.id)
        if returned is None:
            self.facts.addWidget(label("Has not rated the others.", "muted", wrap=True))
            return
        self.facts.addWidget(
            label(f"Rated the others on {written_in_london(returned.at)}", "strong", wrap=True)
        )
        if returned.justification:
            self.facts.addWidget(label(returned.justification, wrap=True))

    def _save(self) -> None:
        values = self.form.values()
        self.override_asked.emit(self._member_id, str(values["value"]), str(values["reason"]))

    def _withdraw(self) -> None:
        self.withdrawal_asked.emit(self._member_id, str(self.form.values()["reason"]))


def _facts(found: Explored, line: MemberLine) -> list[str]:
    factor = written(as_decimal(line.factor), 4)
    facts = [f"Factor {factor}: {line.words[0].lower()}{line.words[1:]}."]
    if found.agreed:
        penalty = "" if line.rated else f", {mark_words(line.penalised)} after the penalty"
        facts.append(f"Computed: {mark_words(line.preliminary)}{penalty}.")
    if line.override is not None:
        facts.append(f"Counts: {mark_words(line.override.value)}, by {line.override.made_by}.")
    without = [
        f"{change_words(changes[line.member.id])} without {name}’s"
        for rater, changes in found.effects.items()
        if (name := _name(found, rater)) and rater != line.member.id
    ]
    if without:
        facts.append(f"How other ratings move this mark: {', '.join(without)}.")
    return facts


def _name(found: Explored, member_id: int) -> str:
    return next((one.name for one in found.group.members if one.id == member_id), "")
