"""Where a cohort stands."""

from datetime import UTC, datetime

from cohort_desk.db.tables import AgencyRow, GroupRow, MembershipRow, ParticipantRow, RoundRow
from cohort_desk.services.home.standing import read_standing


def test_counts_leave_out_who_has_withdrawn_and_other_cohorts(any_db):
    assert read_standing(any_db, 1).enrolled == 0
    with any_db.begin("arrivals") as work:
        work.session.add(AgencyRow(id=1, name="Vale", name_key="vale", sector="police"))
        for key, status, agency in (
            (1, "enrolled", 1),
            (2, "enrolled", None),
            (3, "withdrawn", None),
        ):
            work.session.add(
                ParticipantRow(
                    id=key, cohort_id=1, family_name="Khan", status=status, agency_id=agency
                )
            )
        work.session.add(
            RoundRow(
                id=1, cohort_id=1, name="One", position=1, recipe={}, created_at=datetime.now(UTC)
            )
        )
        work.session.add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        for person in (1, 3):
            work.session.add(MembershipRow(round_id=1, participant_id=person, group_id=1))
    standing = read_standing(any_db, 1)
    assert (standing.enrolled, standing.withdrawn, standing.agencies) == (2, 1, 1)
    assert (standing.without_agency, standing.same_names) == (1, 2)
    assert [(each.placed, each.version) for each in standing.rounds] == [(1, 0)]
    assert standing.recent[0].step == "Arrivals"
