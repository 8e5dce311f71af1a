"""The letters that stand for agencies side by side."""

from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.agencies import LONGEST_MARK, Marked, distinct_marks


def marks(*names, own=()):
    """Return the marks of agencies, those with a short name of their own first."""
    with_own = [Marked(n, name, short) for n, (name, short) in enumerate(own, start=100)]
    return list(distinct_marks([*with_own, *map(Marked, range(len(names)), names)]).values())


def test_marks_are_the_usual_abbreviations_where_those_differ():
    names = "South Yorkshire Fire and Rescue Service", "South Yorkshire Mayoral Combined Authority"
    assert marks(*names) == ["SYFRS", "SYMCA"]


def test_numbered_agencies_are_told_apart_by_their_numbers():
    assert marks(*(f"Council {n}" for n in range(9, 13))) == ["C9", "C10", "C11", "C12"]


def test_equal_abbreviations_show_more_of_the_word_that_differs():
    assert marks("Sheffield City Council", "Sunderland City Council") == ["ShCC", "SuCC"]
    alike = "Barnsley Hospital", "Barnsley Hostel", "Barnsley Homes"
    assert marks(*alike) == ["BHosp", "BHost", "BHome"]


def test_a_short_name_that_an_office_uses_stays_and_the_others_give_way():
    assert marks("Sunderland City Council", own=[("Sheffield City Council", "SCC")]) == [
        "SCC",
        "SuCC",
    ]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_agency_has_a_mark_that_fits(names):
    found = marks(*names)
    assert len(found) == len(names)
    assert all(len(mark) <= LONGEST_MARK for mark in found)
