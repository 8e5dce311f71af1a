"""The mark ladder: from criterion marks to the board's mark, each rung with its rule and numbers.

The order is that of the office's regulations (section 1 of its marking rules): raw criterion
marks, marker's mark, agreed mark, peer-adjusted mark, peer penalty, late penalty, resit cap,
rounding, board mark. A ladder is always climbed anew from what was recorded; no rung is stored
but in the snapshot that a board has before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from cohort_desk.domain.marks.agreement import Agreed, agree, decided_by_third
from cohort_desk.domain.marks.numbers import checked, clamped, rounded, written
from cohort_desk.domain.marks.rubric import CriterionValue, marker_mark, without_mark
from cohort_desk.domain.regulations.clauses import clause_of
from cohort_desk.domain.regulations.late import Lateness, late_penalty
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Regulations, Rounding
from cohort_desk.domain.words import counted

PLACES = 4
"""Decimal places to which a ladder writes the marks between its first and its last rung."""


class RungKind(Enum):
    """The rungs, in the order in which they are climbed; the values are what people read."""

    CRITERIA = "Criterion marks"
    MARKER = "Marker’s mark"
    AGREED = "Agreed mark"
    PEER = "Peer-adjusted mark"
    PEER_PENALTY = "Penalty for not rating"
    LATE = "Late penalty"
    CAP = "Referral cap"
    ROUNDING = "Rounding"
    BOARD = "Board mark"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: the mark before and after it, the rule and its clause, and the rule's numbers.

    `after` is None where the rung gives no mark yet.
    """

    kind: RungKind
    title: str
    before: Decimal | None
    after: Decimal | None
    rule: str
    clause: str
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs climbed, and in a sentence what the next one waits for ('' at the top)."""

    rungs: tuple[Rung, ...]
    waiting: str = ""

    @property
    def final(self) -> Decimal | None:
        """The mark at the top; None while something is missing."""
        return None if self.waiting or not self.rungs else self.rungs[-1].after

    def rung(self, kind: RungKind) -> Rung | None:
        """Return the last rung of a kind that was climbed."""
        return next((rung for rung in reversed(self.rungs) if rung.kind is kind), None)


@dataclass(frozen=True, slots=True)
class MarkerInput:
    """What one marker gave: `role` is first, second or third; `direct` counts without criteria."""

    role: str
    criteria: tuple[CriterionValue, ...]
    direct: Decimal | None
    final: bool

    @property
    def mark(self) -> Decimal | None:
        """The marker's mark, unrounded; None while something is missing."""
        return marker_mark(self.criteria) if self.criteria else self.direct


@dataclass(frozen=True, slots=True)
class Settled:
    """A mark that markers or their lead settled on, and why."""

    value: Decimal
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class PeerInput:
    """What a member's peers make of the agreed mark (section 5 of the marking rules).

    `preliminary` is the mark after the ratings and `penalised` after the penalty for not rating;
    `override` is a tutor's own figure, with its reason.
    """

    mode: PeerMode
    weighting: Decimal
    factor: Decimal
    preliminary: Decimal
    penalised: Decimal
    rated: bool
    penalty_kind: PenaltyKind
    penalty: Decimal
    override: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LadderInputs:
    """All that is recorded for one person and one assessment.

    `peer` is None without a peer round, `lateness` if in time; `waived` says why lateness does
    not count. `capped` is true of a referral.
    """

    markers: tuple[MarkerInput, ...]
    markers_needed: int
    settled: Settled | None = None
    peer: PeerInput | None = None
    lateness: Lateness | None = None
    waived: str = ""
    capped: bool = False


def climb(inputs: LadderInputs, regulations: Regulations) -> Ladder:
    """Return the ladder as far as what is recorded carries it.

    Raises:
        RuleBroken: a mark lies outside 0 to 100.
    """
    rungs, agreed, waiting = agreed_rungs(inputs, regulations)
    if agreed is None:
        return Ladder(rungs, waiting)
    further: list[Rung] = list(rungs)
    mark = agreed
    for rung in (_peer, _peer_penalty, _late, _cap, _rounding):
        if made := rung(mark, inputs, regulations):
            further.append(made)
            mark = made.after if made.after is not None else mark
    return Ladder(tuple(further))


