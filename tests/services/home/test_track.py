"""The stages of a cohort, each as a part of what there is to do."""

import shutil

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.services.certificates.ready import State, read_ready
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.certificates.status import revoke
from cohort_desk.services.home.standing import read_standing
from cohort_desk.services.home.track import track_of
from cohort_desk.services.people import withdraw_people
from cohort_desk.services.programmes import open_programme, read_programme


def test_a_cohort_without_modules_has_the_stages_of_people_alone(db):
    with db.begin("arrivals") as work:
        for name in ("Khan", "Osei"):
            work.session.add(ParticipantRow(cohort_id=1, family_name=name))
    steps = track_of(read_standing(db, 1))
    assert [(step.name, step.done, step.total) for step in steps] == [
        ("With an agency", 0, 2),
        ("Grouped", 0, 2),
    ]
    assert not any(step.complete for step in steps)


def test_the_stages_of_the_sample_are_those_of_its_home_page(sample_file):
    db = open_programme(sample_file)
    standing = read_standing(db, 1)
    steps = {step.name: step for step in track_of(standing)}
    work = standing.progress
    assert list(steps)[2:] == ["Projects", "Handed in", "Marked", "Ratified", "Certified"]
    assert (steps["Handed in"].done, steps["Handed in"].total) == (work.submitted, work.due)
    assert steps["Ratified"].complete
    assert (steps["Certified"].done, steps["Certified"].total) == (work.certified, work.awarded)
    db.close()


def test_certified_are_those_with_an_award_whatever_else_was_issued(sample_file, tmp_path):
    db = open_programme(shutil.copy(sample_file, tmp_path / "Sample.cohort"))
    cohort = next(each.id for each in read_programme(db).cohorts if each.name == "2025 intake")
    entries = [each for each in read_register(db, cohort) if each.status == "valid"]
    awards = [each for each in entries if each.kind is Kind.AWARD]
    assert len({each.participant_id for each in entries}) > len(awards)
    step = certified(db, cohort)
    # One person is still to be given theirs: certificates of attendance do not make up for it.
    assert (step.done, step.total, step.of) == (len(awards), len(awards) + 1, "21 awards")
    assert not step.complete
    ready = [each for each in read_ready(db, cohort, Kind.AWARD) if each.state is State.READY]
    withdraw_people(db, [each.participant_id for each in ready])
    assert certified(db, cohort).complete
    revoke(db, awards[0].id, awards[0].version, "error", "Sent to another person")
    assert not certified(db, cohort).complete
    db.close()


def certified(db, cohort_id):
    (step,) = [each for each in track_of(read_standing(db, cohort_id)) if each.name == "Certified"]
    return step
