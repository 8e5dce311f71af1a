"""What the view of outcomes says, and which of them a search and its filters want."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.outcomes import KINDS
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.services.savings.outcomes.outcomes import OutcomeRecord

ALARMED = "alarmed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which outcomes are wanted; an empty choice wants all."""

    text: str = ""
    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    alarmed: bool = False

    def has(self, outcome: OutcomeRecord) -> bool:
        """Say whether an outcome is wanted."""
        told = (
            outcome.description,
            outcome.project,
            outcome.measure,
            outcome.owner.name if outcome.owner else "",
        )
        within = folded(" ".join(told))
        return (
            (not self.states or outcome.status in self.states)
            and (not self.kinds or outcome.kind in self.kinds)
            and (not self.alarmed or bool(outcome.alarms))
            and all(word in within for word in folded(self.text).split())
        )


def evidence_words(outcome: OutcomeRecord) -> str:
    """Return in short what shows an outcome: how many files, and whether something is said."""
    files = len(outcome.files)
    parts = [f"{files:,} {'file' if files == 1 else 'files'}"] if files else []
    return " and ".join([*parts, *(["a note"] if outcome.evidence else [])])


def confirmed_words(outcome: OutcomeRecord) -> str:
    """Return who confirmed an outcome and when; "" while nobody has."""
    if outcome.confirmed_by is None or outcome.confirmed_on is None:
        return ""
    return f"{outcome.confirmed_by.name}, {written_date(outcome.confirmed_on)}"


def due_words(outcome: OutcomeRecord) -> str:
    """Return when an outcome is due; "" where no day was set."""
    return written_date(outcome.due_on) if outcome.due_on else ""


def owner_words(outcome: OutcomeRecord) -> str:
    """Return who owns an outcome; "" where nobody does."""
    return outcome.owner.name if outcome.owner else ""


def as_table(outcomes: Sequence[OutcomeRecord]) -> TableOut:
    """Return outcomes as a sheet."""
    return TableOut(
        "Outcomes",
        (
            "Outcome",
            "Kind",
            "Project",
            "Cohort",
            "State",
            "How it is known",
            "Evidence",
            "Files",
            "Due",
            "Owner",
            "Confirmed by",
            "Confirmed on",
            "Reason",
        ),
        [
            (
                one.description,
                KINDS[one.kind],
                one.project,
                one.cohort,
                OUTCOME_STATES[one.status],
                one.measure,
                one.evidence,
                "; ".join(f"{file.name} (SHA-256 {file.sha256})" for file in one.files),
                due_words(one),
                owner_words(one),
                one.confirmed_by.name if one.confirmed_by else "",
                written_date(one.confirmed_on) if one.confirmed_on else "",
                one.reason,
            )
            for one in outcomes
        ],
    )
