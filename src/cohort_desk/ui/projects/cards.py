"""The cards of a project's page: group, outcomes, partners, files, submissions, and the summary."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.domain.savings.outcomes import KINDS
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.domain.submissions.words import HOLDS
from cohort_desk.services.projects import AgencyName, Outcome, Project, ProjectFile, ProjectLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.outcome_tones import OUTCOME_TONES
from cohort_desk.ui.kit.widgets import AgencyTag, Tag, button, icon_button, label
from cohort_desk.ui.projects.file_row import FileRow
from cohort_desk.ui.projects.parts import OutcomeTag, fact, line, state_tone
from cohort_desk.ui.projects.presenter.project import Work
from cohort_desk.ui.projects.presenter.words import moment, outcome_words, size_words


def agency_completer(names: QStringListModel, field: QLineEdit) -> None:
    """Propose the agencies of the list in a field, by any part of their names."""
    completer = QCompleter(names, field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)


class GroupCard(Card):
    """Whose project it is."""

    group_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Group")
        self.go = button("Show on the board", "kanban", look="link")
        self.go.clicked.connect(self.group_wanted)
        self.head.addWidget(self.go)

    def show_group(self, shown: ProjectLine) -> None:
        self.heading.setText(f"{shown.group} of {shown.round}")

        def make() -> None:
            for member in shown.members:
                parts: list[QWidget] = [label(member.name)]
                if member.agency:
                    parts.append(_agency_tag(member.agency))
                self.add_row(*parts)
            if not shown.members:
                self.rows.addWidget(label("Nobody is in this group now.", "muted"))

        self.rebuild((shown.group_id, shown.members), make)


class OutcomesCard(Card):
    """What the project brings, of one kind or several."""

    added = Signal(str, str)
    edited = Signal(int, int, str)
    removed = Signal(str, int, int)
    followed = Signal(int)

    def __init__(self) -> None:
        super().__init__("Outcomes")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of outcome")
        for key, words in OUTCOMES.items():
            self.kind.addItem(words, key)
        self.description = line("What the outcome is", "Such as about £150,000 a year")
        self.add = button("Add", "plus")
        self.add.setAccessibleName("Add outcome")
        self.add.clicked.connect(self._add)
        self.description.returnPressed.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.kind)
        row.addWidget(self.description, 1)
        row.addWidget(self.add)
        self.column.addLayout(row)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        def make() -> None:
            for outcome in outcomes:
                self._row(outcome)
            if not outcomes:
                self.rows.addWidget(label("None yet. A project may bring several.", "muted"))

        self.rebuild(outcomes, make)

    def show_problem(self, sentence: str) -> None:
        super().show_problem(sentence)
        if not sentence:
            self.description.clear()

    def _row(self, outcome: Outcome) -> None:
        words = OUTCOMES[outcome.kind]
        text = line(f"{words}: what it is", "What it is")
        text.setObjectName(f"outcome-{outcome.id}")
        text.setText(outcome.description)
        text.setCursorPosition(0)

        def save() -> None:
            if text.text().strip() != outcome.description:
                self.edited.emit(outcome.id, outcome.version, text.text())

        text.editingFinished.connect(save)
        text.setReadOnly(outcome.status == "confirmed")
        remove = icon_button(f"Remove outcome {words}", "x")
        remove.clicked.connect(lambda: self.removed.emit("outcome", outcome.id, outcome.version))
        self.add_row(OutcomeTag(outcome.kind), text, *self._state(outcome), remove, stretch=1)

    def _state(self, outcome: Outcome) -> tuple[QWidget, ...]:
        """Return how far an outcome without money is; how far money is, its benefits tell."""
        if outcome.kind not in KINDS:
            return ()
        state = Tag(OUTCOME_STATES[outcome.status], OUTCOME_TONES[outcome.status])
        follow = icon_button(f"Evidence and confirmation of {KINDS[outcome.kind]}", "arrow-right")
        follow.setObjectName(f"follow-{outcome.id}")
        follow.clicked.connect(lambda: self.followed.emit(outcome.id))
        return state, follow

    def _add(self) -> None:
        self.added.emit(str(self.kind.currentData()), self.description.text())


class PartnersCard(Card):
    """Who takes part from outside the group."""

    added = Signal(str, str)
    removed = Signal(str, int, int)

    def __init__(self, names: QStringListModel) -> None:
        super().__init__("Partners outside the group")
        self.name_field = line("Partner", "Agency or other partner")
        agency_completer(names, self.name_field)
        self.role = line("Partner’s part", "Its part, if known")
        self.add = button("Add", "plus")
        self.add.setAccessibleName("Add partner")
        self.add.clicked.connect(self._add)
        for each in (self.name_field, self.role):
            each.returnPressed.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.name_field, 3)
        row.addWidget(self.role, 2)
        row.addWidget(self.add)
        self.column.addLayout(row)

    def show_partners(self, project: Project) -> None:
        def make() -> None:
            for partner in project.partners:
                remove = icon_button(f"Remove partner {partner.name}", "x")
                remove.clicked.connect(
                    lambda _=False, at=partner: self.removed.emit("partner", at.id, at.version)
                )
                name = AgencyTag(partner.agency.id, partner.name) if partner.agency else None
                shown = name or label(partner.name)
                self.add_row(shown, label(partner.role, "muted", wrap=True), remove, stretch=1)
            if not project.partners:
                self.rows.addWidget(label("None yet.", "muted"))

        self.rebuild(project.partners, make)

    def show_problem(self, sentence: str) -> None:
        super().show_problem(sentence)
        if not sentence:
            self.name_field.clear()
            self.role.clear()

    def _add(self) -> None:
        self.added.emit(self.name_field.text(), self.role.text())


class FilesCard(DropArea):
    """Files kept with the project; more are dropped here, or chosen."""

    add_asked = Signal()
    open_asked = Signal(str, str)
    save_asked = Signal(str, str)
    removed = Signal(str, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.card = Card("Files")
        self.add = button("Add files…", "file-plus", look="link")
        self.add.clicked.connect(self.add_asked)
        self.card.head.addWidget(self.add)
        self.card.column.addWidget(label("Or drop files here.", "small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_files(self, files: Sequence[ProjectFile]) -> None:
        def make() -> None:
            for file in files:
                row = FileRow(file.name, size_words(file.size), file.sha256)
                row.open_asked.connect(self.open_asked)
                row.save_asked.connect(self.save_asked)
                row.offer_removal("Remove")
                row.removal_asked.connect(
                    lambda at=file: self.removed.emit("file", at.id, at.version)
                )
                self.card.rows.addWidget(row)

        self.card.rebuild(files, make)


class SubmissionsCard(Card):
    """What the group has, or has not, handed in for each assessment that groups do."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("Submissions and marking")

    def show_works(self, works: Sequence[Work]) -> None:
        def make() -> None:
            for work in works:
                self._row(work)
            if not works:
                note = "No assessment is done by the groups of this round yet: see Modules."
                self.rows.addWidget(label(note, "muted", wrap=True))

        self.rebuild(works, make)

    def _row(self, work: Work) -> None:
        title = button(work.title, look="link")
        title.setObjectName(f"work-{work.line.assessment_id}-{work.line.sitting}")
        title.setToolTip("Show what was handed in, and decide about it")
        title.clicked.connect(lambda: self.opened.emit(work.line.due))
        tags: list[QWidget] = [Tag(work.state.value, state_tone(work.state))]
        if work.line.late_words:
            tags.append(Tag(f"{work.line.late_words} late", "warning"))
        tags += [Tag(HOLDS[hold.kind], "danger") for hold in work.line.holds]
        gap = QWidget()
        self.add_row(title, gap, *tags, stretch=1)
        self.rows.addWidget(label(handed_in_words(work), "small", wrap=True))


