"""The sign-in sheet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.sign_in_sheet import write_sign_in_sheet
from cohort_desk.services.attendance import SessionLine, SignInSheet

BEGUN = datetime(2026, 7, 6, 8, 30, tzinfo=UTC)


def sheet(people):
    session = SessionLine(
        id=1,
        version=1,
        cohort_id=1,
        title="Systems thinking",
        starts_at=BEGUN,
        ends_at=BEGUN + timedelta(hours=7),
        module_id=None,
        module="SYS",
        place="Sheffield Town Hall",
        required=True,
        counts={},
        unrecorded=people,
    )
    names = tuple((f"Zoë Surname{n}", "Sheffield City Council") for n in range(people))
    return SignInSheet("Test programme", "2026 intake", session, names, date(2026, 7, 1))


def test_everybody_is_on_it_with_the_head_on_each_page(tmp_path, pages):
    write_sign_in_sheet(sheet(60), tmp_path / "a.pdf")
    texts = pages(tmp_path / "a.pdf")
    assert len(texts) == 3
    assert "6 July 2026, 09:30 to 16:30 · Sheffield Town Hall · SYS" in texts[0]
    assert all("Name Agency Time in Signature" in text for text in texts)
    assert all(f"Page {at} of 3" in text for at, text in enumerate(texts, start=1))
    assert all(f"Surname{n} " in " ".join(texts) for n in range(60))


def test_without_people_there_is_nothing_to_sign(tmp_path):
    with pytest.raises(NothingToPrint, match="Nobody is enrolled"):
        write_sign_in_sheet(sheet(0), tmp_path / "a.pdf")
