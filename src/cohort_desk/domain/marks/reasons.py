"""The rules of a ladder that end in somebody's own words, and the same without them.

Whoever settles, overrides or waives gives a reason as they like, and may name people in it.
"""

SETTLED = "Settled by"
OVERRIDDEN = "A tutor’s own figure stands in place of the computed one"
WAIVED = "Late, but it does not count"
KEPT = "reason kept at the office"

_WITHOUT = {SETTLED: "Settled", OVERRIDDEN: OVERRIDDEN, WAIVED: WAIVED}


def without_reason(rule: str) -> str:
    """Return a rule as it is told outside the office: without a reason given, and by whom.

    >>> without_reason("Settled by A. Tutor: Ana was ill.")
    'Settled: reason kept at the office.'
    """
    for opening, told in _WITHOUT.items():
        if rule.startswith(opening):
            return f"{told}: {KEPT}."
    return rule
