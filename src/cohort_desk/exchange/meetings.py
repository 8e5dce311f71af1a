"""Who has met whom as a workbook, or as a long list of pairs."""

from pathlib import Path

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.tables_out import TableOut, Value, write_table, write_workbook
from cohort_desk.services.groups.meetings import Meetings

MOST_IN_MATRIX = 300
"""People of a cohort whose workbook has the matrix too."""

_PAIRS = ("Person", "Agency", "Other person", "Other agency", "Times", "Rounds")


def write_meetings_table(meetings: Meetings, path: Path, report: Progress = unwatched) -> None:
    """Write who has met whom: .csv a line for each pair, .xlsx sheets of numbers besides.

    The sheets are the numbers, the matrix of cohorts up to 300, every pair who have met, and a
    line for each person. `report` counts rows.

    Raises:
        CannotWrite: another ending, or the place cannot be written to.
    """
    if path.suffix.lower() != ".xlsx":
        write_table(_pairs(meetings), path, report)
        return
    tables = [_summary(meetings)]
    if len(meetings.people) <= MOST_IN_MATRIX:
        tables.append(_matrix(meetings))
    write_workbook([*tables, _pairs(meetings), _people(meetings)], path, report)


def _summary(meetings: Meetings) -> TableOut:
    rows: list[tuple[Value, ...]] = [
        ("Cohort", meetings.cohort),
        ("People", len(meetings.people)),
        *(
            (f"Round {at}", f"{one.name}, {_version(one.version)}")
            for at, one in enumerate(meetings.rounds, 1)
        ),
        *(
            (f"Pairs together {times} times" if times else "Pairs never together", pairs)
            for times, pairs in enumerate(meetings.pairs_by_times)
        ),
        ("Pairs of different agencies", meetings.agency_pairs),
        ("Pairs of agencies that met", meetings.agencies_met),
    ]
    return TableOut("Summary", ("What", "How many"), rows, filtered=False)


def _matrix(meetings: Meetings) -> TableOut:
    everybody = range(len(meetings.people))
    rows = [
        (
            person.name,
            person.agency_short or person.agency,
            *(None if at == other else len(meetings.rounds_of(at, other)) for other in everybody),
        )
        for at, person in enumerate(meetings.people)
    ]
    headings = ("Name", "Agency", *(person.name for person in meetings.people))
    return TableOut("Matrix", headings, rows, kept_in_view=1, filtered=False)


def _pairs(meetings: Meetings) -> TableOut:
    rows: list[tuple[Value, ...]] = []
    for (one, other), rounds in sorted(meetings.together.items()):
        first, second = meetings.people[one], meetings.people[other]
        named = ", ".join(meetings.rounds[at].name for at in rounds)
        pair = (first.name, first.agency, second.name, second.agency)
        rows.append((*pair, len(rounds), named))
    return TableOut("Pairs", _PAIRS, rows)


def _people(meetings: Meetings) -> TableOut:
    rows: list[tuple[Value, ...]] = []
    for person, met in zip(meetings.people, meetings.met, strict=True):
        again = ", ".join(meetings.people[other].name for other, times in met.items() if times > 1)
        never = len(meetings.people) - 1 - len(met)
        rows.append((person.name, person.agency, *person.groups, len(met), never, again))
    of_rounds = tuple(one.name for one in meetings.rounds)
    headings = ("Name", "Agency", *of_rounds, "Has met", "Not yet", "Together more than once")
    return TableOut("People", headings, rows, kept_in_view=1)


def _version(number: int | None) -> str:
    return f"version {number}" if number else "as it stands"
