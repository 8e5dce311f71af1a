"""A project's page: what it is about at the left, what belongs to it in cards at the right."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.projects import FIELD_LABELS, STATUSES
from cohort_desk.services.projects import Project, ProjectLine
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.kit.record_panel import RecordPanel, clear_layout
from cohort_desk.ui.kit.widgets import AgencyTag, Tag, button
from cohort_desk.ui.projects.cards import (
    FilesCard,
    GroupCard,
    OutcomesCard,
    PartnersCard,
    SubmissionsCard,
    SummaryCard,
    agency_completer,
)
from cohort_desk.ui.projects.milestones import MilestonesCard
from cohort_desk.ui.projects.parts import STATUS_TONES, OutcomeTag
from cohort_desk.ui.projects.presenter.project import EDITED, Work, typed_value
from cohort_desk.ui.projects.savings_card import SavingsCard

_SIDE_BY_SIDE = 820


class ProjectPanel(RecordPanel):
    """The project's own fields, each saved as it is left."""

    def __init__(self, names: QStringListModel) -> None:
        super().__init__(typed_value)
        for field in EDITED:
            self.form.add(
                field, FIELD_LABELS[field], _editor(field, names), hint=_HINTS.get(field, "")
            )
        self.end()


class ProjectPage(QWidget):
    """Shows one project, and passes on what the user does."""

    left = Signal()
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.project_id = 0
        self._names = QStringListModel(self)
        self.back = button("All projects", "chevron-left", look="link")
        self.back.clicked.connect(self.left)
        self.tags = QHBoxLayout()
        self.tags.setSpacing(tokens.S)
        self.panel = ProjectPanel(self._names)
        self.group = GroupCard()
        self.milestones = MilestonesCard()
        self.outcomes = OutcomesCard()
        self.savings = SavingsCard()
        self.partners = PartnersCard(self._names)
        self.files = FilesCard()
        self.submissions = SubmissionsCard()
        self.summary = SummaryCard()
        self._lay_out()

    def show_project(self, shown: ProjectLine, works: Sequence[Work]) -> None:
        project = shown.project
        if project is None:
            return
        self.project_id = project.id
        clear_layout(self.tags)
        self.tags.addWidget(Tag(STATUSES[project.status], STATUS_TONES[project.status]))
        if project.sponsor:
            self.tags.addWidget(AgencyTag(project.sponsor.id, project.sponsor.name))
        for kind in dict.fromkeys(outcome.kind for outcome in project.outcomes):
            self.tags.addWidget(OutcomeTag(kind))
        self.tags.addStretch(1)
        self.group.show_group(shown)
        self.milestones.show_milestones(project.milestones)
        self.outcomes.show_outcomes(project.outcomes)
        self.partners.show_partners(project)
        self.files.show_files(project.files)
        self.submissions.show_works(works)
        self.summary.show_summary(shown, project)

    def show_savings(self, lines: Sequence[BenefitLine]) -> None:
        self.savings.show_savings(lines)

    def offer_agencies(self, names: Sequence[str]) -> None:
        self._names.setStringList(list(names))

    def show_part_problem(self, part: str, sentence: str) -> None:
        """Say at the card of a "partner", "outcome", "milestone" or "file" what was refused."""
        cards = {
            "partner": self.partners,
            "outcome": self.outcomes,
            "milestone": self.milestones,
            "file": self.files.card,
        }
        cards[part].show_problem(sentence)

    def show_record(self, record: Project, keep: Collection[str] = ()) -> None:
        self.panel.show_record(record, keep)

    def unsaved(self) -> Mapping[str, str]:
        return self.panel.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.panel.form.show_problem(field, sentence)

    def show_clash(self, clash: Clash | None) -> None:
        self.panel.show_clash(clash)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(way)

    def _lay_out(self) -> None:
        about = QFrame()
        about.setProperty("card", True)
        inner = QVBoxLayout(about)
        inner.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        inner.addWidget(self.panel)
        left = _column(about, self.group, self.summary)
        value = (self.outcomes, self.savings)
        right = _column(self.submissions, self.milestones, *value, self.partners, self.files)
        shell = QWidget()
        shell.setObjectName("scrolled")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, shell)
        self._body.setContentsMargins(0, 0, tokens.S, 0)
        self._body.setSpacing(tokens.L)
        self._body.addLayout(left, 4)
        self._body.addLayout(right, 5)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("Project")
        scroll.setWidget(shell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        head = QHBoxLayout()
        head.setSpacing(tokens.L)
        head.addWidget(self.back)
        head.addLayout(self.tags, 1)
        column.addLayout(head)
        column.addWidget(scroll, 1)


_HINTS = {
    "problem": "The real work problem, as the sponsor sees it.",
    "sponsor_agency_id": "An agency of the programme: the one that asked for it and will use it.",
}


def _editor(field: str, names: QStringListModel) -> QWidget:
    if field == "status":
        box = QComboBox()
        for key, words in STATUSES.items():
            box.addItem(words, key)
        return box
    if field in {"problem", "summary"}:
        return QPlainTextEdit()
    made = QLineEdit()
    if field == "sponsor_agency_id":
        agency_completer(names, made)
    return made


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.L)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column
