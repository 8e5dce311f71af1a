"""A ladder in words, the same on the screen, on paper and in a terminal."""

from cohort_desk.domain.marks.ladder import PLACES, Ladder, Rung, RungKind
from cohort_desk.domain.marks.numbers import written


def result_words(ladder: Ladder) -> str:
    """Return the mark at the top, or what the ladder waits for."""
    return ladder.waiting if ladder.final is None else written(ladder.final)


def change_words(rung: Rung) -> str:
    """Return what a rung did to the mark: "60 → 57", "stays 60", or "62.5" where it begins."""
    if rung.after is None:
        return "" if rung.kind is RungKind.CRITERIA else "no mark yet"
    after = written(rung.after, PLACES)
    if rung.before is None:
        return after
    before = written(rung.before, PLACES)
    return f"stays {after}" if rung.before == rung.after else f"{before} → {after}"


def numbers_words(rung: Rung) -> str:
    """Return the numbers that the rule went by, in one line; '' if there are none."""
    return "; ".join(f"{name}: {number}" for name, number in rung.numbers)


def clause_words(rung: Rung) -> str:
    """Return where the rule stands: "Clause 4.2"; '' if the rung has none."""
    return f"Clause {rung.clause}" if rung.clause else ""
