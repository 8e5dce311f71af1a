"""How the changes that a history tells of are read: fields by their names, values in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    CohortRow,
    GroupRow,
    MarkingGuideRow,
    ModuleRow,
    OfficerRow,
    ParticipantRow,
    PotRow,
    RoundRow,
    StepChangeRow,
)
from cohort_desk.domain.certificates.kinds import KIND_WORDS
from cohort_desk.domain.certificates.reasons import REASON_WORDS
from cohort_desk.domain.certificates.statuses import STATUS_WORDS
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.marks.numbers import from_hundredths, written
from cohort_desk.domain.modules.fields import (
    ASSESSMENT_LABELS,
    DONE_BY_LABELS,
    MODULE_LABELS,
    SITTING_LABELS,
)
from cohort_desk.domain.modules.guides import BAND_LABELS
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.names import full_name
from cohort_desk.domain.people import FIELD_LABELS, STATUS_LABELS
from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.domain.projects import STATUSES as PROJECT_STATUSES
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.submissions.words import DECISIONS, HOLDS
from cohort_desk.services import history_savings

LABELS = {
    **history_savings.LABELS,
    **SITTING_LABELS,
    **BAND_LABELS,
    **MODULE_LABELS,
    **ASSESSMENT_LABELS,
    **FIELD_LABELS,
    "agency_id": "Agency",
    "group_id": "Group",
    "round_id": "Round",
    "cohort_id": "Cohort",
    "name": "Name",
    "short_name": "Short name",
    "sector": "Sector",
    "kind": "Kind",
    "alias": "Also known as",
    "locked": "Locked",
    "recipe": "Settings",
    "groups": "Published groups",
    "reason": "Reason",
    "jpeg": "Photo",
    "value": "Mark",
    "direct": "Mark",
    "feedback": "Feedback",
    "final_at": "Finished",
    "problem": "Work problem",
    "summary": "Summary",
    "sponsor_agency_id": "Sponsor",
    "sponsor_person": "Sponsor’s contact",
    "due_on": "Due on",
    "done_on": "Done on",
    "until": "Extended until",
    "claim": "Claim",
    "outcome": "Decision",
    "submitted_at": "Handed in",
    "submitted_by": "Handed in by",
    "finalised_at": "Finalised",
    "reopened_at": "Opened again",
    "reopened_why": "Reason for opening again",
    "cleared_why": "Reason for clearing",
    "starts_at": "Begins",
    "ends_at": "Ends",
    "required": "Counts for attendance",
    "returned_at": "Returned",
    "justification": "Reasons",
    "weighting": "Weighting of peers in %",
}
# Derived from other columns, or of no meaning to a reader.
_SILENT = frozenset(
    {
        *("id", "sort_name", "name_key", "key", "version", "position", "programme_id"),
        *("mark_id", "criterion_id", "submission_id", "project_id", "sha256"),
    }
)
# What a certificate is known by; the rest of its row is signed and drawn, and never changes.
_TOLD_ONLY: Mapping[str, frozenset[str]] = {
    "certificate": frozenset({"serial", "kind", "name", "issued_by", "status", "reason", "note"})
}
_VALUE_LABELS: dict[str, Mapping[str, str]] = {
    "status": {**STATUS_LABELS, **PROJECT_STATUSES, **STATUS_WORDS},
    "kind": {**OUTCOMES, **HOLDS, **{kind.value: word for kind, word in KIND_WORDS.items()}},
    "outcome": DECISIONS,
    "sector": {sector.key: sector.label for sector in SECTORS},
    "done_by": DONE_BY_LABELS,
    "certificate.reason": REASON_WORDS,
}
_Named = (
    AgencyRow | CohortRow | GroupRow | MarkingGuideRow | ModuleRow | OfficerRow | PotRow | RoundRow
)
_REFERENCES: dict[str, type[_Named]] = {
    "agency_id": AgencyRow,
    "sponsor_agency_id": AgencyRow,
    "group_id": GroupRow,
    "round_id": RoundRow,
    "cohort_id": CohortRow,
    "module_id": ModuleRow,
    "guide_id": MarkingGuideRow,
    "pot_id": PotRow,
    **dict.fromkeys(("owner_id", "validator_id", "claimant_id"), OfficerRow),
    **dict.fromkeys(("officer_id", "confirmed_by_id"), OfficerRow),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, as people read it; '' where there was nothing."""

    field: str
    old: str
    new: str


