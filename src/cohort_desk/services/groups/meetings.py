"""Who has met whom across the rounds of a cohort: the published groups, or as they stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import combinations
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    CohortRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    ProgrammeRow,
    PublishedVersionRow,
    RoundRow,
    taking_part,
)
from cohort_desk.domain.names import full_name
from cohort_desk.domain.progress import Progress, unwatched

Pair = tuple[int, int]
"""Two people by their places in `Meetings.people`, the smaller first."""


@dataclass(frozen=True, slots=True)
class MeetingRound:
    """A round that counts; `version` is the published one that was taken, None as it stands."""

    id: int
    name: str
    version: int | None


@dataclass(frozen=True, slots=True)
class MeetingPerson:
    """A person, and the name of their group in each of the rounds: "" where they had none."""

    id: int
    name: str
    agency_id: int | None
    agency: str
    agency_short: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Meetings:
    """Who has been in one group with whom.

    Attributes:
        rounds: those in which anybody sits in a group, in their order.
        people: everybody who has not withdrawn, in the order of names.
        together: for each pair who have met, the rounds (by their place) in which they did.
    """

    programme: str
    cohort: str
    stood_on: date
    rounds: tuple[MeetingRound, ...]
    people: tuple[MeetingPerson, ...]
    together: Mapping[Pair, tuple[int, ...]]

    def rounds_of(self, one: int, other: int) -> tuple[int, ...]:
        """Return the rounds in which two people, by their places, were in one group."""
        return self.together.get((min(one, other), max(one, other)), ())

    @cached_property
    def met(self) -> tuple[Mapping[int, int], ...]:
        """For each person, whom they have met (by place) and how often, in the order of names."""
        met: list[dict[int, int]] = [{} for _ in self.people]
        for (one, other), rounds in sorted(self.together.items()):
            met[one][other] = met[other][one] = len(rounds)
        return tuple(dict(sorted(each.items())) for each in met)

    @property
    def pairs(self) -> int:
        """How many pairs of people there are."""
        return len(self.people) * (len(self.people) - 1) // 2

    @cached_property
    def pairs_by_times(self) -> tuple[int, ...]:
        """How many pairs have met never, once, twice and so on, up to the number of rounds."""
        times = Counter(len(rounds) for rounds in self.together.values())
        never = self.pairs - len(self.together)
        most = max(times, default=0)
        return (never, *(times[number] for number in range(1, most + 1)))

    @cached_property
    def agencies(self) -> int:
        """How many agencies the people come from."""
        return len({person.agency_id for person in self.people} - {None})

    @cached_property
    def agencies_met(self) -> int:
        """How many pairs of different agencies have had people in one group."""
        agency = [person.agency_id for person in self.people]
        pairs = {frozenset((agency[one], agency[other])) for one, other in self.together}
        return sum(len(pair) > 1 and None not in pair for pair in pairs)

    @property
    def agency_pairs(self) -> int:
        """How many pairs of different agencies there are."""
        return self.agencies * (self.agencies - 1) // 2


def read_meetings(db: Database, cohort_id: int, report: Progress = unwatched) -> Meetings:
    """Return who has met whom in a cohort: of each round the newest published version counts.

    A round that was never published counts as it stands. `report` counts rounds.

    Raises:
        NotFound: the cohort has been deleted.
    """
    with db.read() as work:
        cohort = work.need(CohortRow, cohort_id).name
        programme = work.need(ProgrammeRow, 1).name
        listed = _people(work, cohort_id)
        place = {person_id: at for at, (person_id, *_) in enumerate(listed)}
        rounds: list[MeetingRound] = []
        named: list[dict[int, str]] = []
        together: dict[Pair, list[int]] = defaultdict(list)
        rows = _rounds(work, cohort_id)
        for done, row in enumerate(rows):
            report(done, len(rows))
            version, groups = _groups(work, row.id)
            seated = [(name, sorted(place[i] for i in ids if i in place)) for name, ids in groups]
            if not any(people for _, people in seated):
                continue
            for _, people in seated:
                for pair in combinations(people, 2):
                    together[pair].append(len(rounds))
            rounds.append(MeetingRound(row.id, row.name, version))
            named.append({at: name for name, people in seated for at in people})
        report(len(rows), len(rows))
    people = tuple(
        MeetingPerson(*person, groups=tuple(of_round.get(at, "") for of_round in named))
        for at, person in enumerate(listed)
    )
    met = {pair: tuple(of_pair) for pair, of_pair in together.items()}
    today = datetime.now().astimezone().date()
    return Meetings(programme, cohort, today, tuple(rounds), people, met)


def _people(work: UnitOfWork, cohort_id: int) -> Sequence[tuple[int, str, int | None, str, str]]:
    query = (
        select(
            ParticipantRow.id,
            ParticipantRow.given_name,
            ParticipantRow.family_name,
            AgencyRow.id,
            AgencyRow.name,
            AgencyRow.short_name,
        )
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == cohort_id, taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return [
        (person_id, full_name(given, family), agency_id, agency or "", short or "")
        for person_id, given, family, agency_id, agency, short in work.session.execute(query)
    ]


def _rounds(work: UnitOfWork, cohort_id: int) -> Sequence[RoundRow]:
    of_cohort = select(RoundRow).where(RoundRow.cohort_id == cohort_id)
    return work.session.scalars(of_cohort.order_by(RoundRow.position, RoundRow.id)).all()


def _groups(work: UnitOfWork, round_id: int) -> tuple[int | None, Iterable[tuple[str, list[int]]]]:
    """Return the newest published version and its groups, or None and the groups of the board."""
    published = select(PublishedVersionRow).where(PublishedVersionRow.round_id == round_id)
    newest = work.session.scalars(published.order_by(PublishedVersionRow.number.desc())).first()
    if newest:
        kept: list[Mapping[str, Any]] = newest.groups["groups"]
        return newest.number, [
            (group["name"], [member["id"] for member in group["members"]]) for group in kept
        ]
    seats = (
        select(GroupRow.name, MembershipRow.participant_id)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .where(MembershipRow.round_id == round_id)
    )
    groups: dict[str, list[int]] = defaultdict(list)
    for name, person_id in work.session.execute(seats):
        groups[name].append(person_id)
    return None, list(groups.items())
