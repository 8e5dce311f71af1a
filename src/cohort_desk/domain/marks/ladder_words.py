"""A ladder in words, the same on the screen, on paper and in a terminal."""

from decimal import Decimal

from cohort_desk.domain.marks.ladder import Ladder, Rung, RungKind
from cohort_desk.domain.marks.ladder_parts import PLACES
from cohort_desk.domain.marks.numbers import written, written_cut

_AT_THE_TOP = frozenset({RungKind.ROUNDING, RungKind.BOARD})


def result_words(ladder: Ladder) -> str:
    """Return the mark at the top, or what the ladder waits for."""
    return ladder.waiting if ladder.final is None else written_cut(ladder.final)


def change_words(rung: Rung) -> str:
    """Return what a rung did to the mark: "60 → 57", "stays 60", or "62.5" where it begins."""
    if rung.after is None:
        return "" if rung.kind is RungKind.CRITERIA else "no mark yet"
    after = _written(rung, rung.after)
    if rung.before is None:
        return after
    before = written(rung.before, PLACES)
    same = rung.before == rung.after and before == after
    return f"stays {after}" if same else f"{before} → {after}"


def after_words(rung: Rung | None) -> str:
    """Return the mark that a rung leads to, '' where there is none."""
    return "" if rung is None or rung.after is None else _written(rung, rung.after)


def numbers_words(rung: Rung) -> str:
    """Return the numbers that the rule went by, in one line; '' if there are none."""
    return "; ".join(f"{name}: {number}" for name, number in rung.numbers)


def clause_words(rung: Rung) -> str:
    """Return where the rule stands: "Clause 4.2"; '' if the rung has none."""
    return f"Clause {rung.clause}" if rung.clause else ""


def _written(rung: Rung, mark: Decimal) -> str:
    """Return a rung's mark; at the top it is the candidate's and must not look like more."""
    return written_cut(mark) if rung.kind in _AT_THE_TOP else written(mark, PLACES)