class ChangeReader:
    """Turns stored values into what people read, asking for each name once."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._known: dict[tuple[str, Any], str] = {}

    def field_changes(self, change: StepChangeRow) -> list[FieldChange]:
        """Return what a step changed of one row."""
        before, after = change.before or {}, change.after or {}
        told = _TOLD_ONLY.get(change.table_name)
        subject_column = f"{change.subject.partition(':')[0]}_id"
        return [
            FieldChange(
                label_of(change.table_name, name),
                self._text(change.table_name, name, before.get(name)),
                self._text(change.table_name, name, after.get(name)),
            )
            for name in {**before, **after}
            if not is_silent(change.table_name, name)
            and (told is None or name in told)
            and name != subject_column
            and before.get(name) != after.get(name)
        ]

    def _text(self, table: str, column: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if column == "participant_id":
            return self._person(value)
        if column in _REFERENCES:
            return self._name(_REFERENCES[column], value)
        told = history_savings.written_value(self._work, table, column, value)
        if told is not None:
            return told
        if column in _WRITTEN:
            return _WRITTEN[column](value)
        if isinstance(value, bool):
            value = "Yes" if value else "No"
        if isinstance(value, (dict, list)):
            value = ""
        labels = _VALUE_LABELS.get(f"{table}.{column}") or _VALUE_LABELS.get(column, {})
        return labels.get(value, str(value))

    def _name(self, table: type[_Named], key: Any) -> str:
        if (table.__tablename__, key) not in self._known:
            row = self._work.session.get(table, key)
            name = "(deleted)" if row is None else _name_of(row)
            self._known[table.__tablename__, key] = name
        return self._known[table.__tablename__, key]

    def _person(self, key: Any) -> str:
        row = self._work.session.get(ParticipantRow, key)
        return "(deleted)" if row is None else full_name(row.given_name, row.family_name)


def label_of(table: str, column: str) -> str:
    """Return what a reader knows a column as."""
    named = LABELS.get(f"{table}.{column}") or LABELS.get(column)
    return named or column.replace("_", " ").capitalize()


def is_silent(table: str, column: str) -> bool:
    """Say whether a column means nothing to a reader."""
    if column in _SILENT:
        return True
    silent = history_savings.SILENT if table in history_savings.TABLES else frozenset[str]()
    return column in silent or f"{table}.{column}" in silent


def _moment(kept: str) -> str:
    return written_in_london(datetime.fromisoformat(kept))


def _day(kept: str) -> str:
    return written_date(date.fromisoformat(kept))


def _mark(kept: int) -> str:
    return written(from_hundredths(kept))


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "jpeg": lambda _: "a picture",
    **dict.fromkeys((*SITTING_LABELS, "final_at"), _moment),
    **dict.fromkeys(("submitted_at", "finalised_at", "reopened_at", "until"), _moment),
    **dict.fromkeys(("claimed_at", "decided_at", "placed_at", "cleared_at", "added_at"), _moment),
    **dict.fromkeys(("starts_at", "ends_at", "returned_at", "closed_at"), _moment),
    **dict.fromkeys(("due_on", "done_on"), _day),
    **dict.fromkeys(("minimum", "low", "high", "value", "direct", "weighting"), _mark),
}


def _name_of(row: _Named) -> str:
    return row.title if isinstance(row, ModuleRow | MarkingGuideRow) else row.name
