"""The colours of alarms, the same in every view of savings."""

from collections.abc import Iterable

from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.ui.kit.tokens import ToneName

ALARM_TONES: dict[Alarm, ToneName] = {
    Alarm.UNSUSTAINED: "danger",
    Alarm.ORPHANED: "danger",
    Alarm.OVERDUE: "warning",
    Alarm.FULL_POT: "warning",
    Alarm.UNSETTLED: "neutral",
}
"""How grave each thing is, the gravest first."""


def gravest(alarms: Iterable[str]) -> ToneName:
    """Return the colour of several alarms together.

    >>> gravest(["Update overdue", "Owner gone"])
    'danger'
    """
    found = {ALARM_TONES[Alarm(alarm)] for alarm in alarms}
    return next(tone for tone in ALARM_TONES.values() if tone in found)
