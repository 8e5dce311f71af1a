"""What a spreadsheet of nominees can tell about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    ImportField.REFERENCE: "Reference",
    ImportField.GIVEN_NAME: "Given name",
    ImportField.FAMILY_NAME: "Family name",
    ImportField.FULL_NAME: "Whole name",
    ImportField.EMAIL: "E-mail",
    ImportField.PHONE: "Phone",
    ImportField.AGENCY: "Agency",
    ImportField.AGENCY_CODE: "Agency code",
    ImportField.JOB_TITLE: "Job title",
    ImportField.PROFESSION: "Profession",
    ImportField.GRADE: "Grade",
    ImportField.TEAM: "Team",
    ImportField.LINE_MANAGER: "Line manager",
    ImportField.LOCATION: "Location",
    ImportField.YEARS_OF_SERVICE: "Years of service",
    ImportField.GENDER: "Gender",
    ImportField.MODULE_OPTION: "Module option",
    ImportField.AVAILABILITY: "Availability",
    ImportField.NOTES: "Notes",
    ImportField.GROUP: "Earlier group",
}


@dataclass(frozen=True, slots=True)
class Nominee:
    """One row of a sheet, read as a person; `values` holds only cells that are filled in.

    The whole name has been split into given and family name by now. `row` counts
    from 1, as the spreadsheet program does.
    """

    row: int
    values: Mapping[ImportField, str]

    def get(self, field: ImportField) -> str:
        """Return the value of a field, empty where the sheet says nothing."""
        return self.values.get(field, "")

    @property
    def name(self) -> str:
        """The person's name as it is read aloud."""
        return f"{self.get(ImportField.GIVEN_NAME)} {self.get(ImportField.FAMILY_NAME)}".strip()
