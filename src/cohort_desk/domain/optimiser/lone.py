"""How many more people of a value are alone in a group once one of them leaves it or joins it.

`sharing` is how many of the value the group has beforehand; the answers have its shape.
"""

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.problem import Ints


def after_leaving(sharing: Ints) -> NDArray[np.int8]:
    """One who leaves a couple leaves one alone; one who was alone is so no more."""
    return (sharing == 2).astype(np.int8) - (sharing == 1)  # noqa: PLR2004 - a couple


def after_joining(sharing: Ints) -> NDArray[np.int8]:
    """One who joins none is alone; one who joins another ends that one's being alone."""
    return (sharing == 0).astype(np.int8) - (sharing == 1)
