"""Only of the sample's own key is the passphrase told."""

from cohort_desk.services.programmes import create_programme
from cohort_desk.services.sample.making import ORGANISATION, PROGRAMME
from cohort_desk.services.signing import change_passphrase, make_key, told_passphrase
from cohort_desk.services.signing.told import PASSPHRASE


def test_the_samples_passphrase_is_told_until_it_is_changed(tmp_path):
    db = create_programme(tmp_path / "s.cohort", PROGRAMME, "2025 intake", ORGANISATION, "Ann")
    assert told_passphrase(db) == ""
    make_key(db, PASSPHRASE)
    assert told_passphrase(db) == PASSPHRASE
    change_passphrase(db, PASSPHRASE, "seven quiet hills")
    assert told_passphrase(db) == ""
    db.close()


def test_no_other_programmes_key_is_even_tried(db):
    make_key(db, PASSPHRASE)
    assert told_passphrase(db) == ""
