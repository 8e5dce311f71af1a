"""Trying other rules on a cohort's marks."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.regulations.fields import with_value
from cohort_desk.domain.regulations.presets import LATE_PRESETS, templates
from cohort_desk.domain.regulations.rules import Counted, Regulations, Rounding
from cohort_desk.services.marks.ladders import read_ladders
from cohort_desk.services.marks.results import read_results
from cohort_desk.services.marks.what_if import Level, try_rules
from cohort_desk.services.regulations import follow, read_regulations, save_set

AISHA = "Aisha Khan"
DEFAULT = Regulations()
UNROUNDED = replace(DEFAULT, rounding=Rounding.NONE)


def told(found):
    return [(row.name, row.level.value, row.before, row.after, row.change) for row in found.rows]


def test_the_rules_followed_change_nothing(marked):
    found = try_rules(marked, 1, DEFAULT)
    assert (found.rows, found.candidates) == ((), 3)
    assert found.summary == "No result of 3 candidates would change."


def test_no_rounding_takes_a_distinction_away(marked):
    found = try_rules(marked, 1, UNROUNDED)
    assert told(found) == [
        ("Ben Cole", "Mark", "49", "49.4", "changes"),
        ("Ben Cole", "Module", "49 · Referred", "49.4 · Referred", "number only"),
        ("Ben Cole", "Award", "49 · Referred", "49.4 · Referred", "number only"),
        ("Aisha Khan", "Mark", "70", "69.5", "changes"),
        ("Aisha Khan", "Module", "70 · Pass", "69.5 · Pass", "number only"),
        ("Aisha Khan", "Award", "70 · Distinction", "69.5 · Merit", "changes"),
    ]
    assert found.summary == (
        "1 award and 2 marks of 3 candidates would change. Of 3 results only the number would."
    )
    assert (
        found.rows[0].why
        == "Rounding: Marks are not rounded, only written cut to 2 decimal places. (Regulation 6.1)"
    )
    assert found.count(Level.MODULE) == 0


def test_another_late_scheme_fails_the_late_one(marked):
    found = try_rules(marked, 1, replace(DEFAULT, late=LATE_PRESETS["shu"].rules))
    mark = next(row for row in found.rows if row.level is Level.MARK)
    assert (mark.name, mark.what, mark.before, mark.after) == (
        "Ben Cole",
        "PG701 Report",
        "49",
        "0",
    )
    assert mark.why == "Late penalty: Late work: late work is not accepted. (Regulation 4.1)"


def test_what_is_ratified_stays_and_is_listed_as_such(ratified):
    found = try_rules(ratified, 1, UNROUNDED)
    aisha = [row for row in told(found) if row[0] == "Aisha Khan"]
    assert aisha == [
        ("Aisha Khan", "Mark", "70", "69.5", "ratified, stays"),
        ("Aisha Khan", "Module", "70 · Pass", "69.5 · Pass", "ratified, stays"),
        ("Aisha Khan", "Award", "70 · Distinction", "69.5 · Merit", "ratified, stays"),
    ]
    assert "2 ratified results stay." in found.summary


def test_following_other_rules_leaves_a_ratified_mark_as_it_is(ratified):
    before = {each.participant_id: each.ladder.final for each in read_ladders(ratified, 1)}
    seen = read_regulations(ratified, 1)
    assert seen.ratified == 1
    set_id = save_set(ratified, "No rounding", UNROUNDED)
    said = follow(ratified, 1, set_id, seen.version)
    assert said == "1 mark has been ratified by a board and stays as it is."
    after = {each.participant_id: each.ladder.final for each in read_ladders(ratified, 1)}
    assert before == {1: 70, 2: 49, 3: 62}
    assert after == {1: 70, 2: Decimal("49.4"), 3: 62}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([template.rules for template in templates()]),
    st.sampled_from([Decimal(50), Decimal(60)]),
    st.sampled_from(list(Counted)),
    st.sampled_from([Decimal(71), Decimal(90)]),
)
def test_no_change_of_rules_changes_a_ratified_mark(ratified, rules, cap, counts, distinction):
    rules = with_value(rules, "attempts.cap", cap)
    rules = with_value(rules, "attempts.counts", counts)
    rules = with_value(rules, "award.distinction", distinction)
    aisha = next(one for one in read_results(ratified, 1, rules).candidates if one.name == AISHA)
    assert [ladder.ladder.final for ladder in aisha.ladders] == [70]
    assert [module.outcome for module in aisha.outcome.modules] == [Outcome.PASSED]


def test_only_what_the_rules_change_is_listed(marked):
    found = try_rules(marked, 1, with_value(DEFAULT, "award.merit", Decimal(63)))
    assert told(found) == [("Chi Okoro", "Award", "62 · Merit", "62 · Pass", "changes")]
    assert found.summary == "1 award of 3 candidates would change."
