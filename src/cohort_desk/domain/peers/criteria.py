"""What members are rated by, unless the office says otherwise."""

from collections.abc import Container

from cohort_desk.domain.errors import RuleBroken

TITLE_LENGTH = 200
DESCRIPTION_LENGTH = 2000
USUAL: tuple[tuple[str, str], ...] = (
    ("Share of the work", "Took on a fair part of the work and finished it."),
    ("Reliability", "Kept to what was agreed, came to meetings, answered in time."),
    ("Quality of ideas and work", "What they brought moved the project on."),
    ("Working together", "Listened, helped others along, and dealt with differences fairly."),
)
"""Title and description of the criteria that a first round starts with; made for this app."""


def check_criterion(title: str, description: str, taken: Container[str]) -> None:
    """Refuse a criterion that cannot be; `taken` are the other titles as `str.casefold` has them.

    Raises:
        RuleBroken: the title is missing, too long or taken, or the description too long.
    """
    if not title:
        raise RuleBroken("title", "Give the criterion a title.")
    if len(title) > TITLE_LENGTH:
        raise RuleBroken("title", f"A criterion’s title has at most {TITLE_LENGTH} characters.")
    if title.casefold() in taken:
        raise RuleBroken("title", f"There is a criterion called {title} already.")
    if len(description) > DESCRIPTION_LENGTH:
        raise RuleBroken(
            "description", f"A description has at most {DESCRIPTION_LENGTH:,} characters."
        )
