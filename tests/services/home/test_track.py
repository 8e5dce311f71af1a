"""The stages of a cohort, each as a part of what there is to do."""

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services.home.standing import read_standing
from cohort_desk.services.home.track import track_of
from cohort_desk.services.programmes import open_programme


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
    assert steps["Certified"].done == work.certified
    db.close()
