"""`cohort-desk key`: the programme's key made, imported, listed, resealed, retired, handed out."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from cohort_desk.cli import passphrases
from cohort_desk.cli.main import run
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.signing import unlock
from cohort_desk.services.signing.identity import KeyPair, self_signed

FIRST, SECOND = "correct horse battery", "another one entirely"


@pytest.fixture(autouse=True)
def _nobody_at_the_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    for secret in (passphrases.OF_KEY, passphrases.NEW, passphrases.OF_FILE):
        monkeypatch.delenv(secret.variable, raising=False)


@pytest.fixture
def secret(tmp_path):
    """Writes a passphrase into a file and returns its path."""

    def write(text):
        path = tmp_path / f"{text[:7]}.txt"
        path.write_text(f"{text}\nthe second line is not of it\n", encoding="utf-8")
        return path

    return write


def opened_by(file, passphrase):
    db = open_programme(file)
    try:
        return unlock(db, passphrase).key_id
    finally:
        db.close()


def test_a_key_is_made_replaced_and_retired(ask, programme, secret):
    code, answer = ask("key", "make", programme, "--passphrase-file", secret(FIRST))
    assert code == 0
    assert [key["state"] for key in answer["keys"]] == ["In use"]
    code, answer = ask("key", "make", programme, "--passphrase-file", secret(SECOND))
    assert code == 1
    assert "has a key already" in answer["error"]
    ask("key", "make", programme, "--replace", "--passphrase-file", secret(SECOND))
    _, answer = ask("key", "list", programme)
    assert [(key["id"], key["state"]) for key in answer["keys"]] == [(2, "In use"), (1, "Retired")]
    _, answer = ask("key", "retire", programme)
    assert {key["state"] for key in answer["keys"]} == {"Retired"}
    assert "has no key in use" in ask("key", "retire", programme)[1]["error"]


def test_the_passphrase_comes_from_the_environment_too(ask, programme, monkeypatch):
    monkeypatch.setenv("COHORT_DESK_PASSPHRASE", FIRST)
    assert ask("key", "make", programme)[0] == 0
    monkeypatch.setenv("COHORT_DESK_NEW_PASSPHRASE", SECOND)
    assert ask("key", "change-passphrase", programme)[0] == 0
    assert opened_by(programme, SECOND) == 1


def test_where_nobody_can_be_asked_it_is_said_how_to_give_it(ask, programme):
    code, answer = ask("key", "make", programme)
    assert code == 1
    assert "--passphrase-file" in answer["error"]
    assert "COHORT_DESK_PASSPHRASE" in answer["error"]


def test_on_a_terminal_a_new_passphrase_is_asked_for_twice(ask, programme, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter([FIRST, SECOND, FIRST, FIRST])
    monkeypatch.setattr(passphrases, "getpass", lambda _prompt, stream: next(typed))
    assert "were not the same" in ask("key", "make", programme)[1]["error"]
    assert ask("key", "make", programme)[0] == 0
    assert opened_by(programme, FIRST) == 1


def test_weak_wrong_and_missing_passphrases_are_sentences(ask, programme, secret, tmp_path):
    assert (
        "at least 12"
        in ask("key", "make", programme, "--passphrase-file", secret("short"))[1]["error"]
    )
    assert (
        "cannot be read" in ask("key", "make", programme, "--passphrase-file", tmp_path)[1]["error"]
    )
    (tmp_path / "empty").touch()
    empty = ask("key", "make", programme, "--passphrase-file", tmp_path / "empty")[1]
    assert "no passphrase in its first line" in empty["error"]
    ask("key", "make", programme, "--passphrase-file", secret(FIRST))
    given = ("--passphrase-file", secret(SECOND), "--new-passphrase-file", secret(FIRST))
    assert "is not the passphrase" in ask("key", "change-passphrase", programme, *given)[1]["error"]


def test_a_passphrase_is_never_an_argument(programme, capsys):
    assert run(["key", "make", programme, "--passphrase", FIRST]) == 2
    assert "usage: cohort-desk key" in capsys.readouterr().err


def test_a_key_from_elsewhere_is_taken_over(ask, programme, secret, tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    pair = KeyPair(key, (self_signed(key, "Seal of the office", "", now),))
    own = x509.load_der_x509_certificate(pair.chain[0])
    path = tmp_path / "seal.pfx"
    sealed = BestAvailableEncryption(b"of the file")
    path.write_bytes(serialize_key_and_certificates(None, key, own, None, sealed))
    given = ("--file-passphrase-file", secret("of the file"), "--passphrase-file", secret(FIRST))
    _, answer = ask("key", "import", programme, path, *given)
    assert answer["keys"][0]["subject"] == "Seal of the office"
    assert opened_by(programme, FIRST) == 1


def test_the_public_certificate_is_written(ask, programme, secret, tmp_path, capsys):
    _, answer = ask("key", "make", programme, "--passphrase-file", secret(FIRST))
    out = tmp_path / "leaders.cer"
    _, told = ask("key", "export", programme, "--out", out)
    assert told["written"] == str(out)
    from_file = x509.load_der_x509_certificate(out.read_bytes())
    assert from_file.fingerprint(hashes.SHA256()).hex() == answer["keys"][0]["fingerprint"]
    assert (
        "There is no key 7" in ask("key", "export", programme, "--key", 7, "--out", out)[1]["error"]
    )
    assert run(["key", "list", programme]) == 0
    assert capsys.readouterr().out.startswith("1  In use: Leaders, valid to ")


def test_a_programme_without_a_key_says_how_to_make_one(programme, capsys):
    assert run(["key", "list", programme]) == 0
    assert "cohort-desk key make" in capsys.readouterr().out
