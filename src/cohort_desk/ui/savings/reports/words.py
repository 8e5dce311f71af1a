"""How the list of reports shows them, and what it is narrowed to."""

from dataclasses import dataclass

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.services.packs.records import as_file_name
from cohort_desk.services.savings.snapshots.snapshots import KINDS, MadeReport

HEADINGS = ("Number", "Report", "Kind", "As of", "Made by", "Made at", "Fingerprint")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words in title and maker, and kinds (none for all)."""

    text: str = ""
    kinds: frozenset[str] = frozenset()

    def has(self, made: MadeReport) -> bool:
        """Say whether a report is among what is looked for."""
        words = f"{made.title} {made.made_by} {as_of(made)} {made.id}".casefold()
        found = all(part in words for part in self.text.casefold().split())
        return found and (not self.kinds or made.kind in self.kinds)


def as_of(made: MadeReport) -> str:
    """Return the day that a report tells of."""
    return written_date(made.made_on)


def file_name(made: MadeReport) -> str:
    """Return what a report's file is called."""
    return f"{as_file_name(f'{made.title} {made.made_on.isoformat()}')}.pdf"


def as_table(reports: tuple[MadeReport, ...]) -> TableOut:
    """Return the list as a table that leaves the app."""
    rows = [
        (
            f"{made.id}",
            made.title,
            KINDS[made.kind],
            as_of(made),
            made.made_by,
            written_moment(made.made_at),
            made.sha256,
        )
        for made in reports
    ]
    return TableOut("Reports on savings", HEADINGS, rows)
