"""Which names are free, and what names are cut to."""

from itertools import islice

from cohort_desk.domain.names import free_name, initials, numbered_names


def test_a_name_that_is_borne_gets_the_first_free_number():
    assert free_name("North", {"south"}) == "North"
    assert free_name("North", {"north", "north (2)"}) == "North (3)"


def test_numbers_that_are_borne_are_passed_over():
    assert list(islice(numbered_names("Group", {"group 2", "pilot"}), 3)) == [
        "Group 1",
        "Group 3",
        "Group 4",
    ]
    assert next(numbered_names("Round", {"round 3"}, 3)) == "Round 4"


def test_initials_are_of_the_first_and_the_last_word():
    names = ("Aisha Maria Khan", "ben", "", "Дмитрий Иванов")
    assert [initials(name) for name in names] == ["AK", "B", "", "ДИ"]
