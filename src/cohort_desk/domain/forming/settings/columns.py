"""The columns of the people table that criteria and rules may speak of."""

VALUE_COLUMNS = (
    "gender",
    "grade",
    "location",
    "team",
    "line_manager",
    "profession",
    "job_title",
    "years_of_service",
    "module_option",
    "availability",
    "email",
    "reference",
)
"""The fields of a person that forming sees, besides the agency and its sector."""

AVAILABILITY = "availability"
"""The column that "meet" reads times from; they are compared by time, not as texts."""

CRITERIA_COLUMNS = (
    "agency",
    "sector",
    *(column for column in VALUE_COLUMNS if column not in (AVAILABILITY, "email", "reference")),
)
"""The columns that a criterion may count."""


def column_words(column: str) -> str:
    """Return what a column is called inside a sentence: "years of service"."""
    return column.replace("_", " ").strip()


def round_column(round_name: str) -> str:
    """Return the name of the column that holds the groups of an earlier round."""
    taken = round_name in ("agency", "sector", *VALUE_COLUMNS)
    return f"{round_name} (round)" if taken else round_name
