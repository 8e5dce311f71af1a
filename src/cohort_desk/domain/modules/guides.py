"""Marking guides: criteria with weights, of a rubric also bands, and a bank of comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import HIGHEST, LOWEST, written
from cohort_desk.domain.modules.fields import clean_text, mark_entered, whole_number

GUIDE_LABELS: Mapping[str, str] = {"title": "Title", "kind": "Kind", "notes": "Notes for markers"}
CRITERION_LABELS: Mapping[str, str] = {
    "title": "Criterion",
    "description": "What it looks at",
    "weight": "Weight",
}
BAND_LABELS: Mapping[str, str] = {
    "label": "Band",
    "low": "From",
    "high": "To",
    "descriptor": "Descriptor",
}
KIND_LABELS: Mapping[str, str] = {"rubric": "Rubric with bands", "guide": "Criteria only"}
MOST_CRITERION_WEIGHT = 1000

_LONGEST: Mapping[str, int] = {
    "title": 200,
    "label": 80,
    "notes": 20_000,
    "description": 5_000,
    "descriptor": 5_000,
    "text": 5_000,
}
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Band:
    """Marks from `low` to `high`, both included, and what work of such a mark is like.

    Here and below `id` and `version` are 0 of what is not kept yet, such as a sheet read in.
    """

    label: str
    low: Decimal
    high: Decimal
    descriptor: str = ""
    id: int = 0
    version: int = 0

    @property
    def range(self) -> str:
        """The marks as people read them: "60–69.99"."""
        return f"{written(self.low)}–{written(self.high)}"


@dataclass(frozen=True, slots=True)
class BankComment:
    """A remark to choose while marking."""

    text: str
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is marked from 0 to 100; `bands` come from the highest to the lowest."""

    title: str
    weight: int = 1
    description: str = ""
    bands: tuple[Band, ...] = ()
    comments: tuple[BankComment, ...] = ()
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Guide:
    """A marking guide; `comments` are those on the work as a whole."""

    title: str
    kind: str = "rubric"
    notes: str = ""
    criteria: tuple[Criterion, ...] = ()
    comments: tuple[BankComment, ...] = ()
    id: int = 0
    version: int = 0

    @property
    def total_weight(self) -> int:
        """The sum of the criteria's weights."""
        return sum(criterion.weight for criterion in self.criteria)

    def share(self, criterion: Criterion) -> Decimal:
        """Return what part of the whole a criterion is, from 0 to 1."""
        return Decimal(criterion.weight) / Decimal(self.total_weight)


def clean_guide(values: Mapping[str, object]) -> dict[str, object]:
    """Return fields of a guide as they are stored.

    Raises:
        RuleBroken: the first field that breaks a rule.
    """
    clean: dict[str, object] = {}
    for field, value in values.items():
        if field == "kind":
            if value not in KIND_LABELS:
                raise RuleBroken(field, f"Choose one of: {', '.join(KIND_LABELS.values())}.")
            clean[field] = value
        else:
            clean[field] = _text(GUIDE_LABELS, field, value)
    return clean


def clean_criterion(values: Mapping[str, object]) -> dict[str, object]:
    """Return fields of a criterion as they are stored.

    Raises:
        RuleBroken: the first field that breaks a rule.
    """
    allowed = range(1, MOST_CRITERION_WEIGHT + 1)
    return {
        field: whole_number(field, "Weight", value, allowed)
        if field == "weight"
        else _text(CRITERION_LABELS, field, value)
        for field, value in values.items()
    }


def clean_band(values: Mapping[str, object]) -> dict[str, object]:
    """Return fields of a band as they are stored, its marks as Decimals.

    Raises:
        RuleBroken: the first field that breaks a rule.
    """
    clean: dict[str, object] = {}
    for field, value in values.items():
        if field in ("low", "high"):
            mark = mark_entered(field, BAND_LABELS[field], value)
            if mark is None:
                raise RuleBroken(field, f"{BAND_LABELS[field]} is needed: a mark from 0 to 100.")
            clean[field] = mark
        else:
            clean[field] = _text(BAND_LABELS, field, value)
    return clean


def clean_comment(text: str) -> str:
    """Return a comment as it is stored.

    Raises:
        RuleBroken: it is empty or too long.
    """
    return clean_text("text", "A comment’s text", text, _LONGEST["text"])


def guide_problems(guide: Guide) -> tuple[str, ...]:
    """Return what must be put right before the guide can be marked with, in sentences."""
    if not guide.criteria:
        return ("Add at least one criterion.",)
    problems: list[str] = []
    titles = [criterion.title.casefold() for criterion in guide.criteria]
    problems += [
        f"Two criteria are called “{criterion.title}”. Give one another name."
        for number, criterion in enumerate(guide.criteria)
        if criterion.title.casefold() in titles[:number]
    ]
    if guide.kind == "rubric":
        for criterion in guide.criteria:
            problems += [f"{criterion.title}: {text}" for text in band_problems(criterion.bands)]
    return tuple(problems)


def band_problems(bands: Sequence[Band]) -> tuple[str, ...]:
    """Return what keeps the bands of a rubric from covering each mark from 0 to 100 once."""
    if not bands:
        return ("it has no bands.",)
    problems = [
        f"{band.label} runs from {written(band.low)} up to {written(band.high)}, which is less."
        for band in bands
        if band.low > band.high
    ]
    if problems:
        return tuple(problems)
    labels = [band.label.casefold() for band in bands]
    problems += [
        f"two bands are called {band.label}."
        for number, band in enumerate(bands)
        if band.label.casefold() in labels[:number]
    ]
    ordered = sorted(bands, key=lambda band: band.low)
    if ordered[0].low > LOWEST:
        problems.append(f"no band covers {written(LOWEST)}–{written(ordered[0].low - _STEP)}.")
    for lower, upper in pairwise(ordered):
        if upper.low <= lower.high:
            problems.append(f"{lower.label} and {upper.label} both cover {written(upper.low)}.")
        elif upper.low - lower.high > _STEP:
            gap = Band("", lower.high + _STEP, upper.low - _STEP)
            problems.append(f"no band covers {gap.range}.")
    top = max(band.high for band in ordered)
    if top < HIGHEST:
        problems.append(f"no band covers {written(top + _STEP)}–{written(HIGHEST)}.")
    return tuple(problems)


def closed_up(bands: Sequence[Band]) -> tuple[Band, ...]:
    """Return bands written in whole marks (60–69, 70–100) so that 69.5 is in one of them."""
    if any(mark != int(mark) for band in bands for mark in (band.low, band.high)):
        return tuple(bands)
    starts = {band.low for band in bands}
    return tuple(
        replace(band, high=band.high + 1 - _STEP) if band.high + 1 in starts else band
        for band in bands
    )


def band_at(bands: Sequence[Band], mark: Decimal) -> Band | None:
    """Return the band that holds the mark, if one does."""
    return next((band for band in bands if band.low <= mark <= band.high), None)


def _text(labels: Mapping[str, str], field: str, value: object) -> str:
    return clean_text(field, labels[field], str(value or ""), _LONGEST[field])
