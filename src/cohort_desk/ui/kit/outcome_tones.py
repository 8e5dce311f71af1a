"""The colours of the states of an outcome without money, the same on every page."""

from cohort_desk.ui.kit.tokens import ToneName

OUTCOME_TONES: dict[str, ToneName] = {
    "promised": "neutral",
    "under_way": "neutral",
    "achieved": "accent",
    "confirmed": "success",
    "dropped": "neutral",
}
