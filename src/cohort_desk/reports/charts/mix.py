"""How the groups of a round are mixed: a bar for each group, a part for each sector or agency.

Every part bears its word or code and its number, so that the chart reads without colours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from cohort_desk.domain.colours import sector_colour
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.chart import Chart
from cohort_desk.reports.charts.frame import ROW, Frame, Row, framed
from cohort_desk.reports.charts.key import KeyEntry, draw_key, key_height
from cohort_desk.reports.charts.look import Look
from cohort_desk.reports.charts.sketch import SMALL, Sketch, Sketched, measured, shortened
from cohort_desk.reports.fonts import MEDIUM
from cohort_desk.services.groups.mixes import GroupMix

_CODES = {
    "local_government": "LG",
    "police": "Po",
    "fire": "Fi",
    "health": "He",
    "education": "Ed",
    "voluntary": "Vo",
    "housing": "Ho",
    "private": "Pr",
    "other": "Ot",
    "": "–",
}
_NAMES = {sector.key: sector.label for sector in SECTORS} | {"": "No agency"}
_SHORT = _NAMES | {"local_government": "Local gov."}
_BAR, _PART_GAP = 0.78, 1.0
_PAD, _CODE_PAD = 3.0, 1.0
_NOTED = 240
"""From which width, in points, the ends of bars say how many sectors or agencies there are."""
_CODED = 2
"""Which of a sector's names is its code."""
MOST_GROUPS = 26
"""How many groups one picture on paper shows: what a page has room for."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a bar: its sector's key, what it may be called from long to short, how many."""

    sector: str
    names: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    note: str
    parts: tuple[_Part, ...]

    @property
    def people(self) -> int:
        return sum(part.people for part in self.parts)


def sector_mix(groups: Sequence[GroupMix], title: str = "Sectors in each group") -> Chart:
    """Return the chart of the sectors in each group."""
    held = _held(groups)
    bars = [
        _Bar(
            group.name,
            counted(len(group.sectors), "sector", "sectors"),
            tuple(
                _Part(key, (_NAMES[key], _SHORT[key], _CODES[key]), count)
                for key, count in group.sectors
            ),
        )
        for group in groups
    ]
    rows = tuple(
        (group.name, f"{group.people}", *(f"{dict(group.sectors).get(key, 0)}" for key in held))
        for group in groups
    )
    return Chart(
        title=title,
        summary=_sector_finding(groups, held),
        columns=("Group", "People", *(_NAMES[key] for key in held)),
        rows=rows,
        draw=partial(_draw, bars, held),
    )


def agency_mix(groups: Sequence[GroupMix], title: str = "Agencies in each group") -> Chart:
    """Return the chart of the agencies in each group, each part in its sector's colour."""
    held = _held(groups)
    bars = [
        _Bar(
            group.name,
            counted(len(group.agencies), "agency", "agencies"),
            tuple(
                _Part(share.sector, (share.short_name or "No agency",), share.people)
                for share in group.agencies
            ),
        )
        for group in groups
    ]
    rows = tuple(
        (
            group.name,
            ", ".join(
                share.name + (f" ({share.people})" if share.people > 1 else "")
                if share.name
                else f"No agency ({share.people})"
                for share in group.agencies
            ),
            f"{group.people}",
            f"{len(group.agencies)}",
        )
        for group in groups
    )
    return Chart(
        title=title,
        summary=_agency_finding(groups),
        columns=("Group", "Agencies, with how many people if more than one", "People", "Agencies"),
        rows=rows,
        draw=partial(_draw, bars, held),
        names=2,
    )


