"""How proposals and the searches for them are put into words, on cards and read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.forming.sizes import describe_split
from cohort_desk.domain.sectors import sector_label
from cohort_desk.domain.words import counted

if TYPE_CHECKING:
    from cohort_desk.domain.forming.proposals.several import SeveralStanding
    from cohort_desk.domain.forming.score import CriterionScore
    from cohort_desk.services.groups import Proposal, ProposedGroup

_ORDINALS = {2: "2nd", 3: "3rd"}
_MIXES_READ = 20


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One search in a line: "Search 2" and how near the best it is."""

    name: str
    words: str
    share: float


@dataclass(frozen=True, slots=True)
class FormingState:
    """How the searches stand: the share done of all, the best so far, and each of them."""

    share: float
    words: str
    searches: tuple[SearchLine, ...]


def forming_state(standing: "SeveralStanding") -> FormingState:
    """Return how all searches stand in words."""
    begun = standing.searches
    lines = [
        SearchLine(
            f"Search {at}",
            _sentence(one.distance) if one.ended else f"Best so far: {_lower(one.distance)}",
            one.share,
        )
        for at, one in enumerate(begun, 1)
    ]
    waiting = range(len(begun) + 1, standing.wanted + 1)
    lines += [SearchLine(f"Search {at}", "Waiting for its turn", 0.0) for at in waiting]
    total = max(standing.wanted, len(begun))
    words = f"Search {len(begun)} of {total}" if total > 1 else lines[0].words
    return FormingState(standing.share, words, tuple(lines))


def ranked(proposals: Sequence["Proposal"]) -> list["Proposal"]:
    """Return the proposals in the order in which they are shown: the best first."""
    return sorted(proposals, key=lambda one: (one.rank is None, one.rank or 0, one.number))


def rank_words(proposal: "Proposal", ranks: Sequence[int]) -> str:
    """Return "Best of 3", "Equal 2nd of 3", or "" of the only one and of one without a rank.

    Args:
        proposal: the proposal.
        ranks: of all that are shown and have one, its own too.
    """
    if proposal.rank is None or len(ranks) == 1:
        return ""
    shared = ranks.count(proposal.rank) > 1
    if proposal.rank == 1:
        return "Equal best" if shared else f"Best of {len(ranks)}"
    place = _ORDINALS.get(proposal.rank, f"{proposal.rank}th")
    return f"{'Equal ' if shared else ''}{place} of {len(ranks)}"


def figure_words(score: "CriterionScore") -> str:
    """Return how many are counted, and how few there could be: "115, at least 111".

    Fewer than there could be are only where somebody has no group or a rule is broken, which the
    badge says.
    """
    if not score.count:
        return "none"
    if score.count == score.bound:
        return f"{score.count:,}, the fewest"
    if 0 < score.bound < score.count:
        return f"{score.count:,}, at least {score.bound:,}"
    return f"{score.count:,}"


def in_short(proposal: "Proposal") -> str:
    """Return the split, and what accepting would change."""
    groups = (*proposal.groups, *proposal.left_as_is)
    sizes = tuple(sorted((len(group.members) for group in groups), reverse=True))
    return f"{describe_split(sizes)} · {_change(proposal)}"


def origin(proposal: "Proposal") -> str:
    """Return how it came about: its seed, when, and whether the search was stopped."""
    parts = (
        f"Seed {proposal.seed}",
        written_moment(proposal.formed_at),
        "stopped early" if proposal.stopped else "",
        proposal.agreement,
    )
    return " · ".join(part for part in parts if part)


def size_warning(proposal: "Proposal") -> str:
    """Return what is wrong with the sizes and what helps, each a sentence; "" if nothing is."""
    if not proposal.size_problems:
        return ""
    return f"{'. '.join(proposal.size_problems)}. Forming groups again would fit the sizes. "


def what_publishing_does(proposal: "Proposal") -> str:
    """Return what publishing a proposal would do, to be agreed to."""
    people = counted(proposal.moves, "person changes groups or gets", "people change groups or get")
    moves = f"{people} one. " if proposal.moves else ""
    does = f"Its groups take the place of those on the board. {moves}"
    if proposal.nobody_placed:
        does = f"{counted(proposal.moves, 'person gets', 'people get')} a group. "
    unplaced = proposal.score.unplaced
    left_out = (
        f"{counted(unplaced, 'person has', 'people have')} no group in it. " if unplaced else ""
    )
    broken = f"It breaks a rule: {proposal.broken[0]}. " if proposal.broken else ""
    return (
        f"{size_warning(proposal)}{does}{left_out}{broken}"
        "A version never changes; later changes make a new version with a list of who moved."
    )


def mix_words(group: "ProposedGroup") -> str:
    """Return a group's mix: "Group 1: 2 police, 1 health"."""
    parts = ", ".join(f"{count} {_sector(key)}" for key, count in group.sectors)
    return f"{group.name}: {parts or 'nobody'}"


def mixes_words(groups: Sequence["ProposedGroup"]) -> str:
    """Return the mixes of some groups as they are read aloud."""
    read = ". ".join(mix_words(group) for group in groups[:_MIXES_READ])
    more = len(groups) - _MIXES_READ
    return f"{read}. And {counted(more, 'more group', 'more groups')}" if more > 0 else read


def _change(proposal: "Proposal") -> str:
    if not proposal.moves:
        return "the same as the board"
    people = counted(proposal.moves, "person", "people")
    if proposal.state == "accepted":
        has = "has" if proposal.moves == 1 else "have"
        return f"{people} {has} moved since it was accepted"
    if proposal.nobody_placed:
        return (
            f"{people} would get a group" if proposal.score.unplaced else "everybody gets a group"
        )
    return f"{people} would change groups or get one"


def _sector(key: str) -> str:
    return sector_label(key).lower() if key else "without an agency"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
