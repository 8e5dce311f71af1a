"""Two states of a round's groups compared: published versions, or the groups as they stand."""

from dataclasses import dataclass
from datetime import date, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CohortRow, ProgrammeRow, RoundRow
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.groups.change_words import group_sentences, move_sentences, summary
from cohort_desk.services.groups.differences import Difference, Snapshot, difference
from cohort_desk.services.groups.publishing import as_they_stand, versions_of


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What changed between two states of the groups, to be shown, printed or sent.

    Attributes:
        before: the earlier state in words: "Version 1, published 14 November 2026".
        after: the later one: that, or "The groups as they stand on 20 November 2026".
        stood_on: the day of the later state.
    """

    programme: str
    cohort: str
    round_name: str
    before: str
    after: str
    stood_on: date
    difference: Difference

    @property
    def text(self) -> str:
        """What participants are told, as plain text; corrections of details are left out."""
        moved = move_sentences(self.difference.moved)
        groups = group_sentences(self.difference)
        parts = [
            f"{self.round_name}: who moved",
            f"{self.after}, compared with {self.before[0].lower()}{self.before[1:]}.",
            "\n".join(moved) or "Nobody has moved.",
        ]
        if groups:
            parts.append("\n".join(groups))
        return "\n\n".join(parts) + "\n"

    @property
    def summary(self) -> str:
        """How much has changed, in a sentence."""
        return summary(self.difference)


def read_change_note(
    db: Database, round_id: int, before: int, after: int | None = None
) -> ChangeNote:
    """Compare two published versions, or a version with the groups as they stand.

    Whichever of two versions is older counts as the one before.

    Raises:
        NotFound: the round or a version does not exist.
    """
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        if after is not None and after < before:
            before, after = after, before
        states: dict[int, tuple[str, date, Snapshot]] = {}
        for one in versions_of(work, round_id):
            day = one.published_at.astimezone().date()
            told = f"Version {one.number}, published {written_date(day)}"
            states[one.number] = told, day, one.groups["groups"]
        for number in (before, after):
            if number is not None and number not in states:
                raise NotFound(f"{row.name} has no published version {number}.")
        today = datetime.now().astimezone().date()
        now = f"The groups as they stand on {written_date(today)}", today
        older, _, groups_before = states[before]
        newer, stood_on, groups_after = (
            (*now, as_they_stand(work, round_id)) if after is None else states[after]
        )
        return ChangeNote(
            programme=work.need(ProgrammeRow, 1).name,
            cohort=work.need(CohortRow, row.cohort_id).name,
            round_name=row.name,
            before=older,
            after=newer,
            stood_on=stood_on,
            difference=difference(groups_before, groups_after),
        )
