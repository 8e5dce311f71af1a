"""A board once some people sit elsewhere, without reading it anew."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.score import GroupScore
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups.board import (
    Board,
    BoardGroup,
    Card,
    broken_by_person,
    sectors_of,
    size_problem,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits after a change.

    Attributes:
        place: the group, counted as on the board; None for the tray.
        locked: whether forming leaves them there.
        version: what the next change of the membership needs, as `Card.seat_version`.
    """

    place: int | None
    locked: bool
    version: int


def reseat(
    board: Board, live: LiveBoard, seats: Mapping[int, Seat], *, recount: bool = True
) -> Board:
    """Return the board as it stands once these people sit where their seats say.

    What the arrangement costs and which rules it breaks is counted afresh, unless a reading of a
    large board is going to tell in a moment. `live`, which foretells changes of the board, is told
    of the moves.
    """
    before = {card.id: (place, card) for place, card in _placed(board) if card.id in seats}
    arriving: dict[int | None, list[Card]] = defaultdict(list)
    for person, (place, card) in before.items():
        seat = seats[person]
        if not card.withdrawn and seat.place != place:
            live.move(person, seat.place)
        if not card.withdrawn or seat.place is not None:
            arriving[seat.place].append(
                replace(card, locked=seat.locked, seat_version=seat.version)
            )
    score = live.score() if recount else board.score
    broken = broken_by_person(score)
    marked = {*broken, *broken_by_person(board.score)}
    touched = {place for place, card in _placed(board) if card.id in seats or card.id in marked}
    touched |= set(arriving)

    def cards_at(place: int | None, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        if place not in touched:
            return cards
        there = [card for card in cards if card.id not in seats] + arriving[place]
        told = [replace(card, broken=tuple(broken.get(card.id, ()))) for card in there]
        return tuple(sorted(told, key=lambda card: (card.sort_name, card.id)))

    sizes = board.request.recipe.sizes
    return replace(
        board,
        groups=tuple(
            _refilled(group, cards_at(place, group.cards), one, sizes)
            for place, (group, one) in enumerate(zip(board.groups, score.groups, strict=False))
        ),
        tray=cards_at(None, board.tray),
        score=score,
    )


def _placed(board: Board) -> Iterator[tuple[int | None, Card]]:
    for card in board.tray:
        yield None, card
    for place, group in enumerate(board.groups):
        for card in group.cards:
            yield place, card


def _refilled(
    group: BoardGroup, cards: tuple[Card, ...], score: GroupScore, sizes: Sizes
) -> BoardGroup:
    if cards is group.cards and (score.counts, score.worst) == (group.counts, group.worst):
        return group
    size = sum(not card.withdrawn for card in cards)
    return replace(
        group,
        cards=cards,
        size=size,
        size_problem=size_problem(size, sizes),
        sectors=sectors_of(cards),
        counts=score.counts,
        worst=score.worst,
    )
