"""What the home page of each view shows."""

from cohort_desk.services.home.own import Own, OwnMark, OwnRating, read_own
from cohort_desk.services.home.progress import Late, Progress
from cohort_desk.services.home.standing import (
    RecentStep,
    RoundStanding,
    Standing,
    read_standing,
)

__all__ = [
    "Late",
    "Own",
    "OwnMark",
    "OwnRating",
    "Progress",
    "RecentStep",
    "RoundStanding",
    "Standing",
    "read_own",
    "read_standing",
]
