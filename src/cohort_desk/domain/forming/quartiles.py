"""Numbers that are too many to count one by one: each stands for its quarter of the cohort."""

import math
from collections.abc import Iterable, Sequence

_FEW_NUMBERS = 8
_QUARTILES = 4


def is_binned(values: Iterable[str]) -> bool:
    """Tell whether values, blanks aside, are numbers and more different ones than count singly."""
    return len(set(_numbers(values))) > _FEW_NUMBERS


def binned(texts: Sequence[str]) -> list[str]:
    """Replace many different numbers by "quarter 1" to "quarter 4"; blanks stay blank.

    Words are left alone, and so are few numbers. A number that lies on a quartile belongs to the
    quarter below it.
    """
    if not is_binned(texts):
        return list(texts)
    numbers = sorted(_numbers(texts))
    edges = [_quantile(numbers, part / _QUARTILES) for part in range(1, _QUARTILES)]
    return [f"quarter {1 + sum(float(t) > edge for edge in edges)}" if t else "" for t in texts]


def _numbers(texts: Iterable[str]) -> list[float]:
    """Return the numbers, none if anything else stands among them."""
    try:
        numbers = [float(text) for text in texts if text]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the number below which that share lies, between two neighbours by straight line.

    This is the definition that spreadsheets (QUARTILE.INC) and numpy's `quantile` go by.
    """
    at = share * (len(ordered) - 1)
    below = int(at)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    part = at - below
    # From the nearer neighbour, so that rounding cannot carry the result past it.
    return low + (high - low) * part if part < 1 / 2 else high - (high - low) * (1 - part)