class SummaryCard(Card):
    """How the summary of the project reads, as far as it is known."""

    def __init__(self) -> None:
        super().__init__("Summary preview")

    def show_summary(self, shown: ProjectLine, project: Project) -> None:
        def make() -> None:
            self.rows.addWidget(label(project.title, "strong", wrap=True))
            people = ", ".join(
                f"{member.name} ({member.agency.name})" if member.agency else member.name
                for member in shown.members
            )
            for caption, text in (
                ("By", people),
                ("For", project.sponsor.name if project.sponsor else ""),
                ("With", ", ".join(partner.name for partner in project.partners)),
                ("Problem", project.problem),
                ("Brings", _brings(project)),
                ("", project.summary),
            ):
                if text:
                    self.rows.addWidget(fact(f"{caption}: {text}" if caption else text))

        self.rebuild((shown, project), make)


def handed_in_words(work: Work) -> str:
    """Return in a line when it is due, when it came and which files it has."""
    shown = work.line
    due = f"Due {moment(shown.deadline)}" if shown.deadline else "No deadline yet"
    if shown.submitted_at is None:
        return f"{due} · nothing handed in"
    names = ", ".join(f"{file.name} (version {file.number})" for file in shown.files)
    return f"{due} · handed in {moment(shown.submitted_at)} · {names}"


def _brings(project: Project) -> str:
    told = [outcome for outcome in project.outcomes if outcome.description]
    if not told:
        return outcome_words(project)
    return "; ".join(f"{OUTCOMES[each.kind].lower()}: {each.description}" for each in told)


def _agency_tag(agency: AgencyName) -> AgencyTag:
    made = AgencyTag(agency.id, agency.abbreviation)
    made.setToolTip(agency.name)
    return made
