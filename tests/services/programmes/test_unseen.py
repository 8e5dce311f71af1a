"""Whatever is named in a programme is named without what is not seen."""

from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.tables import (
    AgencyRow,
    BoardRow,
    CohortRow,
    ModuleRow,
    ParticipantRow,
    ProgrammeRow,
    RoundRow,
    TaughtSessionRow,
    TutorRow,
)
from cohort_desk.domain.attendance import SessionFacts
from cohort_desk.services.agencies import add_agency
from cohort_desk.services.attendance import add_session
from cohort_desk.services.boards import BoardDetails, add_board
from cohort_desk.services.groups import add_round
from cohort_desk.services.marks.tutors import add_tutor
from cohort_desk.services.modules import add_module
from cohort_desk.services.people import add_person
from cohort_desk.services.programmes import add_cohort, edit_programme

TYPED, KEPT = "Be\x07ll \u202eand\u200b\x0bCo", "Bell and Co"
MORNING, NOON = (datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (9, 12))


def test_names_and_titles_are_kept_without_what_is_not_seen(db):
    edit_programme(db, 1, TYPED, TYPED)
    add_cohort(db, TYPED)
    add_round(db, 1, TYPED, purpose=f"{TYPED}\n{TYPED}")
    add_agency(db, {"name": TYPED})
    add_person(db, 1, {"family_name": TYPED, "notes": f"{TYPED}\n{TYPED}"})
    add_tutor(db, {"name": TYPED})
    add_module(db, 1, {"code": "BC", "title": TYPED})
    add_session(db, 1, SessionFacts(TYPED, MORNING, NOON, place=TYPED))
    add_board(db, 1, BoardDetails(TYPED))
    columns = (
        ProgrammeRow.name,
        ProgrammeRow.organisation,
        CohortRow.name,
        RoundRow.name,
        AgencyRow.name,
        ParticipantRow.family_name,
        TutorRow.name,
        ModuleRow.title,
        TaughtSessionRow.title,
        TaughtSessionRow.place,
        BoardRow.name,
    )
    with db.read() as work:
        for column in columns:
            assert KEPT in work.session.scalars(select(column)), column
        notes = work.session.scalars(select(ParticipantRow.notes)).one()
        assert notes.splitlines() == ["Bell and", "Co", "Bell and", "Co"]
