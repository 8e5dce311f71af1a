"""The panel of one person: the photo, the fields, their documents, and the groups of each round."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QVBoxLayout

from cohort_desk.domain.people import STATUS_LABELS
from cohort_desk.services.people import Person, PersonRule
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.documents_list import DocumentsList
from cohort_desk.ui.kit.record_panel import RecordPanel, clear_layout
from cohort_desk.ui.kit.widgets import SectorTag, Tag, label
from cohort_desk.ui.people.columns import status_tone
from cohort_desk.ui.people.fields import add_field
from cohort_desk.ui.people.photo_field import PhotoField
from cohort_desk.ui.people.presenter import typed_value

_SECTIONS = (
    ("Contact", ("given_name", "family_name", "email", "phone", "reference")),
    (
        "Employment",
        (
            "agency_id",
            "job_title",
            "profession",
            "grade",
            "team",
            "line_manager",
            "location",
            "years_of_service",
        ),
    ),
    ("Programme", ("status", "module_option", "availability", "gender", "notes")),
)


class PersonPanel(RecordPanel):
    """Shows one person at a time."""

    def __init__(self) -> None:
        super().__init__(typed_value)
        self.photo = PhotoField()
        self.column.insertWidget(0, self.photo)
        for title, fields in _SECTIONS:
            self.add_heading(title)
            for field in fields:
                add_field(self.form, field)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(tokens.XS)
        self._rules = QVBoxLayout()
        self._rules.setSpacing(tokens.XS)
        self.documents = DocumentsList(narrow=True)
        self.column.addWidget(label("Groups", "heading"))
        self.column.addLayout(self._groups)
        self.column.addWidget(label("Rules", "heading"))
        self.column.addLayout(self._rules)
        self.column.addWidget(label("Documents", "heading"))
        self.column.addWidget(self.documents)
        self.end()

    def show_record(self, record: Person, keep: Collection[str] = ()) -> None:
        super().show_record(record, keep)
        clear_layout(self.tags)
        self.tags.addWidget(Tag(STATUS_LABELS[record.status], status_tone(record.status)))
        if record.sector:
            self.tags.addWidget(SectorTag(record.sector))
        self.tags.addStretch(1)
        groups = [f"{each.round}: {each.group}" for each in reversed(record.placements)]
        _show_lines(self._groups, groups or ["In no group yet."])
        _show_lines(self._rules, [_told(rule) for rule in record.rules] or ["No rule names them."])


def _show_lines(layout: QVBoxLayout, lines: Sequence[str]) -> None:
    clear_layout(layout)
    for line in lines:
        layout.addWidget(label(line, wrap=True))


def _told(rule: PersonRule) -> str:
    where = f"{rule.round}: " if rule.round else ""
    reason = f" ({rule.reason})" if rule.reason else ""
    return f"{where}{rule.words}{reason}"
