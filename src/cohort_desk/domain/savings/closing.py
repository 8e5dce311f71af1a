"""How a closed benefit is told: as delivered, or by how much it fell short."""

from cohort_desk.domain.savings.money import pounds

_MISSED = {"delivered", "ended"}


def short_by(closing: str, figure: int, validated: int) -> int:
    """Return what a closed benefit fell short of its figure, in pence.

    max(figure − validated, 0), all years together. Nothing of an open benefit, whose money may
    still come, nor of a removed one, which counts nowhere. Source: programme specification,
    section 1, by which money is brought only once it is validated.

    Args:
        closing: "delivered", "ended" or "removed"; "" while it is open.
        figure: its forecast, or what was projected where there is none.
        validated: what was confirmed.
    """
    return max(figure - validated, 0) if closing in _MISSED else 0


def closed_words(closing: str, figure: int, validated: int) -> str:
    """Return how a benefit was closed, with what is missing; "" while it is open.

    >>> closed_words("ended", 500_000, 260_000)
    'Fell short by £2,400'
    >>> closed_words("delivered", 500_000, 260_000)
    'Delivered, £2,400 short of its figure'
    """
    short = short_by(closing, figure, validated)
    if closing == "ended":
        return f"Fell short by {pounds(short)}" if short else "Ended"
    if closing == "delivered":
        return f"Delivered, {pounds(short)} short of its figure" if short else "Delivered"
    return "Removed" if closing == "removed" else ""
