"""Carries out what a user has answered; each answer is one step of one service."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cohort_desk.domain.dates import read_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import OfficerFields
from cohort_desk.domain.savings.money import typed_pence
from cohort_desk.services.savings.benefits import entering as lines
from cohort_desk.services.savings.benefits import events, figures, officers
from cohort_desk.services.savings.benefits.people import participant_meant
from cohort_desk.services.savings.claims import pots
from cohort_desk.services.savings.claims.pots import Pot, PotFields
from cohort_desk.services.savings.shapes import BenefitLine, Officer

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

Values = Mapping[str, Any]


def answer_lines(db: "Database", about: Sequence[BenefitLine], key: str, values: Values) -> None:
    """Carry out an answer about benefits; all but a new owner are about one.

    Raises:
        CohortDeskError: it was refused; a RuleBroken names the field.
    """
    line = about[0]
    if key == "reassign":
        if not values["owner_id"]:
            raise RuleBroken("owner_id", "Choose who is to own it.")
        lines.reassign(db, [each.id for each in about], values["owner_id"])
    elif key == "update":
        events.write_update(db, line.id, line.version, values["reason"])
    elif key == "redate":
        year = years.parse(values["first_year"], "first_year")
        figures.redate(db, line.id, line.version, year, values["reason"])
    elif key == "remove":
        events.remove(db, line.id, line.version, values["reason"])
    elif key == "settle":
        pence, basis = typed_pence(values["pence"]), values["basis"]
        lines.settle(db, line.id, line.version, pence, basis, values["reason"])


def save_officer(db: "Database", known: Officer | None, values: Values) -> None:
    """Add an officer, or change the one who is known.

    Raises:
        CohortDeskError: it was refused; a RuleBroken names the field.
    """
    if not values["agency_id"]:
        raise RuleBroken("agency_id", "Choose whose officer they are.")
    person = participant_meant(db, values["participant_id"])
    named = {field: values[field] for field in ("name", "agency_id", "post", "email")}
    fields = OfficerFields(**named, participant_id=person)
    if known is None:
        officers.add_officer(db, fields)
    else:
        officers.edit_officer(db, known.id, known.version, fields)


def mark_left(db: "Database", known: Officer, values: Values) -> None:
    """Say when an officer left; raises as `save_officer`."""
    day = _day("left_on", values["left_on"])
    if day is None:
        raise RuleBroken("left_on", "Enter the day on which they left.")
    officers.mark_left(db, known.id, known.version, day)


def save_pot(db: "Database", known: Pot | None, values: Values) -> None:
    """Add a pot, or change the one that is known; raises as `save_officer`."""
    entered = PotFields(
        name=values["name"],
        agency_id=values["agency_id"] or None,
        baseline_pence=typed_pence(values["baseline_pence"], "baseline_pence"),
        baseline_on=_day("baseline_on", values["baseline_on"]),
        baseline_source=values["baseline_source"],
    )
    if known is None:
        pots.add_pot(db, entered)
    else:
        pots.edit_pot(db, known.id, known.version, entered)


def _day(field: str, typed: str) -> date | None:
    if not typed.strip():
        return None
    day = read_date(typed)
    if day is None:
        raise RuleBroken(field, f"“{typed.strip()}” is no date. Type it as 1 March 2027.")
    return day
