"""How each rung of a mark ladder is made: what its rule does to the mark, and in what words."""

from collections.abc import Sequence
from decimal import Decimal

from cohort_desk.domain.marks.agreement import Agreed, agree, decided_by_third
from cohort_desk.domain.marks.ladder_parts import PLACES, LadderInputs, MarkerInput, Rung, RungKind
from cohort_desk.domain.marks.numbers import checked, clamped, rounded, written
from cohort_desk.domain.marks.reasons import OVERRIDDEN, SETTLED, WAIVED
from cohort_desk.domain.marks.rubric import without_mark
from cohort_desk.domain.regulations.clauses import clause_of
from cohort_desk.domain.regulations.late import late_penalty
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Regulations, Rounding
from cohort_desk.domain.words import counted

_FACTOR_PLACES = 8
"""With so many, a mark of at most 100 times the factor as printed is right to PLACES."""
_NOT_ROUNDED = "Marks are not rounded, only written cut to 2 decimal places."


def marker_rungs(marker: MarkerInput, regulations: Regulations) -> list[Rung]:
    """Return what one marker gave, by criterion where there is a guide, and their mark.

    Raises:
        RuleBroken: the mark lies outside 0 to 100.
    """
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


def agreed_rung(inputs: LadderInputs, regulations: Regulations) -> Rung:
    """Return what the markers' marks come to; without a mark where the rule does not decide."""
    by_role = {marker.role: marker.mark for marker in inputs.markers}
    first, second, third = (by_role.get(role) for role in ("first", "second", "third"))
    numbers = _pairs((("first marker", first), ("second marker", second), ("third marker", third)))
    clause = clause_of(regulations, "agreement")
    title = RungKind.AGREED.value
    if inputs.settled is not None:
        settled = inputs.settled
        rule = f"{SETTLED} {settled.by}: {settled.reason}"
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


def peer_rung(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    """Return what the members' ratings make of the group's mark; None without a peer round."""
    peer = inputs.peer
    if peer is None:
        return None
    mode = "peers only" if peer.mode is PeerMode.PEER_ONLY else "self and peers"
    numbers = (
        ("group’s mark", written(mark, PLACES)),
        ("contribution factor", written(peer.factor, _FACTOR_PLACES)),
        ("weight of the ratings", written(peer.weighting, PLACES)),
        ("rated by", mode),
    )
    after = peer.preliminary
    rule = "Weight × mark × factor + (1 − weight) × mark, kept within 0 and 100."
    if peer.override is not None:
        numbers = (*numbers, ("computed", written(peer.penalised, PLACES)))
        rule = f"{OVERRIDDEN}: {peer.reason}"
        after = peer.override
    clause = clause_of(regulations, "peer")
    return Rung(RungKind.PEER, RungKind.PEER.value, mark, after, rule, clause, numbers)


def peer_penalty_rung(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    """Return what a member loses who rated nobody; None of everybody else."""
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


def late_rung(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    """Return what lateness costs, nothing where it is waived; None of work in time."""
    late = inputs.lateness
    if late is None or not late.late:
        return None
    clause, title = clause_of(regulations, "late"), RungKind.LATE.value
    penalised = late_penalty(regulations.late, regulations.award.passes, mark, late)
    numbers = (("handed in", penalised.how_late),)
    if inputs.waived:
        rule = f"{WAIVED}: {inputs.waived}"
        return Rung(RungKind.LATE, title, mark, mark, rule, clause, numbers)
    rule = f"Late work: {penalised.effect}."
    return Rung(RungKind.LATE, title, mark, clamped(penalised.mark), rule, clause, numbers)


def cap_rung(mark: Decimal, inputs: LadderInputs, regulations: Regulations) -> Rung | None:
    """Return what the cap leaves of a referral's mark; None of any other."""
    if not inputs.capped:
        return None
    cap = regulations.attempts.cap
    rule = "A referral counts for no more than the cap."
    clause = clause_of(regulations, "cap")
    numbers = (("cap", written(cap)),)
    return Rung(RungKind.CAP, RungKind.CAP.value, mark, min(mark, cap), rule, clause, numbers)


def rounding_rung(mark: Decimal, _inputs: LadderInputs, regulations: Regulations) -> Rung:
    """Return the mark rounded, or exactly as it is where marks are not: means are made of that."""
    clause, title = clause_of(regulations, "rounding"), RungKind.ROUNDING.value
    if regulations.rounding is Rounding.NONE:
        return Rung(RungKind.ROUNDING, title, mark, mark, _NOT_ROUNDED, clause)
    rule = "Rounded to an integer; a half goes up."
    return Rung(RungKind.ROUNDING, title, mark, rounded(mark), rule, clause)


def _pairs(numbers: Sequence[tuple[str, Decimal | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, written(mark, PLACES)) for name, mark in numbers if mark is not None)
