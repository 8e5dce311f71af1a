"""A project's savings in its summaries, for participants and sponsors.

They are told without names and without reasons that somebody has typed: a summary goes from hand
to hand, and a post says enough.
"""

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import pounds
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.parts import PROSE, section
from cohort_desk.reports.savings.ladder import ladder, quote
from cohort_desk.reports.savings.words import Wording
from cohort_desk.reports.styles import GAP, NOTE, SUBSECTION
from cohort_desk.services.savings.snapshots.shapes import Person, ProjectContent

_NOTHING = "Nothing that releases cash is validated yet"


def savings_in_short(content: ProjectContent) -> list[Flowable]:
    """Return a project's savings for its summaries: each line's ladder, by posts and not by names.

    Nothing where there are none: the summary tells outcomes without money itself.
    """
    if not content.lines:
        return []
    wording = Wording(content.method.settings.year_starts_month, named=False)
    story = [*section("What it saves"), paragraph(_in_short(content), PROSE)]
    for line in content.lines:
        head = [heading(line.title, SUBSECTION), *quote(line, NOTE)]
        story += [KeepTogether([*head, ladder(line, wording)]), Spacer(1, GAP / 2)]
    return story


def texts_of_savings(content: ProjectContent) -> Iterator[str]:
    """Yield what of a project's savings its summaries print, to be checked for print."""
    for line in content.lines:
        yield from (line.title, line.quote, line.page)
        for claim in line.claims:
            yield claim.agency
            yield from _posts(claim.claimant, claim.validator, claim.decided_by)
        yield from _posts(line.owner)


def _posts(*people: Person | None) -> Iterator[str]:
    for person in people:
        if person:
            yield from (person.post, person.agency)


def _in_short(content: ProjectContent) -> str:
    cash = content.portfolio.headline
    confirmed = f"{pounds(cash)} validated and cash-releasing" if cash else _NOTHING
    return f"{confirmed}, as of {written_date(content.setting.on)}. Other figures are not counted."
