"""Every rule of a regulation set with its caption, its help and the kind of value it takes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cohort_desk.domain.regulations.kinds import (
    Choice,
    Days,
    Kind,
    Marks,
    Number,
    TimeOfDay,
    Whole,
    YesNo,
)
from cohort_desk.domain.regulations.presets import LATE_PRESETS, OWN
from cohort_desk.domain.regulations.rules import (
    Counted,
    DayCount,
    LateKind,
    PeerMode,
    PenaltyKind,
    Rounding,
    Silence,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A rule: where it stands, such as "late.window", and how it is asked for."""

    path: str
    caption: str
    kind: Kind
    help: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rules that belong together."""

    title: str
    about: str
    fields: tuple[Field, ...]


_MARK: Final = Number()
PERCENT: Final = Number(Decimal(1), "%")
POINTS: Final = Number(noun="marks")
_ONE_SCHEME: Final = {key: preset.title for key, preset in LATE_PRESETS.items()}

SECTIONS: Final[tuple[Section, ...]] = (
    Section(
        "Award and modules",
        "What a candidate needs for the award, and the marks of its classes.",
        (
            Field("award.credits", "Credits of the award", Whole(1, 600, "credits")),
            Field("award.level", "Level", Whole(3, 8), "7 for a postgraduate certificate."),
            Field(
                "award.credits_at_level",
                "Of these at that level or above",
                Whole(0, 600, "credits"),
            ),
            Field("award.passes", "Pass mark", _MARK),
            Field("award.merit", "Merit from", _MARK),
            Field("award.distinction", "Distinction from", _MARK),
            Field(
                "components.minimum",
                "Least mark in each component",
                Number(absent="none"),
                "Leave empty to ask for none. An assessment may ask for its own.",
            ),
        ),
    ),
    Section(
        "Rounding",
        "What is compared with the marks of the classes.",
        (
            Field(
                "rounding",
                "Marks and means are",
                Choice(
                    {
                        Rounding.ROUND_THEN_COMPARE: "rounded half up, then compared",
                        Rounding.NONE: "compared as they are, not rounded",
                    }
                ),
                "Rounded half up, 69.5 is a distinction; as it is, 69.99 is none.",
            ),
        ),
    ),
    Section(
        "Late work",
        "What late work loses. The penalty is taken before a referral is capped.",
        (
            Field(
                "late.preset",
                "Scheme",
                Choice({**_ONE_SCHEME, OWN: "Own scheme"}),
                "Choosing a published scheme fills in the rest.",
            ),
            Field(
                "late.kind",
                "Penalty",
                Choice(
                    {
                        LateKind.PERCENT_PER_DAY: "a share of the mark for each day",
                        LateKind.POINTS_PER_DAY: "marks for each day",
                        LateKind.POINTS_PER_24_HOURS: "marks for each 24 hours begun",
                        LateKind.CAPPED: "no more than the pass mark",
                        LateKind.POINTS_THEN_CAP: "marks, then no more than the pass mark",
                        LateKind.NOT_ACCEPTED: "late work is not accepted",
                    }
                ),
            ),
            Field("late.amount", "Taken off each time", POINTS),
            Field("late.window", "Accepted up to", Whole(0, 400, "days"), "After that it gets 0."),
            Field(
                "late.days",
                "Days counted",
                Choice(
                    {
                        DayCount.WORKING: "working days in England",
                        DayCount.CALENDAR: "calendar days",
                    }
                ),
                "Working days leave out weekends, bank holidays and the days below.",
            ),
            Field(
                "late.cut_off",
                "A working day begins at",
                TimeOfDay(),
                "Work handed in before this time counts for the working day before.",
            ),
            Field(
                "late.closed",
                "Other days closed",
                Days(),
                "Dates such as 24 December 2026, with commas between.",
            ),
        ),
    ),
    Section(
        "Attempts and caps",
        "How often an assessment may be tried. A deferral is never capped.",
        (
            Field("attempts.most", "Attempts at most", Whole(1, 9)),
            Field("attempts.cap", "A referral is capped at", _MARK),
            Field(
                "attempts.counts",
                "Of several attempts",
                Choice({Counted.BETTER: "the better counts", Counted.LATEST: "the latest counts"}),
            ),
        ),
    ),
    Section(
        "Compensation",
        "Whether the rest makes good a module that was just failed. A core module never is.",
        (
            Field("compensation.allowed", "Failed modules may be compensated", YesNo()),
            Field("compensation.least", "The module’s mark at least", _MARK),
            Field("compensation.most_credits", "In all no more than", Whole(0, 600, "credits")),
            Field("compensation.mean", "The mean of the award at least", _MARK),
            Field("compensation.limits_to_pass", "The award is then no more than a pass", YesNo()),
        ),
    ),
    Section(
        "Marking and agreement",
        "When two markers’ marks are averaged without more ado.",
        (
            Field("marking.most_apart", "Marks apart at most", Number(noun="marks")),
            Field("marking.same_band", "Both in the same band", YesNo()),
            Field(
                "marking.bands",
                "Lowest mark of each band",
                Marks(),
                "From the highest band down to 0, with commas between.",
            ),
            Field("marking.own_agency", "A tutor may mark their own agency’s group", YesNo()),
        ),
    ),
    Section(
        "Moderation",
        "Which marked work a moderator looks at: the largest of the sizes, and what stands out.",
        (
            Field("moderation.share", "Share of all work", PERCENT),
            Field("moderation.at_least", "Number of works at least", Whole(0, 1000, "works")),
            Field("moderation.square_root", "At least the square root of their number", YesNo()),
            Field(
                "moderation.all_below",
                "All work below",
                Number(absent="no such mark"),
                "Leave empty to ask for none.",
            ),
            Field("moderation.near", "All work near", Marks(), "With commas between."),
            Field(
                "moderation.within",
                "Near is within",
                Number(noun="marks", absent="not asked for"),
                "Leave empty to ask for none.",
            ),
            Field("moderation.one_per_band", "At least one from each band", YesNo()),
        ),
    ),
    Section(
        "Peer contribution",
        "How members’ ratings of each other change their group’s mark.",
        (
            Field(
                "peers.mode",
                "Members rate",
                Choice(
                    {
                        PeerMode.PEER_ONLY: "each other",
                        PeerMode.SELF_AND_PEER: "each other and themselves",
                    }
                ),
            ),
            Field(
                "peers.silence",
                "A member who rates nobody",
                Choice(
                    {
                        Silence.FILL: "counts as rating all equally",
                        Silence.CLASSIC: "is left out",
                    }
                ),
                "Left out, silence can pay: those who rate share out less.",
            ),
            Field(
                "peers.weighting",
                "Share of the mark that ratings decide",
                PERCENT,
                "100 % shares out the whole mark; 0 % gives everybody the group’s.",
            ),
            Field(
                "peers.penalty_kind",
                "Who rates nobody loses",
                Choice({PenaltyKind.PERCENT: "a share of the mark", PenaltyKind.POINTS: "marks"}),
            ),
            Field("peers.penalty", "Loss", PERCENT),
            Field("peers.justify", "Ratings must be justified", YesNo()),
        ),
    ),
    Section(
        "Board",
        "Who must be there and what the board sees.",
        (
            Field("board.quorum", "Members present at least", Whole(1, 50)),
            Field("board.anonymous", "Candidates by number only", YesNo()),
            Field("board.external", "The external examiner is consulted", YesNo()),
        ),
    ),
    Section(
        "Attendance",
        "How much of the required sessions the award asks for.",
        (
            Field(
                "attendance.least",
                "Attendance at least",
                Number(Decimal(1), "%", absent="none"),
                "Leave empty to ask for none.",
            ),
            Field("attendance.late_counts", "Coming late counts as", PERCENT),
        ),
    ),
)
