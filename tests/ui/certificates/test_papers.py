"""Certificates on paper and as files: those no longer valid are not handed out as if they were."""

import pytest

from cohort_desk.services.certificates.status import revoke
from cohort_desk.ui.kit.print_preview import PrintPreview


@pytest.fixture
def stage():
    return "issued"


@pytest.fixture
def register(office):
    office.turn_to("register")
    return office


def test_a_revoked_one_is_kept_as_a_record_and_not_printed(register):
    gone, *valid = register.ids
    revoke(register.db, gone, 1, "error", "Sent to another person")
    register.settle()
    panel, view = register.choose(gone), register.page.register
    assert not panel.open.isVisible()
    assert panel.save.text() == "Save PDF as a record…"
    view.table.opened.emit(gone)
    register.settle()
    assert "was revoked on" in register.told[-1]
    assert "not printed" in register.told[-1]
    assert not register.page.findChildren(PrintPreview)
    path = register.answer("path_to_save", register.files / "Some.pdf")
    view.prints_asked.emit((gone, *valid))
    register.settle()
    assert path.exists()
    assert register.told[-1].startswith("Saved 3 certificates in one PDF: Some.pdf. 1 was left out")
    assert panel.isVisible()
