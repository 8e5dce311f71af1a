"""The sample programme: synthetic people of one city region, in two cohorts.

The former cohort's marks are ratified and have led to certificates, the current one's are half
given; the savings of both are followed. All is made by the same services that a user's clicks
call, so its history reads like an office's.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.request import Recipe, RuleKind
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.imports import ImportField, Nominee, NomineeList
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.files import whole_file
from cohort_desk.paths import resource
from cohort_desk.services.agencies import add_agency, read_register
from cohort_desk.services.certificates.requests import Press
from cohort_desk.services.groups import (
    NewRule,
    add_round,
    add_rule,
    keep_proposal,
    list_rounds,
    prepare_forming,
    publish,
    publish_proposal,
    read_board,
    read_settings,
    save_settings,
    swap_people,
)
from cohort_desk.services.imports import apply_import, plan_import
from cohort_desk.services.people import find_people, set_for_people, withdraw_people
from cohort_desk.services.programmes import (
    add_cohort,
    create_programme,
    open_programme,
    read_programme,
)
from cohort_desk.services.sample.certificates import certify
from cohort_desk.services.sample.savings import follow_savings
from cohort_desk.services.sample.years import study_half_way, study_to_the_end
from cohort_desk.services.signing import Signer

PROGRAMME, ORGANISATION = "Leading across South Yorkshire (sample)", "Sample programme office"
FORMER, CURRENT = "2025 intake", "2026 intake"
FIRST_ROUND, OPEN_ROUND = "Innovation projects", "Action learning sets"
FILE_NAME = "Sample programme.cohort"
_ACTOR = "Sample office"
_STEPS, _OTHER_SEED = 300, 2


def create_sample(
    path: Path, press_of: Callable[[Signer], Press], report: Progress = unwatched
) -> Database:
    """Make the sample programme as a file and open it; the file appears once it is whole.

    Args:
        path: where to.
        press_of: returns what draws certificates and signs them with a key (`reports.sample`).
        report: counts the stages.

    Raises:
        CohortDeskError: the place is taken or cannot be written to; nothing was made.
        Cancelled: `report` asked to stop; nothing was made.
    """
    with whole_file(path, fresh=True) as making:
        db = create_programme(making, PROGRAMME, FORMER, ORGANISATION, _ACTOR)
        try:
            _fill(db, press_of, report)
        finally:
            db.close()
    return open_programme(path)


def _fill(db: Database, press_of: Callable[[Signer], Press], report: Progress) -> None:
    former = read_programme(db).cohorts[0].id
    stages: Sequence[Callable[[], object]] = (
        lambda: _add_agencies(db),
        lambda: _add_people(db, former, FORMER),
        lambda: _form_and_publish(db, former),
        lambda: study_to_the_end(db, former),
        lambda: set_for_people(db, find_people(db, former), "status", "completed"),
        lambda: certify(db, former, press_of),
        lambda: _add_people(db, add_cohort(db, CURRENT), CURRENT),
        lambda: _form_and_publish(db, _current(db)),
        lambda: _change_after_publishing(db, _current(db)),
        lambda: study_half_way(db, _current(db)),
        lambda: _open_round(db, _current(db)),
        lambda: follow_savings(db),
    )
    for done, stage in enumerate(stages):
        report(done, len(stages))
        stage()
    report(len(stages), len(stages))


def _current(db: Database) -> int:
    return read_programme(db).cohorts[0].id


def _add_agencies(db: Database) -> None:
    register = {body.name: body.as_agency() for body in read_register()}
    for line in _lines("agencies.csv"):
        add_agency(db, {**register.get(line["name"], {}), **line})


def _add_people(db: Database, cohort_id: int, cohort: str) -> None:
    lines = [line for line in _lines("people.csv") if line["cohort"] == cohort]
    nominees = tuple(
        Nominee(
            row,
            {field: line[field.value] for field in ImportField if line.get(field.value)},
        )
        for row, line in enumerate(lines, 2)
    )
    listed = NomineeList(f"Nominees for the {cohort}.xlsx", nominees)
    apply_import(db, plan_import(db, cohort_id, listed))


def _form_and_publish(db: Database, cohort_id: int) -> None:
    round_id = add_round(db, cohort_id, FIRST_ROUND, "A project for each group's own agencies")
    publish_proposal(db, round_id, _propose(db, round_id, seed=1))


def _change_after_publishing(db: Database, cohort_id: int) -> None:
    """Two people change places and one leaves, which the second published version shows."""
    round_id = list_rounds(db, cohort_id)[0].id
    first, second, third, *_ = read_board(db, round_id).groups
    one, other = first.cards[0], second.cards[0]
    seen = {one.id: one.seat_version, other.id: other.seat_version}
    swap_people(db, round_id, one.id, other.id, seen)
    withdraw_people(db, [third.cards[-1].id])
    publish(db, round_id)


def _open_round(db: Database, cohort_id: int) -> None:
    """Set up a round with rules on named people, and leave two proposals to choose from."""
    round_id = add_round(db, cohort_id, OPEN_ROUND, "Helping each other with change at work")
    people = find_people(db, cohort_id)
    for rule in (
        NewRule(RuleKind.APART, (people[4], people[21]), "worked on the same complaint"),
        NewRule(RuleKind.APART, (people[9], people[30], people[44]), "share an office already"),
        NewRule(RuleKind.TOGETHER, (people[12], people[50]), "travel together"),
    ):
        add_rule(db, round_id, rule)
    settings = read_settings(db, round_id)
    apart_by = (*settings.recipe.apart_by, "team")
    save_settings(db, round_id, settings.version, replace(settings.recipe, apart_by=apart_by))
    _propose(db, round_id, seed=1, note="Ten groups of about six")
    smaller = replace(settings.recipe, sizes=Sizes(4, 6, preferred=5), apart_by=apart_by)
    _propose(db, round_id, smaller, _OTHER_SEED, "More groups, of about five")


def _propose(
    db: Database, round_id: int, recipe: Recipe | None = None, seed: int = 1, note: str = ""
) -> int:
    preparation = prepare_forming(db, round_id, recipe)
    outcome = form(preparation.request, seed=seed, steps=_STEPS)
    return keep_proposal(db, preparation, outcome, note)


def _lines(name: str) -> list[Mapping[str, str]]:
    with resource(f"sample/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
