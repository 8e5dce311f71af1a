"""Where a submission stands: every state of section 2, read off what is recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.marks.states import (
    Facts,
    Moderation,
    State,
    Visibility,
    is_finalised,
    state_of,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HANDED_IN = Facts(deadline=NOW + DAY, files=1, submitted_at=NOW - 2 * DAY, needed=2, allotted=2)
CLOSED = replace(HANDED_IN, deadline=NOW - DAY)
MARKED = replace(CLOSED, begun=2, final=2)
AGREED = replace(MARKED, agreed=True)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.DRAFT),
        (Facts(deadline=NOW - DAY), State.DRAFT),
        (HANDED_IN, State.SUBMITTED),
        (replace(HANDED_IN, finalised_at=NOW - DAY), State.FINALISED),
        (CLOSED, State.FINALISED),
        (replace(CLOSED, begun=1), State.IN_MARKING),
        (replace(CLOSED, begun=2, final=1), State.IN_MARKING),
        (MARKED, State.MARKED),
        (replace(MARKED, needed=3), State.IN_MARKING),
        (AGREED, State.AGREED),
        (replace(AGREED, moderation=Moderation.OPEN), State.AGREED),
        (replace(AGREED, moderation=Moderation.SENT_BACK), State.AGREED),
        (replace(AGREED, moderation=Moderation.CONFIRMED), State.MODERATED),
        (replace(AGREED, visibility=Visibility.PROVISIONAL), State.PROVISIONAL),
        (replace(CLOSED, visibility=Visibility.PROVISIONAL), State.FINALISED),
        (replace(AGREED, before_board=True), State.BEFORE_BOARD),
        (replace(AGREED, before_board=True, ratified=True), State.RATIFIED),
    ],
)
def test_each_state_follows_from_the_facts(facts, state):
    assert state_of(facts, NOW) is state


def test_the_deadline_finalises_what_has_a_file_and_was_not_opened_again():
    assert not is_finalised(CLOSED, CLOSED.deadline - timedelta(seconds=1))
    assert is_finalised(CLOSED, CLOSED.deadline)
    assert not is_finalised(replace(CLOSED, files=0), NOW)
    opened = replace(CLOSED, reopened_at=NOW)
    assert state_of(opened, NOW) is State.SUBMITTED
    assert state_of(replace(opened, finalised_at=NOW), NOW) is State.FINALISED


def test_a_later_deadline_opens_nothing_that_is_being_marked():
    later = replace(CLOSED, begun=1, deadline=NOW + DAY)
    assert state_of(later, NOW) is State.IN_MARKING
    assert state_of(replace(later, final=1, needed=1), NOW) is State.MARKED
    opened = replace(later, reopened_at=NOW)
    assert state_of(opened, NOW) is State.SUBMITTED
    assert state_of(replace(opened, final=1, needed=1), NOW) is State.MARKED


_VALUES = {
    "deadline": st.sampled_from([None, NOW - DAY, NOW + DAY]),
    "files": st.integers(0, 1),
    "submitted_at": st.sampled_from([None, NOW - 2 * DAY]),
    "begun": st.integers(0, 2),
    "final": st.integers(0, 2),
    "needed": st.integers(1, 3),
    "agreed": st.booleans(),
    "moderation": st.sampled_from(Moderation),
    "visibility": st.sampled_from(Visibility),
}


@given(st.builds(Facts, **_VALUES))
def test_no_state_is_reached_without_the_ones_it_stands_on(facts):
    state = list(State).index(state_of(facts, NOW))
    if state >= list(State).index(State.IN_MARKING):
        assert is_finalised(facts, NOW)
    if state >= list(State).index(State.MARKED):
        assert facts.final >= facts.needed
    if state >= list(State).index(State.AGREED):
        assert facts.agreed
