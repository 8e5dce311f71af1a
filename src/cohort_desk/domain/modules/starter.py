"""What an office may begin with: a rubric in general words and a programme of three modules.

Both are meant to be edited; nothing else in the app knows what stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cohort_desk.domain.modules.guides import Band, BankComment, Criterion, Guide

STANDARD_BANDS = (
    Band("Distinction", Decimal(70), Decimal(100)),
    Band("Merit", Decimal(60), Decimal("69.99")),
    Band("Pass", Decimal(50), Decimal("59.99")),
    Band("Fail", Decimal(40), Decimal("49.99")),
    Band("Clear fail", Decimal(0), Decimal("39.99")),
)
"""The bands of a postgraduate mark, from the highest to the lowest, without descriptors."""


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """A module to be set up: its fields, and those of its assessments."""

    values: Mapping[str, object]
    assessments: tuple[Mapping[str, object], ...]


def _criterion(
    title: str,
    weight: int,
    description: str,
    descriptors: tuple[str, ...],
    comments: tuple[str, ...],
) -> Criterion:
    bands = tuple(
        Band(band.label, band.low, band.high, descriptor)
        for band, descriptor in zip(STANDARD_BANDS, descriptors, strict=True)
    )
    return Criterion(title, weight, description, bands, tuple(map(BankComment, comments)))


STARTER_RUBRIC = Guide(
    title="Starter rubric",
    kind="rubric",
    notes=(
        "Five general criteria for postgraduate work. Put your own words in their place, "
        "and change the weights where another balance suits the assessment."
    ),
    criteria=(
        _criterion(
            "Understanding of the problem",
            20,
            "How well the work defines the question, its setting and the people it concerns.",
            (
                (
                    "Defines the problem sharply, sees why it has lasted, and shows how it looks "
                    "to each of the agencies and people concerned."
                ),
                "Defines the problem clearly, with its causes and its setting across agencies.",
                (
                    "States the problem and its main causes; the setting is described rather than "
                    "examined."
                ),
                "Names a problem, but its limits or causes stay unclear.",
                "The problem is missing, or too vague to be worked on.",
            ),
            (
                "You make it very clear whose problem this is and why it matters now.",
                "Say more about how the problem looks to the people who use the service.",
                "Narrow the question: as it stands it is too wide for one project.",
            ),
        ),
        _criterion(
            "Use of evidence and theory",
            25,
            "Whether sources, data and ideas are chosen well, weighed and acknowledged.",
            (
                (
                    "Draws on a wide and well-chosen range of evidence and theory, weighs it, and "
                    "says where it conflicts or is thin."
                ),
                "Uses relevant evidence and theory with some weighing of how good it is.",
                "Uses suitable sources, mostly to support what is already said.",
                "Few sources, or sources that are reported without being used.",
                "Claims are made with no evidence that would support them.",
            ),
            (
                "Good use of local data beside the published research.",
                "Weigh the sources against each other rather than reporting them in turn.",
                "This claim needs a source.",
            ),
        ),
        _criterion(
            "Analysis and critical judgement",
            25,
            "How soundly the work reasons from what was found to what follows from it.",
            (
                (
                    "Reasons with independence and rigour, tests its own assumptions, and treats "
                    "other explanations fairly."
                ),
                "Reasons soundly and considers other explanations.",
                "Reasons in a straight line to a fair conclusion; assumptions are left untested.",
                "Mostly describes; conclusions do not follow from what was found.",
                "No analysis to speak of.",
            ),
            (
                "You question your own assumptions, which makes the conclusions convincing.",
                "Ask what would have to be true for the opposite conclusion.",
                "This part describes what happened; say what it means.",
            ),
        ),
        _criterion(
            "Value in practice",
            20,
            "Whether what is proposed can be done, is worth doing, and can be seen to have worked.",
            (
                (
                    "Proposals are original and can be carried out, with cost, benefit, risk and "
                    "owners worked out across agencies."
                ),
                "Proposals can be carried out, with benefits and risks considered.",
                "Proposals are sensible, though what they take or bring is not worked out.",
                "Proposals are general, or could not be carried out as written.",
                "No proposal follows from the work.",
            ),
            (
                "The plan names owners and dates, so it could start on Monday.",
                "Work out what this would cost, and who would pay.",
                "Say how anybody would know in a year that it had worked.",
            ),
        ),
        _criterion(
            "Structure and expression",
            10,
            "How well the work is built, written and presented for those who must act on it.",
            (
                "A pleasure to read: clear, well built, exact, and right for its readers.",
                "Clear and well ordered, with few slips.",
                "Can be followed; some parts are loose or long.",
                "Hard to follow in places, with frequent slips.",
                "Cannot be followed.",
            ),
            (
                "The summary alone would let a busy chief officer decide.",
                "Headings that say the finding would help the reader.",
                "References need one style throughout.",
            ),
        ),
    ),
    comments=(
        BankComment("A strong piece of work that the agencies concerned should see."),
        BankComment("A sound piece of work; the analysis is its best part."),
        BankComment("To reach a pass, first answer the question that the brief asks."),
    ),
)

STANDARD_PROGRAMME = (
    ModulePlan(
        {"code": "M1", "title": "Innovation", "credits": 20, "level": 7, "core": True},
        (
            {
                "title": "Project report",
                "weight": 70,
                "done_by": "group",
                "markers": 2,
                "anonymous": True,
                "word_limit": 6000,
                "brief": (
                    "As a group, take a real problem that several agencies share, find out what "
                    "lies behind it, and propose what the agencies should do about it together."
                ),
            },
            {
                "title": "Individual reflection",
                "weight": 30,
                "anonymous": True,
                "word_limit": 1500,
                "brief": (
                    "Reflect on your own part in the project: what you set out to do, what "
                    "happened, and what you will do differently in your agency."
                ),
            },
        ),
    ),
    ModulePlan(
        {"code": "M2", "title": "Leading across agencies", "credits": 20, "level": 7},
        (
            {
                "title": "Case study",
                "weight": 100,
                "anonymous": True,
                "word_limit": 4000,
                "brief": (
                    "Examine a piece of work that crossed the boundaries of agencies: who led, "
                    "how decisions were made, and what made it easier or harder."
                ),
            },
        ),
    ),
    ModulePlan(
        {"code": "M3", "title": "Leading change", "credits": 20, "level": 7},
        (
            {
                "title": "Change plan",
                "weight": 100,
                "anonymous": True,
                "word_limit": 4000,
                "brief": (
                    "Plan a change that your own agency needs, with the evidence for it, the "
                    "people it concerns, and how you would know that it had worked."
                ),
            },
        ),
    ),
)
