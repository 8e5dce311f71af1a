"""What is asked before something is done about a row of the view, and who is offered."""

from collections.abc import Mapping, Sequence
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.claims.pots import Pot
from cohort_desk.services.savings.shapes import BenefitLine, Officer
from cohort_desk.ui.savings.question import Choices, Field, Question, Way

_WHEN = "Such as 1 March 2027."


def reassign(lines: Sequence[BenefitLine], officers: Sequence[Officer]) -> Question:
    """Ask who is to own these benefits; officers who are gone are not offered."""
    there = [(each.id, f"{each.name}, {each.agency}") for each in officers if not each.gone]
    what = f"“{lines[0].title}”" if len(lines) == 1 else counted(len(lines), "benefit", "benefits")
    return Question(
        "reassign",
        "Reassign",
        "Reassign",
        (Field("owner_id", "New owner", "choice", 0, choices=[(0, "Choose…"), *there]),),
        told=f"Who answers for {what} from now on?",
        ways=(Way("officer", "Somebody else: add an officer…"),),
    )


def update(line: BenefitLine) -> Question:
    """Ask how a benefit stands."""
    return Question(
        "update",
        "Write an update",
        "Save update",
        (Field("reason", "How it stands", "text"),),
        told=f"Of “{line.title}”. The next update is due some months from today.",
    )


def redate(line: BenefitLine, starts_month: int) -> Question:
    """Ask from which later year a benefit counts, and why."""
    next_year = years.words(line.first_year + 1, starts_month)
    return Question(
        "redate",
        "Re-date",
        "Re-date",
        (
            Field("first_year", "Counts from", value=next_year, hint="A financial year."),
            Field("reason", "Why", "text"),
        ),
        told=f"The forecast of “{line.title}” moves to a later year. What was claimed for earlier "
        "years counts no longer, but stays in the history.",
    )


def remove(line: BenefitLine) -> Question:
    """Ask why a benefit is removed."""
    return Question(
        "remove",
        "Remove the benefit",
        "Remove",
        (Field("reason", "Why", "text"),),
        told=f"“{line.title}” will count nowhere. It stays on the list with the reason.",
        look="danger",
    )


def settle(line: BenefitLine, pence: int) -> Question:
    """Ask for the amount that was agreed, and its basis."""
    each_year = " a year" if line.recurrent else ""
    return Question(
        "settle",
        "Settle the figure",
        "Settle",
        (
            Field("pence", f"Exact or agreed amount{each_year}", value=pounds(pence)),
            Field(
                "basis",
                "Gross or net of running costs",
                "choice",
                line.basis,
                choices=[("unknown", "Choose…"), ("gross", "Gross"), ("net", "Net")],
            ),
            Field("reason", "Who says so", hint="Such as “Agreed with finance on 3 May”."),
        ),
        told=f"Of “{line.title}”.",
    )


def officer(known: Officer | None, agencies: Choices, people: Mapping[str, int]) -> Question:
    """Ask who an officer is, with what is known of one who is there already.

    `people` are those in the course by what they are called, for one who takes part.
    """
    mine = known.participant_id if known else None
    participant = next((words for words, key in people.items() if key == mine), "")
    return Question(
        "officer",
        "Edit officer" if known else "Add an officer",
        "Save" if known else "Add officer",
        (
            Field("name", "Name", value=known.name if known else ""),
            Field("post", "Post", value=known.post if known else ""),
            Field(
                "agency_id",
                "Agency",
                "choice",
                (known.agency_id or 0) if known else 0,
                choices=[(0, "Choose…"), *agencies],
            ),
            Field("email", "Email", value=known.email if known else ""),
            Field(
                "participant_id",
                "In the course as",
                value=participant,
                hint="If they take part: type a part of their name or agency, then choose. The "
                "watch then tells when they withdraw or change agency.",
                offered=tuple(people),
            ),
        ),
    )


def left(known: Officer, today: date) -> Question:
    """Ask when an officer left."""
    return Question(
        "left",
        "Has left",
        "Mark as left",
        (Field("left_on", "Left on", value=written_date(today), hint=_WHEN),),
        told=f"{known.name} keeps what they did. Benefits that they own are then listed here to be "
        "reassigned.",
    )


def pot(known: Pot | None, agencies: Choices) -> Question:
    """Ask what a pot is, with what is known of one that is there already."""
    return Question(
        "pot",
        "Edit pot" if known else "Add a pot",
        "Save" if known else "Add pot",
        (
            Field("name", "Name", value=known.name if known else "", hint="As in the accounts."),
            Field(
                "agency_id",
                "Budget of",
                "choice",
                (known.agency_id or 0) if known else 0,
                choices=[(0, "Several agencies"), *agencies],
            ),
            Field(
                "baseline_pence",
                "Baseline a year",
                value=pounds(known.baseline_pence) if known else "",
            ),
            Field(
                "baseline_on",
                "Baseline’s date",
                value=written_date(known.baseline_on) if known else "",
                hint=_WHEN,
            ),
            Field("baseline_source", "Source", value=known.baseline_source if known else ""),
        ),
        told="The budget that savings come out of. Claims of a year never exceed its baseline.",
    )
