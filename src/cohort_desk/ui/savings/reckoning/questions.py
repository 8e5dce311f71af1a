"""What is asked for a table of rates or of deflators."""

from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.rates import STANDARD, written
from cohort_desk.services.savings.reckoning.deflators import StoredDeflators
from cohort_desk.services.savings.reckoning.rates import StoredRates
from cohort_desk.ui.savings.question import Field, Question, Way
from cohort_desk.ui.savings.reckoning.presenter import written_indices

RATES, DEFLATORS, IMPORT = "rates", "deflators", "import"


def rates_question(stored: StoredRates | None) -> Question:
    """Return the form of a table of discount rates; a new one begins with the Treasury's rates."""
    table = stored.table if stored else None
    return Question(
        RATES,
        "Change the table" if stored else "Add a table of rates",
        "Save" if stored else "Add table",
        (
            Field("name", "Name", value=table.name if table else "", hint="Such as its title."),
            Field(
                "in_force_on",
                "It counts from",
                value=written_date(table.in_force_on) if table else "",
                hint="Such as 1 April 2027.",
            ),
            Field(
                "bands",
                "Rates",
                "text",
                written((table or STANDARD).bands),
                hint="In one row, as 3.5% years 1–30, 3% 31–75, 1% after.",
            ),
            Field("source", "Source", value=table.source if table else ""),
        ),
        told="From its day on, benefits are appraised by it. Reports that were made keep theirs.",
    )


def deflators_question(stored: StoredDeflators | None, today: date) -> Question:
    """Return the form of a table of deflators."""
    table = stored.table if stored else None
    return Question(
        DEFLATORS,
        "Change the deflators" if stored else "Add deflators",
        "Save" if stored else "Add deflators",
        (
            Field(
                "name", "Name", value=table.name if table else "", hint="Such as its publication."
            ),
            Field(
                "published_on",
                "Published on",
                value=written_date(table.published_on if table else today),
            ),
            Field(
                "indices",
                "Indices",
                "text",
                written_indices(table.indices) if table else "",
                hint="Paste one financial year to a line, as 2026/27 103.4.",
            ),
            Field("source", "Source", value=table.source if table else ""),
        ),
        told="They bring figures from the prices of one year to those of another.",
        ways=(Way(IMPORT, "Import from a file…"),),
    )
