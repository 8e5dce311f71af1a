"""What the page shows of a register that another program has damaged, and of files in a ZIP."""

import zipfile

import pytest
from sqlalchemy import text

from cohort_desk.services.certificates.register import pdf_of, read_register


@pytest.fixture
def stage():
    return "issued"


def spoil(db):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE certificate SET snapshot = '{}' WHERE number = 1"))


def test_one_damaged_entry_does_not_take_the_register_down(office):
    spoil(office.db)
    view = office.turn_to("register").register
    assert office.column(view, "Status") == ["Valid", "Valid", "Valid", "Damaged"]
    office.choose(office.ids[0])
    assert "0001 is damaged" in office.read(office.page.certificate)
    assert not office.page.certificate.revoke.isVisible()
    view.revoke_asked.emit(office.ids[0])
    assert "restore the newest good backup" in office.told[-1]


def test_a_file_that_is_gone_and_a_damaged_zip_hide_the_answers_to_no_other(office):
    view = office.turn_to("verify").verify
    good = office.files / "Good.pdf"
    good.write_bytes(pdf_of(office.db, read_register(office.db)[0].id))
    with zipfile.ZipFile(office.files / "Batch.zip", "w") as archive:
        archive.write(good, "Packed.pdf")
    spoilt = office.files / "Spoilt.zip"
    spoilt.write_bytes(b"PK\x03\x04 cut short")
    office.drop(view, office.files / "gone.pdf", good, office.files / "Batch.zip", spoilt)
    assert office.column(view, "File") == ["gone.pdf", "Good.pdf", "Packed.pdf", "Spoilt.zip"]
    assert office.column(view, "Answer") == ["Unknown", "Genuine", "Genuine", "Unknown"]
