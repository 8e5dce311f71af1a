"""What the fields of a participant may hold, and how they are stored."""

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.people import FIELD_LABELS, clean_field, clean_fields


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("email", "  Aisha.KHAN@Example.ORG ", "aisha.khan@example.org"),
        ("email", "", None),
        ("reference", " ", None),
        ("given_name", "Mary  Jane", "Mary Jane"),
        ("years_of_service", "12", 12),
        ("years_of_service", "12.0", 12),
        ("years_of_service", "", None),
        ("years_of_service", 0, 0),
        ("agency_id", "", None),
        ("agency_id", "4", 4),
        ("notes", " one \n two ", "one\n two"),
        ("location", "Leeds\nYork", "Leeds York"),
        ("status", "withdrawn", "withdrawn"),
    ],
)
def test_what_is_typed_is_stored_tidied(field, typed, stored):
    assert clean_field(field, typed) == stored


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("family_name", "  ", "Family name is needed"),
        ("family_name", "42", "Family name is needed"),
        ("family_name", "=1+1", "“=1\\+1” has no letters"),
        ("email", "aisha.khan", "“aisha.khan” is not an e-mail address"),
        ("email", "a@b", "not an e-mail address"),
        ("email", "a@b.org; c@d.org", "not an e-mail address"),
        ("years_of_service", "71", "whole number from 0 to 70"),
        ("years_of_service", "-1", "whole number from 0 to 70"),
        ("years_of_service", "2.5", "whole number from 0 to 70"),
        ("years_of_service", "nan", "whole number from 0 to 70"),
        ("years_of_service", "ten", "whole number from 0 to 70"),
        ("grade", "x" * 81, "Grade takes at most 80 characters"),
        ("status", "left", "statuses in the list"),
    ],
)
def test_a_broken_rule_names_its_field_in_a_sentence(field, typed, sentence):
    with pytest.raises(RuleBroken, match=sentence) as caught:
        clean_field(field, typed)
    assert caught.value.field == field


def test_every_field_that_has_a_label_takes_an_empty_value_or_says_why_not():
    refused = set()
    for field in FIELD_LABELS:
        try:
            clean_field(field, "")
        except RuleBroken as error:
            refused.add(error.field)
    assert refused == {"family_name", "status"}


def test_a_field_that_does_not_exist_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        clean_fields({"shoe_size": "9"})
