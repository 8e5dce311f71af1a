"""Why somebody is in the group where they are: what every other place would cost."""

from dataclasses import dataclass

from cohort_desk.domain.forming.live import Effect, SwapOffer
from cohort_desk.domain.forming.reasons.seating import Seating, Shared, worth_words

_MOST_SWAPS = 600
"""How many swaps are looked at for the best one with each group."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another group, and what it would cost to have the person there.

    Attributes:
        effect: of a move there.
        words: the effect, criterion by criterion, or the rule that the move would break.
        allowed: whether the move keeps the sizes and every rule.
        swap: the best swap with somebody there that breaks no rule, None if there is none.
    """

    group: int
    effect: Effect
    words: str
    allowed: bool
    swap: SwapOffer | None


@dataclass(frozen=True, slots=True)
class WhyHere:
    """Why somebody is where they are.

    Attributes:
        group: where they are, None without a group.
        headline: the answer in a sentence.
        held: in words what holds them there, whatever it costs.
        shared: what they have in common with others there, and whether it could be avoided.
        noted: in words what else of theirs counts against the group.
        elsewhere: the other groups, the best first, those that break a rule last.
        more: how many groups are left out of `elsewhere`.
    """

    member_id: int
    group: int | None
    headline: str
    held: tuple[str, ...]
    shared: tuple[Shared, ...]
    noted: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    more: int


def why_here(seating: Seating, member_id: int, most: int = 60) -> WhyHere:
    """Return why a member is where they are, against at most so many other groups."""
    here = seating.place_of.get(member_id)
    changes = seating.live.changes_by_move(member_id)
    others = [group for group in range(len(seating.groups)) if group != here]
    ranked = sorted(others, key=lambda group: (group in seating.closed, changes[group]))[:most]
    swaps = _swaps_by_group(seating, member_id) if here is not None else {}
    elsewhere = sorted(
        (_elsewhere(seating, member_id, group, swaps.get(group)) for group in ranked),
        key=lambda one: (not one.allowed, one.effect.change),
    )
    held = tuple(seating.keeps_in_place(member_id))
    best_swap = next(iter(swaps.values()), None)
    return WhyHere(
        member_id,
        here,
        _headline(seating, member_id, held, elsewhere, best_swap),
        held,
        tuple(seating.shared(member_id)) if here is not None else (),
        tuple(seating.at_odds(member_id)) if here is not None else (),
        tuple(elsewhere),
        len(others) - len(ranked),
    )


def _elsewhere(seating: Seating, member_id: int, group: int, swap: SwapOffer | None) -> Elsewhere:
    effect = seating.live.effect_of_move(member_id, group)
    if group in seating.closed:
        shut = f"{seating.group_name(group)} is locked"
        return Elsewhere(group, effect, shut, allowed=False, swap=None)
    words = effect.breaks[0] if effect.breaks else seating.effect_words(effect)
    return Elsewhere(group, effect, words, allowed=not effect.breaks, swap=swap)


def _swaps_by_group(seating: Seating, member_id: int) -> dict[int, SwapOffer]:
    """Return the best swap with somebody in each group, the best of all first."""
    best: dict[int, SwapOffer] = {}
    for offer in seating.live.best_swaps(member_id, _MOST_SWAPS):
        best.setdefault(seating.place_of[offer.member_id], offer)
    return best


def _headline(
    seating: Seating,
    member_id: int,
    held: tuple[str, ...],
    elsewhere: list[Elsewhere],
    swap: SwapOffer | None,
) -> str:
    name, here = seating.name_of[member_id], seating.place_of.get(member_id)
    ways: list[tuple[int, str]] = []
    move = next((one for one in elsewhere if one.allowed), None)
    if move:
        to = f"the best move, to {seating.group_name(move.group)},"
        ways.append((move.effect.change, to))
    if here is None:
        if not move:
            return f"{name} has no group yet, and no group can take them."
        return f"{name} has no group yet. {seating.group_name(move.group)} would be best."
    if held and (member_id in seating.request.locks or here in seating.closed):
        return f"{held[0]}: forming and moving leave them there."
    if swap:
        group = seating.group_name(seating.place_of[swap.member_id])
        partner = f"the best swap, with {seating.name_of[swap.member_id]} in {group},"
        ways.append((swap.effect.change, partner))
    if not ways:
        return f"No move or swap of {name} keeps the sizes and every rule."
    ways.sort(key=lambda way: way[0])
    told = "; ".join(f"{way} {worth_words(change)}" for change, way in ways)
    verdict = "Another place would be better" if ways[0][0] < 0 else "No other place is better"
    return f"{verdict}: {told}."
