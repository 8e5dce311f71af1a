"""Names of agencies in few words."""

import pytest

from cohort_desk.domain.agencies.short_names import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Barnsley Hospital NHS Foundation Trust", "Barnsley Hospital"),
        ("The Royal Wolverhampton NHS Trust", "Royal Wolverhampton"),
        ("Barnsley Metropolitan Borough Council", "Barnsley"),
        ("South Yorkshire Fire and Rescue Service", "South Yorkshire Fire"),
        ("South Yorkshire Police", "South Yorkshire Police"),
        ("NHS Trust", "NHS Trust"),
        ("", ""),
    ],
)
def test_article_and_legal_form_go(name, short):
    assert short_name(name) == short