def topped(ladder: Ladder, value: Decimal, title: str, act: str, clause: str) -> Ladder:
    """Return the ladder with the mark that a board ratified, or its chair amended, at the top.

    Args:
        ladder: a ladder that is climbed to its end.
        value: the board's mark.
        title: what the rung is called.
        act: by which act, in a sentence.
        clause: of the regulations.
    """
    rung = Rung(RungKind.BOARD, title, ladder.final, value, act, clause)
    return replace(ladder, rungs=(*ladder.rungs, rung))


def agreed_rungs(
    inputs: LadderInputs, regulations: Regulations
) -> tuple[tuple[Rung, ...], Decimal | None, str]:
    """Return the rungs up to the agreed mark, that mark (or None), and what it waits for.

    While one of two markers has not finished there is no rung at all.
    """
    rungs: list[Rung] = []
    for marker in inputs.markers:
        rungs += _marker_rungs(marker, regulations)
    if waiting := _unfinished(inputs):
        # Of two markers neither may learn from a ladder what the other has given so far.
        return () if inputs.markers_needed > 1 else tuple(rungs), None, waiting
    made = _agreed(inputs, regulations)
    if made.after is None:
        return (*rungs, made), None, made.rule
    return (*rungs, made), made.after, ""


def _unfinished(inputs: LadderInputs) -> str:
    roles = ("first", "second")[: inputs.markers_needed]
    by_role = {marker.role: marker for marker in inputs.markers}
    for role in (*roles, *(("third",) if "third" in by_role else ())):
        marker = by_role.get(role)
        if marker is None:
            return f"No {role} marker has been allotted or has begun."
        if marker.mark is None or not marker.final:
            return f"The {role} marker has not finished."
    return ""


def _marker_rungs(marker: MarkerInput, regulations: Regulations) -> list[Rung]:
    clause = clause_of(regulations, "marker")
    who = f"{marker.role} marker".capitalize()
    rungs: list[Rung] = []
    if marker.criteria:
        given = tuple(
            (
                f"{criterion.title} (weight {criterion.weight})",
                "no mark yet" if criterion.value is None else written(criterion.value),
            )
            for criterion in marker.criteria
        )
        rule = "A mark for each criterion of the marking guide."
        rungs.append(Rung(RungKind.CRITERIA, f"{who}: criteria", None, None, rule, clause, given))
    mark = marker.mark
    if mark is not None:
        checked(mark)
    missing = without_mark(marker.criteria)
    if missing:
        rule = f"Waits for {counted(len(missing), 'criterion', 'criteria')}: {', '.join(missing)}."
    elif marker.criteria:
        rule = "The mean of the criterion marks, each by its weight."
    else:
        rule = "A single mark for the whole, as there is no marking guide."
    state = (("state", "final" if marker.final else "draft"),)
    rungs.append(Rung(RungKind.MARKER, f"{who}’s mark", None, mark, rule, clause, state))
    return rungs


