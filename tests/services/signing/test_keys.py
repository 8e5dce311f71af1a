"""The programme's key: made, sealed, unlocked, replaced, retired, handed out."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from cohort_desk.db.tables import SigningKeyRow
from cohort_desk.domain.errors import CannotWrite, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.services.programmes import edit_programme, read_programme
from cohort_desk.services.signing import (
    KeyExpired,
    NoKey,
    WrongPassphrase,
    change_passphrase,
    check_passphrase,
    export_certificate,
    key_in_use,
    keys,
    make_key,
    read_keys,
    retire_key,
    unlock,
)
from cohort_desk.services.signing import identity as identities
from cohort_desk.services.signing.passphrases import ROUNDS, sealed

PASSPHRASE = "correct horse battery"  # noqa: S105
OTHER = "another one entirely"


def row_of(db, key_id):
    with db.read() as work:
        row = work.session.get_one(SigningKeyRow, key_id)
        return row.secret, row.chain, row.algorithm


def test_a_key_is_made_in_the_programmes_name_and_signs(any_db):
    version = read_programme(any_db).version
    edit_programme(any_db, version, "Leaders of many agencies", "Example Council")
    made = make_key(any_db, PASSPHRASE)
    assert made.subject == made.issuer == "Leaders of many agencies, Example Council"
    assert made.self_signed
    assert key_in_use(any_db) == made
    signer = unlock(any_db, PASSPHRASE)
    assert signer.key_id == made.id
    certificate = x509.load_der_x509_certificate(signer.chain[0])
    certificate.public_key().verify(signer.sign(b"words"), b"words", ECDSA(hashes.SHA256()))
    certificate.verify_directly_issued_by(certificate)


def test_its_certificate_is_for_documents_and_lasts_ten_years(db):
    made = make_key(db, PASSPHRASE)
    usage = x509.load_der_x509_certificate(made.chain[0]).extensions
    allowed = usage.get_extension_for_class(x509.KeyUsage).value
    assert (allowed.digital_signature, allowed.content_commitment) == (True, True)
    others = (allowed.key_cert_sign, allowed.crl_sign, allowed.key_agreement)
    assert others == (False, False, False)
    assert usage.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert made.valid_from < made.made_at < made.valid_from + timedelta(hours=2)
    assert made.valid_to.year == made.made_at.year + 10


def test_names_that_x509_has_no_room_for_are_cut(db):
    edit_programme(db, read_programme(db).version, "Ł" * 200, "")
    found = x509.load_der_x509_certificate(make_key(db, PASSPHRASE).chain[0]).subject
    assert found.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Ł" * 32


def test_the_secret_is_kept_under_the_passphrase_only(db, tmp_path):
    made = make_key(db, PASSPHRASE)
    secret, _chain, algorithm = row_of(db, made.id)
    assert algorithm == "ES256"
    assert secret.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    assert PASSPHRASE not in secret
    pem = tmp_path / "key.pem"
    pem.write_text(secret, encoding="ascii")
    told = subprocess.run(
        ["openssl", "asn1parse", "-in", pem], capture_output=True, text=True, check=True
    ).stdout
    assert "aes-256-cbc" in told
    assert "hmacWithSHA256" in told
    assert f":{ROUNDS:06X}" in told


def test_another_program_opens_the_secret(db, tmp_path):
    secret, chain, _ = row_of(db, make_key(db, PASSPHRASE).id)
    (tmp_path / "key.pem").write_text(secret, encoding="ascii")
    (tmp_path / "chain.pem").write_text(chain, encoding="ascii")

    def public(*arguments):
        return subprocess.run(
            ["openssl", *arguments], cwd=tmp_path, capture_output=True, check=True
        ).stdout

    opened = public("pkey", "-in", "key.pem", "-passin", f"pass:{PASSPHRASE}", "-pubout")
    assert opened == public("x509", "-in", "chain.pem", "-noout", "-pubkey")


def test_a_wrong_passphrase_opens_nothing(db):
    make_key(db, PASSPHRASE)
    for typed in ("", PASSPHRASE.upper(), f"{PASSPHRASE} "):
        with pytest.raises(WrongPassphrase, match="is not the passphrase"):
            unlock(db, typed)


def test_an_accent_typed_in_two_ways_is_one_passphrase(db):
    make_key(db, "caf\u00e9 behind the station")
    assert unlock(db, "cafe\u0301 behind the station").key_id == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("short words", "at least 12 characters"),
        ("x" * 201, "at most 200 characters"),
        ("aaaaaaaaaaaaa", "repeats too few characters"),
        (" begins with a space", "begins or ends with a space"),
        ("TEST PROGRAMME", "the first that anybody would try"),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_reason(db, typed, why):
    with pytest.raises(RuleBroken, match=why) as refused:
        make_key(db, typed)
    assert refused.value.field == "passphrase"
    assert read_keys(db) == ()


def test_words_are_a_good_passphrase():
    check_passphrase(PASSPHRASE)


def test_without_a_key_nothing_is_unlocked(db):
    with pytest.raises(NoKey, match="has no key to sign with yet"):
        unlock(db, PASSPHRASE)
    with pytest.raises(NoKey):
        change_passphrase(db, PASSPHRASE, OTHER)


def test_a_second_key_takes_the_place_of_the_first_only_when_asked_to(db):
    first = make_key(db, PASSPHRASE)
    with pytest.raises(RuleBroken, match="has a key already"):
        make_key(db, OTHER)
    second = make_key(db, OTHER, replace=True)
    listed = read_keys(db)
    assert [key.id for key in listed] == [second.id, first.id]
    now = datetime.now(UTC)
    assert [key.state(now) for key in listed] == ["In use", "Retired"]
    assert listed[1].chain == first.chain
    assert unlock(db, OTHER).key_id == second.id


def test_a_passphrase_is_changed_for_whoever_knows_it(db):
    make_key(db, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        change_passphrase(db, OTHER, "yet another passphrase")
    with pytest.raises(RuleBroken, match="is the old one"):
        change_passphrase(db, PASSPHRASE, PASSPHRASE)
    before = unlock(db, PASSPHRASE)
    change_passphrase(db, PASSPHRASE, OTHER)
    with pytest.raises(WrongPassphrase):
        unlock(db, PASSPHRASE)
    assert unlock(db, OTHER).chain == before.chain


def test_a_passphrase_that_someone_else_changes_meanwhile_is_left(db, monkeypatch):
    make_key(db, PASSPHRASE)

    def sealed_late(key, passphrase):
        monkeypatch.undo()
        change_passphrase(db, PASSPHRASE, OTHER)
        return sealed(key, passphrase)

    monkeypatch.setattr(keys, "sealed", sealed_late)
    with pytest.raises(EditedMeanwhile, match="Nothing was overwritten"):
        change_passphrase(db, PASSPHRASE, "yet another passphrase")
    assert unlock(db, OTHER).key_id == 1


def test_a_retired_key_signs_no_more_and_stays_listed(db):
    made = make_key(db, PASSPHRASE)
    retire_key(db, made.id)
    with pytest.raises(NoKey):
        unlock(db, PASSPHRASE)
    with pytest.raises(RuleBroken, match=r"was retired on .* already"):
        retire_key(db, made.id)
    with pytest.raises(NotFound):
        retire_key(db, 99)
    assert [key.retired_at is None for key in read_keys(db)] == [False]


def test_an_expired_key_is_not_unlocked(db, monkeypatch):
    monkeypatch.setattr(identities, "_VALID", timedelta(hours=-1))
    monkeypatch.setattr(identities, "_SLOW_CLOCKS", timedelta(hours=2))
    made = make_key(db, PASSPHRASE)
    assert made.state(datetime.now(UTC)) == "Expired"
    with pytest.raises(KeyExpired, match=r"expired on .* so nothing was signed"):
        unlock(db, PASSPHRASE)


@pytest.mark.parametrize("name", ["programme.cer", "programme.pem"])
def test_the_certificate_is_written_for_others(db, tmp_path, name):
    made = make_key(db, PASSPHRASE)
    export_certificate(db, made.id, tmp_path / name)
    content = (tmp_path / name).read_bytes()
    is_text = name.endswith(".pem")
    read = x509.load_pem_x509_certificate if is_text else x509.load_der_x509_certificate
    assert read(content).fingerprint(hashes.SHA256()).hex() == made.fingerprint
    assert b"PRIVATE" not in content


def test_a_certificate_that_cannot_be_written_is_a_sentence(db, tmp_path):
    made = make_key(db, PASSPHRASE)
    with pytest.raises(CannotWrite):
        export_certificate(db, made.id, tmp_path / "nowhere" / "a.cer")


def test_a_signer_does_not_show_its_secret(db):
    make_key(db, PASSPHRASE)
    signer = unlock(db, PASSPHRASE)
    assert "secret" not in repr(signer)
    assert "jose" not in repr(signer)
    assert "d" not in signer.jwk


def test_keys_for_packs_are_not_among_them(db):
    with db.begin_unjournalled() as work:
        made = {"algorithm": "Ed25519", "public": "aa", "secret": "bb"}
        work.session.add(SigningKeyRow(purpose="packs", made_at=datetime.now(UTC), **made))
    make_key(db, PASSPHRASE)
    assert len(read_keys(db)) == 1
    with db.read() as work:
        assert len(work.session.scalars(select(SigningKeyRow)).all()) == 2
