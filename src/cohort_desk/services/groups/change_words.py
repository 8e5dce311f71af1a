"""What differs between two states of the groups, in sentences."""

from collections.abc import Sequence

from cohort_desk.services.groups.differences import Corrected, Difference, Moved


def summary(changes: Difference) -> str:
    """Return how much has changed: "3 people have moved, 1 group is renamed"."""
    newcomers = sum(not one.before for one in changes.moved)
    leavers = sum(not one.after for one in changes.moved)
    counts = (
        (len(changes.moved) - newcomers - leavers, "1 person has moved", "people have moved"),
        (newcomers, "1 person is new", "people are new"),
        (leavers, "1 person has left", "people have left"),
        (len(changes.renamed), "1 group is renamed", "groups are renamed"),
        (len(changes.corrected), "1 person’s details are corrected", "people’s details corrected"),
        (len(changes.added), "1 group is new", "groups are new"),
        (len(changes.removed), "1 group is gone", "groups are gone"),
    )
    parts = [one if n == 1 else f"{n:,} {many}" for n, one, many in counts if n]
    return ", ".join(parts) or "Nothing has changed"


def sentences(changes: Difference) -> tuple[str, ...]:
    """Return everything that differs, a sentence each, who moved first."""
    return (*move_sentences(changes.moved), *group_sentences(changes), *corrections(changes))


def move_sentences(moved: Sequence[Moved]) -> tuple[str, ...]:
    """Return where everybody went: "Aisha Khan, from Group 1 to Group 3"."""
    return tuple(_moved(one) for one in moved)


def group_sentences(changes: Difference) -> tuple[str, ...]:
    """Return what has become of the groups themselves."""
    return (
        *(f"{before} is now {after}" for before, after in changes.renamed),
        *(f"{name} is new" for name in changes.added),
        *(f"{name} is gone" for name in changes.removed),
    )


def corrections(changes: Difference) -> tuple[str, ...]:
    """Return of whom something else is printed now: "Aisha Khan: e-mail corrected"."""
    return tuple(_corrected(one) for one in changes.corrected)


def _corrected(one: Corrected) -> str:
    what = " and ".join(detail.label.lower() for detail in one.details)
    return f"{one.name}: {what} corrected"


def _moved(one: Moved) -> str:
    if not one.before:
        return f"{one.name}, new in {one.after}"
    if not one.after:
        return f"{one.name}, no longer in {one.before}"
    return f"{one.name}, from {one.before} to {one.after}"