def _agreed(inputs: LadderInputs, regulations: Regulations) -> Rung:
    by_role = {marker.role: marker.mark for marker in inputs.markers}
    first, second, third = (by_role.get(role) for role in ("first", "second", "third"))
    numbers = _pairs((("first marker", first), ("second marker", second), ("third marker", third)))
    clause = clause_of(regulations, "agreement")
    title = RungKind.AGREED.value
    if inputs.settled is not None:
        settled = inputs.settled
        rule = f"Settled by {settled.by}: {settled.reason}"
        return Rung(RungKind.AGREED, title, None, settled.value, rule, clause, numbers)
    if inputs.markers_needed == 1 or second is None:
        rule = "One marker: that mark stands."
        return Rung(RungKind.AGREED, title, first, first, rule, clause, numbers)
    if first is None:
        return Rung(RungKind.AGREED, title, None, None, "No mark yet.", clause, numbers)
    answer = agree(first, second, regulations.marking)
    if isinstance(answer, Agreed):
        rule = "The two marks are close and in one band: their mean, to 2 decimal places."
        return Rung(RungKind.AGREED, title, None, answer.mark, rule, clause, numbers)
    if third is not None:
        chosen = decided_by_third(first, second, third)
        rule = "The one of the first two marks that is closer to the third marker’s."
        clause = clause_of(regulations, "third")
        return Rung(RungKind.AGREED, title, None, chosen, rule, clause, numbers)
    return Rung(RungKind.AGREED, title, None, None, answer.reason, clause, numbers)


def _peer(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    peer = inputs.peer
    if peer is None:
        return None
    mode = "peers only" if peer.mode is PeerMode.PEER_ONLY else "self and peers"
    numbers = (
        ("group’s mark", written(mark, PLACES)),
        ("contribution factor", written(peer.factor, PLACES)),
        ("weight of the ratings", written(peer.weighting)),
        ("rated by", mode),
    )
    after = peer.preliminary
    rule = "Weight × mark × factor + (1 − weight) × mark, kept within 0 and 100."
    if peer.override is not None:
        numbers = (*numbers, ("computed", written(peer.penalised, PLACES)))
        rule = f"A tutor’s own figure stands in place of the computed one: {peer.reason}"
        after = peer.override
    clause = clause_of(regulations, "peer")
    return Rung(RungKind.PEER, RungKind.PEER.value, mark, after, rule, clause, numbers)


def _peer_penalty(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    peer = inputs.peer
    if peer is None or peer.rated or peer.override is not None:
        return None
    if peer.penalty_kind is PenaltyKind.PERCENT:
        amount = f"{written(peer.penalty * 100)} % of the mark"
    else:
        amount = f"{written(peer.penalty)} marks"
    rule = "Rated nobody: loses the penalty, but never below 0."
    clause = clause_of(regulations, "peer_penalty")
    title = RungKind.PEER_PENALTY.value
    numbers = (("penalty", amount),)
    return Rung(RungKind.PEER_PENALTY, title, mark, peer.penalised, rule, clause, numbers)


def _late(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    late = inputs.lateness
    if late is None or not late.late:
        return None
    clause, title = clause_of(regulations, "late"), RungKind.LATE.value
    penalised = late_penalty(regulations.late, regulations.award.passes, mark, late)
    numbers = (("handed in", penalised.how_late),)
    if inputs.waived:
        rule = f"Late, but it does not count: {inputs.waived}"
        return Rung(RungKind.LATE, title, mark, mark, rule, clause, numbers)
    rule = f"Late work: {penalised.effect}."
    return Rung(RungKind.LATE, title, mark, clamped(penalised.mark), rule, clause, numbers)


def _cap(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    if not inputs.capped:
        return None
    cap = regulations.attempts.cap
    rule = "A referral counts for no more than the cap."
    clause = clause_of(regulations, "cap")
    numbers = (("cap", written(cap)),)
    return Rung(RungKind.CAP, RungKind.CAP.value, mark, min(mark, cap), rule, clause, numbers)


def _rounding(mark: Decimal, _inputs: LadderInputs, regulations: Regulations) -> Rung:
    clause, title = clause_of(regulations, "rounding"), RungKind.ROUNDING.value
    if regulations.rounding is Rounding.NONE:
        return Rung(RungKind.ROUNDING, title, mark, mark, "Marks are not rounded.", clause)
    rule = "Rounded to an integer; a half goes up."
    return Rung(RungKind.ROUNDING, title, mark, rounded(mark), rule, clause)


def _pairs(numbers: Sequence[tuple[str, Decimal | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, written(mark, PLACES)) for name, mark in numbers if mark is not None)
