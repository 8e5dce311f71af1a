"""What a spreadsheet of nominees can tell about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cohort_desk.domain.people import FIELD_LABELS


class ImportField(StrEnum):
    """One thing that a column may hold; the value is its name in files and commands."""

    REFERENCE = "reference"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    EMAIL = "email"
    PHONE = "phone"
    AGENCY = "agency"
    AGENCY_CODE = "agency_code"
    JOB_TITLE = "job_title"
    PROFESSION = "profession"
    GRADE = "grade"
    TEAM = "team"
    LINE_MANAGER = "line_manager"
    LOCATION = "location"
    YEARS_OF_SERVICE = "years_of_service"
    GENDER = "gender"
    MODULE_OPTION = "module_option"
    AVAILABILITY = "availability"
    NOTES = "notes"
    GROUP = "group"

    @property
    def label(self) -> str:
        """The field's name on the screen."""
        return _LABELS[self]


_LABELS = {
    **FIELD_LABELS,
    "full_name": "Whole name",
    "agency": "Agency",
    "agency_code": "Agency code",
    "group": "Earlier group",
}


@dataclass(frozen=True, slots=True)
class Nominee:
    """One row of a sheet, read as a person; `values` holds only cells that are filled in.

    The whole name has been split into given and family name by now. `row` counts
    from 1, as the spreadsheet program does. `cleaned` are fields from which characters were taken
    out that are not seen.
    """

    row: int
    values: Mapping[ImportField, str]
    cleaned: tuple[ImportField, ...] = ()

    def get(self, field: ImportField) -> str:
        """Return the value of a field, empty where the sheet says nothing."""
        return self.values.get(field, "")

    @property
    def name(self) -> str:
        """The person's name as it is read aloud."""
        return f"{self.get(ImportField.GIVEN_NAME)} {self.get(ImportField.FAMILY_NAME)}".strip()


@dataclass(frozen=True, slots=True)
class NomineeList:
    """All the nominees of a sheet; `source` is the file's name, as the history shows it."""

    source: str
    nominees: tuple[Nominee, ...]
