"""A first try at placing the sets of people whom rules bind: often it is all that is needed."""

import heapq
from collections.abc import Mapping, Set

from cohort_desk.domain.forming.conflicts.backtracking import Room


def can_be_dealt(
    weights: Mapping[int, int], foes: Mapping[int, Set[int]], doors: Mapping[int, int], room: Room
) -> bool:
    """Tell whether all sets find a group when dealt one by one, each to the emptiest it may enter.

    A "no" proves nothing; a "yes" is proof, for people in no rule fill whatever seats are left.

    Args:
        weights: how many people are in each set.
        foes: the sets that each must not share a group with.
        doors: the mask of the groups that each may be in.
        room: the groups.
    """
    placed: dict[int, int] = {}
    larger = 0
    emptiest = [(0, group) for group in range(room.groups)]
    order = sorted(
        weights, key=lambda one: (doors[one].bit_count(), -weights[one], -len(foes[one]))
    )
    for one in order:
        shut = {placed[foe] for foe in foes[one] if foe in placed}
        passed: list[tuple[int, int]] = []
        while emptiest:
            inside, group = heapq.heappop(emptiest)
            if group not in shut and doors[one] >> group & 1:
                break
            passed.append((inside, group))
        else:
            return False
        larger += inside + weights[one] > room.size
        if inside + weights[one] > room.largest or larger > room.larger:
            return False
        placed[one] = group
        heapq.heappush(emptiest, (inside + weights[one], group))
        for skipped in passed:
            heapq.heappush(emptiest, skipped)
    return True
