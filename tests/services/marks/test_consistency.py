"""How a sitting's marks are spread and how markers differ, and who may see what of it."""

from decimal import Decimal

from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.consistency import anonymous, read_consistency
from cohort_desk.services.marks.distribution import for_others, read_distribution
from cohort_desk.services.submissions.making import Owner

REPORT, ESSAY = 1, 2
VERA, WILL, XENA, YUSUF = 1, 2, 3, 4


def _both(db, group):
    owner = [Owner(group_id=group)]
    allot(db, (REPORT, 1), owner, Duty("first", WILL))
    allot(db, (REPORT, 1), owner, Duty("second", XENA))


def test_marks_count_once_all_markers_of_a_work_have_finished(office, reports, give):
    for group in (2, 3):
        _both(office, group)
    give(reports[2], WILL, 64)
    give(reports[2], XENA, 67)
    give(reports[3], WILL, 71)
    give(reports[3], XENA, 55, final=False)
    found = read_consistency(office, REPORT)
    assert (found.works, found.waiting) == (1, 2)
    assert {each.name: each.marks for each in found.markers} == {
        "Will Marsh": (Decimal(64),),
        "Xena Hill": (Decimal(67),),
    }
    [pair] = found.pairs
    assert (pair.name, pair.differences, pair.apart) == ("Will Marsh, Xena Hill", (-3,), 0)
    spread = read_distribution(office, REPORT)
    assert (spread.count, spread.missing, spread.average) == (1, 2, Decimal("65.5"))


def test_a_marker_never_sees_another_who_has_not_finished(office, reports, give):
    for group in (2, 3):
        _both(office, group)
    give(reports[2], WILL, 64)
    give(reports[2], XENA, 67)
    give(reports[3], WILL, 71)
    give(reports[3], XENA, 55, final=False)
    by_will = {each.name: each.marks for each in read_consistency(office, REPORT, 1, WILL).markers}
    assert by_will == {"Marker A": (Decimal(67),), "Will Marsh": (Decimal(64), Decimal(71))}
    by_xena = {each.name: each.marks for each in read_consistency(office, REPORT, 1, XENA).markers}
    assert by_xena == {"Xena Hill": (Decimal(67),), "Marker A": (Decimal(64),)}


def test_marks_more_than_the_rule_allows_apart_are_counted(office, reports, give):
    _both(office, 2)
    give(reports[2], WILL, 50)
    give(reports[2], XENA, 58)
    found = read_consistency(office, REPORT)
    assert (found.most_apart, found.pairs[0].apart) == (5, 1)


def test_letters_stand_for_names_everywhere(office, reports, give):
    _both(office, 2)
    give(reports[2], WILL, 64)
    give(reports[2], XENA, 67)
    found = anonymous(read_consistency(office, REPORT))
    assert [each.name for each in found.markers] == ["Marker A", "Marker B"]
    assert [each.tutor_id for each in found.markers] == [0, 0]
    assert found.pairs[0].name == "Marker B, Marker A"
    assert "Will" not in f"{found.markers}{found.pairs[0].name}"


def test_others_are_given_rounded_numbers_only(office, essays, give_essay):
    for person, mark in zip(essays, (48, 52, 55, 61, 64, 72), strict=True):
        give_essay(essays[person], WILL, mark)
    exact = read_distribution(office, ESSAY)
    assert (exact.count, exact.failed, exact.spread.lowest) == (6, 1, 48)
    told = for_others(exact)
    assert (told.count, told.failed, told.missing) == (5, 0, 0)
    assert (told.average, told.spread) == (None, None)
    assert {each.count for each in told.bins} == {0}
