"""A programme of many made-up people for the benchmarks: agencies, people and an earlier round."""

import random

from sqlalchemy import insert

from cohort_desk.db.database import Database
from cohort_desk.db.tables import (
    AgencyRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
)
from cohort_desk.domain.agencies import agency_key
from cohort_desk.domain.names import sort_key
from cohort_desk.services.agencies import read_register
from cohort_desk.services.groups import add_round

GIVEN = ("Amara", "Siobhán", "Priya", "Chloë", "Grace", "Łukasz", "Wei", "Fatima", "José", "Nia")
FAMILY = ("Okafor", "O’Neill", "Sharma", "Kowalski", "Hughes", "Nowak", "Chen", "Müller", "Evans")
SEATS = 6


def fill(db: Database, people: int) -> int:
    """Write agencies, people and an earlier round past the journal; return a new round's id."""
    dice = random.Random(7)  # noqa: S311 - made-up people
    register = read_register()
    bodies = dice.sample(register, min(len(register), max(6, round(1.5 * people**0.5))))
    share = [1 / (number + 1) ** 0.9 for number in range(len(bodies))]
    first = add_round(db, 1, "Induction")
    with db.engine.begin() as connection:
        connection.execute(
            insert(AgencyRow),
            [
                {
                    "id": number,
                    "name": body.name,
                    "name_key": agency_key(body.name),
                    "sector": body.sector,
                    "version": 1,
                }
                for number, body in enumerate(bodies, start=1)
            ],
        )
        connection.execute(
            insert(ParticipantRow), [_person(n, dice, share) for n in range(1, people + 1)]
        )
        groups = people // SEATS
        connection.execute(
            insert(GroupRow),
            [
                {"id": n, "round_id": first, "name": f"Group {n}", "position": n, "version": 1}
                for n in range(1, groups + 1)
            ],
        )
        connection.execute(
            insert(MembershipRow),
            [
                {
                    "round_id": first,
                    "participant_id": n,
                    "group_id": n % groups + 1,
                    "locked": False,
                    "version": 1,
                }
                for n in range(1, people + 1)
            ],
        )
    return add_round(db, 1, "Projects")


def _person(number: int, dice: random.Random, share: list[float]) -> dict[str, object]:
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    (agency,) = dice.choices(range(1, len(share) + 1), share)
    return {
        "id": number,
        "cohort_id": 1,
        "given_name": given,
        "family_name": f"{family} {number}",
        "sort_name": sort_key(f"{family} {number}", given),
        "email": f"person{number}@example.org",
        "agency_id": agency,
        "gender": dice.choice(["woman", "man"]),
        "grade": dice.choice(["Band 7", "Band 8", "Grade 9", "Grade 10"]),
        "location": dice.choice(["Sheffield", "Leeds", "York"]),
        "status": "enrolled",
        "version": 1,
    }
