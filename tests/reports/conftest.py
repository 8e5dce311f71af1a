"""What the tests of paper share."""

from datetime import date

import pytest
from pypdf import PdfReader

from cohort_desk.services.groups.lists import GroupList, ListedGroup, ListedMember

_AGENCIES = (
    ("South Yorkshire Police", "SYP", "police"),
    ("Sheffield City Council", "Sheffield", "local_government"),
    ("Barnsley Hospital NHS Foundation Trust", "Barnsley Hospital", "health"),
    ("South Yorkshire Fire and Rescue Service", "SYFR", "fire"),
)


def _member(number, name=None):
    agency, short, sector = _AGENCIES[number % len(_AGENCIES)]
    name = name or f"Person Number{number}"
    return ListedMember(name, agency, short, sector, "Team leader", f"p{number}@example.org")


@pytest.fixture
def group_list():
    """Makes a list of so many groups of so many people; `name` replaces the first person's."""

    def make(groups, size, name=None):
        return GroupList(
            programme="Test programme",
            cohort="2026 intake",
            round_name="Innovation projects",
            version=2,
            stood_on=date(2026, 11, 14),
            groups=tuple(
                ListedGroup(
                    f"Group {group + 1}",
                    tuple(
                        _member(group * size + seat, name if group == seat == 0 else None)
                        for seat in range(size)
                    ),
                )
                for group in range(groups)
            ),
        )

    return make


@pytest.fixture
def pages():
    """Reads a PDF as the text of each page, every run of white space one space."""

    def read(path):
        return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]

    return read
