"""How the figures of a report were reckoned, in words, with the confidence scale."""

from reportlab.platypus import Flowable

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import rates
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.settings import SCALE_CAPTION
from cohort_desk.domain.words import counted
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM
from cohort_desk.reports.savings.words import part
from cohort_desk.reports.styles import MUTED, SUBSECTION, TextStyle
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.services.savings.snapshots.shapes import Method

_SMALL_PRINT = TextStyle(REGULAR, 8, MUTED, after=3)
_YEAR_0 = (
    "Amounts are real, in the prices of the base year, which is year 0 and is not discounted: the "
    "year before the first benefit, or that of the first cost if that is earlier."
)
_LADDER = (
    "Projected is what the project’s report said. Forecast is what an owner stands behind. Claimed "
    "is what was saved in a period, with evidence. Validated is what an officer has confirmed who "
    "neither owns nor claims it. The headline counts only what is validated and releases cash."
)


def method_parts(method: Method, *, scale: bool = True) -> list[Flowable]:
    """Return how the figures were reckoned: the ladder, discounting, own factor, confidence.

    Args:
        method: what they were reckoned with.
        scale: whether the whole confidence scale is shown; a project's lines say their grade.
    """
    table = method.rates
    source = f" Source: {table.source}." if table.source else ""
    began = written_date(table.in_force_on)
    discounting = (
        f"Discount rates: {table.name}, in force since {began}: "
        f"{rates.written(table.bands)}.{source} {_YEAR_0}"
    )
    caption = f"Confidence scale: {SCALE_CAPTION[:1].lower()}{SCALE_CAPTION[1:]}"
    told = [paragraph(text, _SMALL_PRINT) for text in (_LADDER, discounting, _factor(method))]
    if not scale:
        return [*told, paragraph(f"{caption}.", _SMALL_PRINT)]
    return [*told, heading(caption, SUBSECTION), _scale(method)]


def _factor(method: Method) -> str:
    """Return what closed lines say of how much comes true, and whether it is used."""
    after = counted(method.settings.factor_after, "line has", "lines have")
    own = (
        "The programme’s own optimism factor (of closed lines, validated ÷ what was projected when "
        "first settled, of recurrent ones up to the year in which they closed)"
    )
    if method.factor is None:
        return f"{own} is offered once {after} closed; none has yet."
    told = (
        f"{own} is {part(method.factor.value)}: {pounds(method.factor.validated)} of "
        f"{pounds(method.factor.projected)} in "
        f"{counted(method.factor.closed, 'closed line', 'closed lines')}."
    )
    if method.used:
        return f"{told} It stands in place of the scale."
    if method.offered:
        return f"{told} The scale is used; the factor may stand in its place."
    return f"{told} It is offered in place of the scale once {after} closed."


def _scale(method: Method) -> Flowable:
    grades = range(1, len(method.settings.scale) + 1)
    columns = (Column("Grade", NAME), *(Column(f"{grade}", at_right=True) for grade in grades))
    cuts = [f"−{cut}%" if cut else "0%" for cut, _rise in method.settings.scale]
    rises = [f"+{rise}%" if rise else "0%" for _cut, rise in method.settings.scale]
    rows = [("Benefits", *cuts), ("Costs", *rises)]
    table = grid_table(Grid(columns, rows, ROOM * 0.7, size=8, air=0.4))
    table.hAlign = "LEFT"
    return table
