"""What happens in the sample's two cohorts: one to its end, one half way."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cohort_desk.db.database import Database
from cohort_desk.services.groups import list_rounds
from cohort_desk.services.marks.queues import read_queue
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.services.people import find_people
from cohort_desk.services.sample.events import (
    comment_as_examiner,
    hold_and_clear,
    mend_a_copied_mark,
    mentor_of_a_group,
    put_on_hold,
)
from cohort_desk.services.sample.marks import (
    add_tutors,
    allot_all,
    begin_one,
    hold_board,
    import_all,
    moderate,
    rate_peers,
    set_up_board,
    settle_all,
    show_marks,
)
from cohort_desk.services.sample.studies import (
    hand_in_alone,
    hand_in_report,
    hold_sessions,
    register_projects,
    report_projects,
    set_up_studies,
)
from cohort_desk.services.submissions import Due, Owner, grant_extension

_LONDON = ZoneInfo("Europe/London")
_FORMER_DUE = datetime(2026, 3, 10, 12, tzinfo=_LONDON)
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_LATE_PLACE = 2


def study_to_the_end(db: Database, cohort_id: int) -> None:
    """Take a cohort from its projects to ratified marks."""
    dice = random.Random(1)  # noqa: S311 - a sample, no secret
    tutors = add_tutors(db)
    studies = set_up_studies(db, cohort_id, list_rounds(db, cohort_id)[0].id, _FORMER_DUE, _WEEK)
    hold_sessions(db, cohort_id, _FORMER_DUE.replace(hour=9) - 20 * _WEEK, 6)
    lines = register_projects(db, cohort_id, 0, _FORMER_DUE)
    reports: list[int] = []
    for place, line in enumerate(lines):
        late = timedelta(hours=3) if place == 1 else -timedelta(hours=20 * (place + 1))
        reports.append(hand_in_report(db, studies, line, place, _FORMER_DUE + late))
    member = lines[1].members[0].participant_id
    of_one = Due(studies.report.id, 1, Owner(participant_id=member))
    grant_extension(db, of_one, _FORMER_DUE + _WEEK, "Illness; note seen by the office")
    rate_peers(db, studies.report.id, dice, silent=0, close=True)
    for number, part in enumerate(studies.alone, 1):
        for person in find_people(db, cohort_id):
            at = _FORMER_DUE + number * _WEEK - timedelta(hours=person % 40 + 1)
            hand_in_alone(db, part, person, at)
    marked_by = _FORMER_DUE + 8 * _WEEK
    allot_all(db, (studies.report.id, 1), tutors[:3], ("first", "second"), marked_by)
    for part in studies.alone:
        allot_all(db, (part.id, 1), tutors[:3], ("first",), marked_by)
    for tutor_id in tutors[:3]:
        for part in (studies.report, *studies.alone):
            import_all(db, cohort_id, (tutor_id, dice), part)
    settle_all(db, (studies.report.id, 1))
    for part in (studies.report, studies.alone[0]):
        moderate(db, (part.id, 1), tutors[3])
    for part in (studies.report, *studies.alone):
        show_marks(db, (part.id, 1))
    report_projects(db, lines)
    hold_and_clear(db, Due(studies.report.id, 1, Owner(group_id=lines[2].group_id)))
    board_id = set_up_board(db, cohort_id, (_FORMER_DUE + 14 * _WEEK).date())
    comment_as_examiner(db, board_id, reports[0])
    hold_board(db, board_id)
    mend_a_copied_mark(db, cohort_id, board_id, studies.alone[-1].id)


def study_half_way(db: Database, cohort_id: int) -> None:
    """Take a cohort to where most reports are in and half of them are marked."""
    dice = random.Random(2)  # noqa: S311 - a sample, no secret
    tutors = tuple(tutor.id for tutor in list_tutors(db))
    noon = datetime.now(_LONDON).replace(hour=12, minute=0, second=0, microsecond=0)
    due = noon - 2 * _WEEK - noon.weekday() * _DAY
    studies = set_up_studies(db, cohort_id, list_rounds(db, cohort_id)[0].id, due, 4 * _WEEK)
    hold_sessions(db, cohort_id, due.replace(hour=9) - 8 * _WEEK, 4)
    lines = register_projects(db, cohort_id, 4, due)
    reports: list[int] = []
    for place, line in enumerate(lines[:-2]):
        late = _DAY if place == _LATE_PLACE else -timedelta(hours=5 * (place + 1))
        reports.append(hand_in_report(db, studies, line, place + 4, due + late))
    rate_peers(db, studies.report.id, dice, silent=1, close=False)
    mentor_of_a_group(db, tutors[2], lines[0].group_id)
    allot_all(
        db, (studies.report.id, 1), tutors[:3], ("first", "second"), datetime.now(UTC) + _WEEK
    )
    import_all(db, cohort_id, (tutors[0], dice), studies.report)
    import_all(db, cohort_id, (tutors[1], dice), studies.report, frozenset(reports[:1]))
    put_on_hold(db, Due(studies.report.id, 1, Owner(group_id=lines[3].group_id)))
    begun = read_queue(db, tutors[2], cohort_id).next
    if begun is not None:
        begin_one(db, begun.key, dice)
