"""Sharing an amount out so that the pence add up."""

from collections.abc import Mapping
from typing import TypeVar

_Key = TypeVar("_Key", int, str)


def split(pence: int, shares: Mapping[_Key, int]) -> dict[_Key, int]:
    """Return an amount shared out by basis points, in the order of the keys; it adds up exactly.

    Largest remainder: everyone has floor(amount · share / Σ shares), and the pence left over go one
    each to the largest remainders, of equal ones to the larger share, then to the lower key.
    Source: Hamilton's method of apportionment (M. L. Balinski and H. P. Young, "Fair
    Representation", 1982), applied to pence. An amount below nothing is shared as its opposite.

    Args:
        pence: what is shared out.
        shares: hundredths of a percent by whom; 10,000 together where they are whole.

    Raises:
        ValueError: a share is below nothing, or there is none.

    >>> split(15_000_000, {1: 5000, 2: 1500, 3: 3500})
    {1: 7500000, 2: 2250000, 3: 5250000}
    >>> split(100, {1: 3333, 2: 3333, 3: 3334})
    {1: 33, 2: 33, 3: 34}
    """
    total = sum(shares.values())
    if total <= 0 or min(shares.values()) < 0:
        raise ValueError("an amount is shared out by shares above nothing")
    size = left = abs(pence)
    parts: dict[_Key, int] = {}
    in_turn: list[tuple[int, int, _Key]] = []
    for key in sorted(shares):
        parts[key], remainder = divmod(size * shares[key], total)
        left -= parts[key]
        in_turn.append((-remainder, -shares[key], key))
    if left:
        in_turn.sort()
        for _remainder, _share, key in in_turn[:left]:
            parts[key] += 1
    return {key: -part for key, part in parts.items()} if pence < 0 else parts
