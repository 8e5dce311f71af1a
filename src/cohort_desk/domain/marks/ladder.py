"""The mark ladder: from criterion marks to the board's mark, each rung with its rule and numbers.

The order is that of the office's regulations (section 1 of its marking rules): raw criterion
marks, marker's mark, agreed mark, peer-adjusted mark, peer penalty, late penalty, resit cap,
rounding, board mark. A ladder is always climbed anew from what was recorded; no rung is stored
but in the snapshot that a board has before it.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from cohort_desk.domain.marks.ladder_parts import (
    LadderInputs,
    MarkerInput,
    PeerInput,
    Rung,
    RungKind,
    Settled,
)
from cohort_desk.domain.marks.rungs import (
    agreed_rung,
    cap_rung,
    late_rung,
    marker_rungs,
    peer_penalty_rung,
    peer_rung,
    rounding_rung,
)
from cohort_desk.domain.regulations.rules import Regulations

__all__ = [
    "Ladder",
    "LadderInputs",
    "MarkerInput",
    "PeerInput",
    "Rung",
    "RungKind",
    "Settled",
    "agreed_rungs",
    "climb",
    "topped",
]

PEERS_OPEN = "The peer ratings are still open."


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


def climb(inputs: LadderInputs, regulations: Regulations) -> Ladder:
    """Return the ladder as far as what is recorded carries it.

    Raises:
        RuleBroken: a mark lies outside 0 to 100.
    """
    rungs, agreed, waiting = agreed_rungs(inputs, regulations)
    if agreed is None:
        return Ladder(rungs, waiting)
    if inputs.peers_open:
        # Whoever has not rated yet would have a penalty, and everybody another mark tomorrow.
        return Ladder(rungs, PEERS_OPEN)
    further: list[Rung] = list(rungs)
    mark = agreed
    for rung in (peer_rung, peer_penalty_rung, late_rung, cap_rung, rounding_rung):
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
        rungs += marker_rungs(marker, regulations)
    if waiting := _unfinished(inputs):
        # Of two markers neither may learn from a ladder what the other has given so far.
        return () if inputs.markers_needed > 1 else tuple(rungs), None, waiting
    made = agreed_rung(inputs, regulations)
    if made.after is None:
        return (*rungs, made), None, made.rule
    return (*rungs, made), made.after, ""


def _unfinished(inputs: LadderInputs) -> str:
    roles = ("first", "second")[: inputs.markers_needed]
    by_role = {marker.role: marker for marker in inputs.markers}
    for role in (*roles, *(("third",) if "third" in by_role else ())):
        marker = by_role.get(role)
        if marker is None and role in inputs.allotted:
            return f"The {role} marker has not begun."
        if marker is None:
            return f"No {role} marker has been allotted or has begun."
        if marker.mark is None or not marker.final:
            return f"The {role} marker has not finished."
    return ""
