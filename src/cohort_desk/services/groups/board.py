"""The board of a round: groups with their people, those without one, and how good it all is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    GroupRow,
    ParticipantRow,
    PublishedVersionRow,
    RoundRow,
)
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.request import FormingRequest
from cohort_desk.domain.forming.score import GroupScore, ScoreCard
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.names import full_name
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.known_bounds import proven_bound
from cohort_desk.services.groups.material import Material, read_material


@dataclass(frozen=True, slots=True)
class Card:
    """A person on the board.

    Attributes:
        sort_name: what cards of a group are put in order by, before the id.
        sector: the stored key, "" without an agency.
        locked: whether forming leaves them where they are.
        withdrawn: whether they have left the cohort; then they count for nothing.
        broken: the rules broken where they are, in words.
        seat_version: of their membership, 0 without a group; for moving them.
    """

    id: int
    name: str
    sort_name: str
    agency_id: int | None
    agency: str
    agency_short_name: str
    sector: str
    grade: str
    job_title: str
    locked: bool
    withdrawn: bool
    broken: tuple[str, ...]
    seat_version: int


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """A column of the board.

    Attributes:
        cards: its people in the order of their names.
        size: how many of them have not withdrawn.
        size_problem: how the size breaks the settings, in words, "" if it does not.
        sectors: how many people of each sector (stored key), in the order of the sectors.
        counts: what counts against each criterion, in the order of the score card's criteria.
        worst: what is worst in it, in words, "" if nothing is.
        version: of the row, for editing.
    """

    id: int
    name: str
    locked: bool
    cards: tuple[Card, ...]
    size: int
    size_problem: str
    sectors: tuple[tuple[str, int], ...]
    counts: tuple[int, ...]
    worst: str
    version: int


@dataclass(frozen=True, slots=True)
class Board:
    """A round's groups as they stand.

    Attributes:
        groups: in their order.
        tray: people without a group who have not withdrawn.
        score: of the whole arrangement.
        request: with `seats`, what a `LiveBoard` needs to foretell moves; groups count as here.
        known_bound: what a search of the round as it is asked for now has proven.
        published: the number of the newest published version, 0 if none.
        version: of the round's row.
    """

    round_id: int
    round_name: str
    groups: tuple[BoardGroup, ...]
    tray: tuple[Card, ...]
    score: ScoreCard
    request: FormingRequest
    known_bound: int
    published: int
    version: int

    @property
    def seats(self) -> tuple[tuple[int, ...], ...]:
        """The ids of the people in each group who have not withdrawn."""
        return tuple(
            tuple(card.id for card in group.cards if not card.withdrawn) for group in self.groups
        )

    def live(self) -> LiveBoard:
        """Return what foretells moves and swaps on this board."""
        return LiveBoard(self.request, self.seats, self.known_bound)


def board_size(db: Database, round_id: int) -> int:
    """Return about how many cards a round's board has: everybody in its cohort.

    Raises:
        NotFound: the round has been deleted.
    """
    with db.read() as work:
        cohort_id = work.need(RoundRow, round_id).cohort_id
        of_cohort = ParticipantRow.cohort_id == cohort_id
        return work.session.scalar(select(func.count()).where(of_cohort)) or 0


def read_board(db: Database, round_id: int) -> Board:
    """Return the board of a round.

    Raises:
        NotFound: the round has been deleted.
    """
    return open_board(db, round_id)[0]


def open_board(
    db: Database, round_id: int, report: Progress = unwatched
) -> tuple[Board, LiveBoard]:
    """Return the board of a round, and what foretells changes of it; best off the UI thread.

    Raises:
        NotFound: the round has been deleted.
        Cancelled: `report` has asked to stop.
    """
    # What is reckoned comes after the reading: while a file is being read nobody can write to it.
    with db.read() as work:
        material = read_material(work, round_id)
        report(1, 3)
        people = _people(work, material)
        published = _newest_version(work, round_id)
        known_bound = proven_bound(work, material)
    report(2, 3)
    request, seats = _as_they_stand(material)
    live = LiveBoard(request, seats, known_bound)
    score = live.score()
    cards = _cards(people, material, broken_by_person(score))
    board = Board(
        round_id=round_id,
        round_name=material.round.name,
        groups=tuple(
            _group(row, tuple(cards[row.id]), one, request.recipe.sizes)
            for row, one in zip(material.groups, score.groups, strict=False)
        ),
        tray=tuple(cards[None]),
        score=score,
        request=request,
        known_bound=known_bound,
        published=published,
        version=material.round.version,
    )
    return board, live


def _as_they_stand(material: Material) -> tuple[FormingRequest, list[list[int]]]:
    """Return everybody with the rules, and who sits in which group."""
    places = {group.id: place for place, group in enumerate(material.groups)}
    locked = {group.id for group in material.groups if group.locked}
    seated = {i: material.seats[i] for i in (m.id for m in material.members) if i in material.seats}
    request = FormingRequest(
        members=material.members,
        recipe=replace(
            material.recipe, rules=tuple(rule.as_rule(places) for rule in material.rules)
        ),
        locks={
            i: places[seat.group_id]
            for i, seat in seated.items()
            if seat.locked or seat.group_id in locked
        },
        earlier=material.earlier,
        group_names=tuple(group.name for group in material.groups),
    )
    groups: list[list[int]] = [[] for _ in material.groups]
    for i, seat in seated.items():
        groups[places[seat.group_id]].append(i)
    return request, groups


def broken_by_person(score: ScoreCard) -> dict[int, list[str]]:
    """Return, by member, the rules broken where they are, in words."""
    broken: dict[int, list[str]] = defaultdict(list)
    for one in score.broken:
        for member_id in one.rule.member_ids:
            broken[member_id].append(one.words)
    return broken


def _people(work: UnitOfWork, material: Material) -> Sequence[Any]:
    """Return what cards say of everybody in the cohort, in the order of names."""
    query = (
        select(
            ParticipantRow.id,
            ParticipantRow.given_name,
            ParticipantRow.family_name,
            ParticipantRow.sort_name,
            ParticipantRow.grade,
            ParticipantRow.job_title,
            ParticipantRow.status,
            AgencyRow.id,
            AgencyRow.name,
            AgencyRow.short_name,
            AgencyRow.sector,
        )
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == material.round.cohort_id)
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    return work.session.execute(query).all()


def _cards(
    people: Sequence[Any], material: Material, broken: Mapping[int, Sequence[str]]
) -> dict[int | None, list[Card]]:
    """Return the cards by group, None for the tray, each in the order of names."""
    cards: dict[int | None, list[Card]] = defaultdict(list)
    for person, given, family, sort_name, grade, job, status, agency_id, *agency in people:
        seat = material.seats.get(person)
        if seat is None and status == "withdrawn":
            continue
        name, short_name, sector = agency
        card = Card(
            id=person,
            name=full_name(given, family),
            sort_name=sort_name,
            agency_id=agency_id,
            agency=name or "",
            agency_short_name=short_name or "",
            sector=sector or "",
            grade=grade,
            job_title=job,
            locked=seat is not None and seat.locked,
            withdrawn=status == "withdrawn",
            broken=tuple(broken.get(person, ())),
            seat_version=0 if seat is None else seat.version,
        )
        cards[None if seat is None else seat.group_id].append(card)
    return cards


def _group(row: GroupRow, cards: tuple[Card, ...], score: GroupScore, sizes: Sizes) -> BoardGroup:
    size = sum(not card.withdrawn for card in cards)
    return BoardGroup(
        id=row.id,
        name=row.name,
        locked=row.locked,
        cards=cards,
        size=size,
        size_problem=size_problem(size, sizes),
        sectors=sectors_of(cards),
        counts=score.counts,
        worst=score.worst,
        version=row.version,
    )


def sectors_of(cards: Sequence[Card]) -> tuple[tuple[str, int], ...]:
    """Return how many who have not withdrawn belong to each sector, in the sectors' order."""
    count = Counter(card.sector for card in cards if not card.withdrawn)
    return tuple((each.key, count[each.key]) for each in SECTORS if count[each.key])


def size_problem(size: int, sizes: Sizes) -> str:
    """Return how a group's size breaks the settings, in words; "" if it does not."""
    people = counted(size, "person", "people")
    if size > sizes.largest:
        return f"{people}; the most is {sizes.largest}"
    if size < sizes.smallest:
        return f"{people}; the fewest is {sizes.smallest}"
    return ""


def _newest_version(work: UnitOfWork, round_id: int) -> int:
    of_round = select(PublishedVersionRow.number).where(PublishedVersionRow.round_id == round_id)
    return work.session.scalar(of_round.order_by(PublishedVersionRow.number.desc()).limit(1)) or 0
