"""Signed statements, Open Badges, and serials with their codes."""

from dataclasses import replace

import pytest

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import sample_statement
from cohort_desk.exchange.verification import Answer, read_printed, verify_code, verify_file
from cohort_desk.services.certificates.register import credential_of, statement_of
from cohort_desk.services.signing import open_badge, signed_statement


@pytest.fixture
def verify(tmp_path, issued):
    def ask(text, register="the programme's", trusted=()):
        path = tmp_path / "shown.jwt"
        path.write_text(text, encoding="utf-8")
        return verify_file(path, issued.db if isinstance(register, str) else register, trusted)

    return ask


@pytest.mark.parametrize("kept", [statement_of, credential_of])
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("valid", Answer.GENUINE),
        ("revoked", Answer.REVOKED),
        ("superseded", Answer.SUPERSEDED),
    ],
)
def test_what_was_issued_with_a_certificate_has_its_status(verify, issued, kept, name, answer):
    text = kept(issued.db, issued.ids[name])
    verdict = verify(f"{text}\n")
    assert verdict.answer is answer
    assert issued.entries[name].serial in verdict.sentences[0]
    alone = verify(text, None, [issued.chain])
    assert alone.answer is Answer.GENUINE
    assert "only the programme’s register can tell" in alone.sentences[1]
    assert verify(text, None).answer is Answer.UNKNOWN


@pytest.mark.parametrize("kept", [statement_of, credential_of])
def test_a_token_with_other_words_is_altered(verify, issued, kept):
    header, payload, signature = kept(issued.db, issued.ids["valid"]).split(".")
    _, other, _ = kept(issued.db, issued.ids["newer"]).split(".")
    assert payload != other
    assert verify(f"{header}.{other}.{signature}").answer is Answer.ALTERED


def test_a_token_that_was_signed_again_is_not_the_one_that_was_issued(verify, issued):
    statement = issued.entries["valid"].statement
    for sign in (signed_statement, open_badge):
        verdict = verify(sign(statement, issued.signer))
        assert verdict.answer is Answer.ALTERED
        assert "it is not the one that was issued with" in verdict.sentences[0]


def test_tokens_of_others_are_unknown(verify, issued, stranger):
    statement = issued.entries["valid"].statement
    for sign in (signed_statement, open_badge):
        assert verify(sign(statement, stranger)).answer is Answer.UNKNOWN
    elsewhere = replace(sample_statement(Kind.AWARD), serial="NOWHERE-2026-0001")
    badge = open_badge(elsewhere, issued.signer)
    assert "the register has no NOWHERE-2026-0001" in verify(badge).sentences[0]
    unsealed = signed_statement(elsewhere, issued.signer).split(".")[0]
    assert verify(f"{unsealed}.e30.e30").answer is Answer.ALTERED
    assert verify(issued.signer.sign_jws(b"{}", {"jwk": issued.signer.jwk})).sentences == (
        "This is signed with the programme’s key, but it belongs to no certificate.",
    )


@pytest.mark.parametrize("text", ["", "Dear colleagues", "ä" * 9, "a.b.c", '{"a": 1}'])
def test_other_text_is_unknown(verify, text):
    verdict = verify(text)
    assert verdict.answer is Answer.UNKNOWN
    assert "is neither a PDF file nor a signed statement" in verdict.sentences[0]


def test_a_serial_and_its_code_however_typed(issued):
    entry = issued.entries["valid"]
    for serial, code in (
        (entry.serial, entry.code),
        (f" {entry.serial.lower()} ", entry.code.replace("-", "").lower()),
    ):
        verdict = verify_code(issued.db, serial, code)
        assert verdict.answer is Answer.GENUINE
        assert f"issued to {entry.name}. Compare that" in verdict.sentences[0]


@pytest.mark.parametrize(
    ("name", "answer"), [("revoked", Answer.REVOKED), ("superseded", Answer.SUPERSEDED)]
)
def test_a_serial_and_its_code_tell_the_status(issued, name, answer):
    entry = issued.entries[name]
    verdict = verify_code(issued.db, entry.serial, entry.code)
    assert verdict.answer is answer
    assert entry.reason in verdict.sentences[1]


def test_what_was_mistyped_or_made_up_is_unknown(issued):
    entry, other = issued.entries["valid"], issued.entries["newer"]
    slip = ("B" if entry.code[0] != "B" else "C") + entry.code[1:]
    told = {
        (entry.serial, slip): "at least one character of it is wrong",
        ("1234", entry.code): "is no serial",
        (entry.serial, other.code): "with another verification code",
        ("SCRLP-1999-0001", entry.code): "The register has no certificate SCRLP-1999-0001.",
    }
    for (serial, code), why in told.items():
        verdict = verify_code(issued.db, serial, code)
        assert verdict.answer is Answer.UNKNOWN
        assert why in verdict.sentences[0]


def test_without_a_register_only_slips_are_found(issued):
    entry = issued.entries["valid"]
    verdict = verify_code(None, entry.serial, entry.code)
    assert verdict.answer is Answer.UNKNOWN
    assert verdict.sentences[0].startswith("The code is well formed.")


def test_what_a_qr_code_holds_is_taken_apart():
    pair = ("SCRLP-2026-0001", "K7QF-3M2P-9TXX")
    assert read_printed(" ".join(pair)) == pair
    address = f"https://example.org/v?code={pair[1]}&serial={pair[0]}"
    assert read_printed(f" {address}\n") == pair
    assert read_printed("nothing") == ("nothing", "")
