"""What each kind of criterion counts, recounted plainly, and that the former serves it."""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
)
from cohort_desk.domain.forming.settings.availability import slots_of
from cohort_desk.domain.forming.sizes import Sizes

KINDS = (
    Criterion(CriterionKind.GATHER, "location", Importance.HIGH),
    Criterion(CriterionKind.NO_LONE_ONE, "gender", Importance.MEDIUM),
    Criterion(CriterionKind.NO_LONE_ONE, "gender", Importance.LOW, only=("w",)),
    Criterion(CriterionKind.MEET, "availability", Importance.MUST, slots=2),
)
SLOTS = ("Mon am", "Mon pm", "Tue am")


def people(rows):
    return tuple(Member(n, f"Person {n}", dict(row)) for n, row in enumerate(rows))


@st.composite
def boards(draw):
    row = st.fixed_dictionaries(
        {
            "location": st.sampled_from(["", "Avon", "Bath"]),
            "gender": st.sampled_from(["", "w", "m"]),
            "availability": st.lists(st.sampled_from(SLOTS), unique=True).map("; ".join),
        }
    )
    members = people(draw(st.lists(row, min_size=2, max_size=10)))
    where = [draw(st.integers(0, 2)) for _ in members]
    return members, [[n for n, at in enumerate(where) if at == group] for group in range(3)]


def recounted(members, group):
    """Return what one group counts, criterion by criterion, in the plainest way."""
    values = {key: [members[n].values[key] for n in group] for key in ("location", "gender")}
    apart = sum(
        "" not in pair and pair[0] != pair[1] for pair in combinations(values["location"], 2)
    )
    sharing = Counter(value for value in values["gender"] if value)
    alone = sum(count == 1 for count in sharing.values())
    named = {slot for member in members for slot in slots_of(member.values["availability"]) or ()}
    free = [slots_of(members[n].values["availability"]) for n in group]
    common = named.intersection(*(slots for slots in free if slots is not None))
    short = max(0, 2 - len(common)) if group and named else 0
    return (apart, alone, int(sharing["w"] == 1), short)


@settings(max_examples=80, deadline=None)
@given(boards())
def test_the_score_card_equals_a_plain_recount(board):
    members, groups = board
    recipe = Recipe(Sizes(1, 12, 4), KINDS)
    score = LiveBoard(FormingRequest(members, recipe), groups).score()
    plain = [recounted(members, group) for group in groups]
    assert [group.counts for group in score.groups] == plain
    assert [one.count for one in score.criteria] == [
        sum(column) for column in zip(*plain, strict=True)
    ]
    assert score.bound <= score.objective


def formed(rows, *criteria, size=4, earlier=()):
    recipe = Recipe(Sizes(size, size, size), criteria)
    return form(FormingRequest(people(rows), recipe, earlier=earlier), steps=300)


def test_the_same_are_gathered():
    outcome = formed([{"location": "Avon" if n % 2 else "Bath"} for n in range(16)], KINDS[0])
    assert outcome.proven_best
    assert outcome.score.criteria[0].words == "Different-location pairs: none"


def test_nobody_is_left_alone_where_that_can_be_helped():
    rows = [{"gender": "w" if n < 5 else "m"} for n in range(16)]
    outcome = formed(rows, KINDS[2])
    assert 1 not in [sum(n < 5 for n in group) for group in outcome.groups]
    assert outcome.proven_best


def test_that_one_must_be_alone_is_proven():
    """Five women in groups of four: two and three of them, or else one man, are one too few."""
    outcome = formed([{"gender": "w" if n < 5 else "m"} for n in range(16)], KINDS[1])
    assert outcome.score.criteria[0].count == 1
    assert outcome.proven_best


def test_a_value_that_one_person_has_is_alone_in_any_case():
    outcome = formed([{"gender": "w" if n == 0 else "m"} for n in range(8)], KINDS[1])
    assert outcome.score.criteria[0].words == (
        "People alone by gender: 1; no arrangement can have fewer than 1"
    )


def test_groups_have_times_in_common():
    times = ("Mon am; Mon pm", "Tue am; Tue pm", "Wed am; Wed pm", "")
    outcome = formed([{"availability": times[n % 4]} for n in range(16)], KINDS[3])
    assert outcome.score.criteria[0].count == 0
    assert outcome.proven_best


def test_where_no_bound_is_known_the_score_says_so():
    times = ("Mon am", "Tue am", "Wed am", "Thu am; Fri am")
    outcome = formed([{"availability": times[n % 4]} for n in range(80)], KINDS[3], size=8)
    (meeting,) = outcome.score.criteria
    assert meeting.words.endswith(("how few are possible is not known", f"than {meeting.bound}"))


def test_a_round_with_an_importance_of_its_own_counts_by_that_alone():
    rows = [{"Round 1": f"{n // 4}", "Round 2": f"{n % 4}"} for n in range(16)]
    every = Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH)
    off = Criterion(CriterionKind.NEW_FACES, "Round 1", Importance.OFF)
    both = formed(rows, every, earlier=("Round 1", "Round 2"))
    one = formed(rows, off, every, earlier=("Round 1", "Round 2"))
    assert [score.criterion.column for score in both.score.criteria] == ["Round 1", "Round 2"]
    assert [score.criterion.column for score in one.score.criteria] == ["Round 2"]
