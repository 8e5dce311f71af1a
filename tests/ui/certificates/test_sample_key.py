"""The sample says its key's passphrase where it is asked for; no other programme does."""

import pytest

from cohort_desk.db.tables import ProgrammeRow
from cohort_desk.services.signing import make_key
from cohort_desk.services.signing.told import PASSPHRASE

TOLD = f"This is the sample: its passphrase is “{PASSPHRASE}”."


@pytest.fixture
def sample(db):
    """The programme under the sample's name, with the sample's key."""
    with db.begin("another name") as work:
        row = work.need(ProgrammeRow, 1)
        row.name = f"{row.name} (sample)"
    make_key(db, PASSPHRASE, replace=True)


@pytest.mark.usefixtures("sample")
def test_the_samples_key_is_told_where_its_passphrase_is_asked_for(office):
    office.turn_to("keys")
    assert office.read(office.page.keys).count(TOLD) == 1  # two keys, of which one is retired
    office.turn_to("ready")
    office.click(office.page.issue_button)
    assert TOLD in office.read(office.page.issue)
    office.page.issue.passphrase.setText(PASSPHRASE)
    office.click(office.page.issue.go)
    assert len(office.ids) == 4


@pytest.mark.parametrize("stage", ["issued"])
@pytest.mark.usefixtures("sample")
def test_the_samples_key_is_told_where_a_certificate_is_reissued(office):
    office.turn_to("register")
    panel = office.choose(office.ids[0])
    office.click(panel.reissue)
    assert TOLD in office.read(panel.form)
    office.click(panel.revoke)
    assert TOLD not in office.read(panel.form)


def test_no_other_programmes_passphrase_is_told(office):
    office.click(office.page.issue_button)
    assert office.page.issue.passphrase.isVisible()
    assert "sample" not in office.read(office.page.issue.form)
    office.turn_to("keys")
    assert "passphrase is" not in office.read(office.page.keys)
