"""What assessments, sittings, holds and decisions are called on screens."""

BASES = {
    "first": "First attempt",
    "referral": "Referral (capped)",
    "deferral": "Deferral (not capped)",
}
HOLDS = {
    "investigation": "Under investigation",
    "evidence_pending": "Evidence pending",
    "withheld": "Withheld",
}
DECISIONS = {
    "open": "Not decided yet",
    "rejected": "Rejected",
    "penalty_waived": "Late penalty waived",
    "deferred": "Deferred to another sitting",
}


def sitting_name(number: int) -> str:
    """Return what a sitting is called.

    >>> sitting_name(1), sitting_name(2)
    ('First sitting', 'Sitting 2')
    """
    return "First sitting" if number == 1 else f"Sitting {number}"


def assessment_name(module: str, title: str, sitting: int = 1) -> str:
    """Return what an assessment is called wherever several modules’ may stand.

    >>> assessment_name("M1", "Project report"), assessment_name("M1", "Project report", 2)
    ('M1 · Project report', 'M1 · Project report, sitting 2')
    """
    again = f", {sitting_name(sitting).lower()}" if sitting > 1 else ""
    return f"{module} · {title}{again}"