def in_pages(
    chart: Callable[[Sequence[GroupMix], str], Chart], groups: Sequence[GroupMix], title: str
) -> list[Chart]:
    """Return one chart, or of many groups as many as pages need: "…, groups 27 to 52"."""
    if len(groups) <= MOST_GROUPS:
        return [chart(groups, title)]
    pages = -(-len(groups) // MOST_GROUPS)
    each = -(-len(groups) // pages)
    return [
        chart(
            groups[at : at + each],
            f"{title}: {groups[at].name} to {groups[at : at + each][-1].name}",
        )
        for at in range(0, len(groups), each)
    ]


def _held(groups: Sequence[GroupMix]) -> list[str]:
    found = {key for group in groups for key, _count in group.sectors}
    return [key for key in _NAMES if key in found]


def _sector_finding(groups: Sequence[GroupMix], held: Sequence[str]) -> str:
    if not groups:
        return "There are no groups."
    total = sum(group.people for group in groups)
    fewest = min(len(group.sectors) for group in groups)
    most_in = max(groups, key=lambda group: max((n for _k, n in group.sectors), default=0))
    key, count = max(most_in.sectors, key=lambda pair: pair[1], default=("", 0))
    people = f"{counted(total, 'person', 'people')} in {counted(len(groups), 'group', 'groups')}"
    every = "Every group has" if len(groups) > 1 else "The group has"
    sectors = counted(fewest, "sector", "sectors")
    least = f"{every} {'at least ' if len(groups) > 1 else ''}{sectors} of {len(held)}"
    if count <= 1:
        return f"{people}. {least}; no sector has two people in a group."
    return (
        f"{people}. {least}. The most of one sector in a group "
        f"is {count} ({_NAMES[key].lower()}, {most_in.name})."
    )


def _agency_finding(groups: Sequence[GroupMix]) -> str:
    agencies = {share.name for group in groups for share in group.agencies if share.name}
    alike = [
        (share, group)
        for group in groups
        for share in group.agencies
        if share.people > 1 and share.name
    ]
    number = counted(len(agencies), "agency", "agencies")
    said = f"{number} in {counted(len(groups), 'group', 'groups')}."
    if not alike:
        return f"{said} Nobody shares a group with somebody of the same agency."
    where = len({group.name for _share, group in alike})
    share, group = max(alike, key=lambda pair: pair[0].people)
    return (
        f"{said} In {counted(where, 'group', 'groups')} people of one agency are together; "
        f"the most are {share.people} of {share.short_name} in {group.name}."
    )


def _draw(bars: Sequence[_Bar], held: Sequence[str], width: float, look: Look) -> Sketched:
    noted = width >= _NOTED
    frame = framed([Row(bar.name, bar.note if noted else "") for bar in bars], width, 0, ROW)
    most = max((bar.people for bar in bars), default=1) or 1
    unit = (frame.right - frame.left) / most
    parts = [part for bar in bars for part in bar.parts]
    which = _longest_that_fits(parts, unit)
    coded = any(which == _CODED < len(part.names) for part in parts)
    entries = [
        KeyEntry(sector_colour(key), _CODES[key] if coded else "", _NAMES[key]) for key in held
    ]
    above = key_height(entries, width)
    height = above + ROW * len(bars)
    sketch = Sketch(width, height, look)
    draw_key(sketch, entries)
    placed = Frame(frame.rows, frame.left, frame.right, height - above, ROW)
    placed.draw_words(sketch)
    for at, bar in enumerate(bars):
        x = placed.left
        for part in bar.parts:
            wide = unit * part.people - _PART_GAP
            _draw_part(sketch, (x, placed.middle(at)), wide, part, _called(part, which))
            x += unit * part.people
    return sketch.drawing


def _longest_that_fits(parts: Sequence[_Part], unit: float) -> int:
    """Return which of their names all parts have room for; the shortest where none has."""
    for which in range(_CODED):
        widths = (measured(_called(part, which), MEDIUM, SMALL) / part.people for part in parts)
        if max(widths, default=0) + 2 * _PAD + _PART_GAP <= unit:
            return which
    return _CODED


def _called(part: _Part, which: int) -> str:
    name = part.names[min(which, len(part.names) - 1)]
    return f"{name} {part.people}" if part.people > 1 else name


def _draw_part(
    sketch: Sketch, at: tuple[float, float], wide: float, part: _Part, words: str
) -> None:
    x, middle = at
    swatch, tall = sector_colour(part.sector), ROW * _BAR
    sketch.box(x, middle - tall / 2, wide, tall, fill=swatch.fill, edge=sketch.look.edge, line=0.4)
    sketch.text_in(
        x + wide / 2,
        middle,
        _cut(words, part, wide - 2 * (_CODE_PAD if words.startswith(part.names[-1]) else _PAD)),
        face=MEDIUM,
        size=SMALL,
        colour=swatch.ink,
        anchor="middle",
    )


def _cut(words: str, part: _Part, room: float) -> str:
    """Return what a part is called, its name cut where there is no room, its number never."""
    if measured(words, MEDIUM, SMALL) <= room:
        return words
    number = f" {part.people}" if part.people > 1 else ""
    name = shortened(part.names[-1], room - measured(number, MEDIUM, SMALL), MEDIUM, SMALL)
    return name + number if name else ""
