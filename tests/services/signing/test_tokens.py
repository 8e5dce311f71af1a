"""Signed statements and Open Badges, verified by PyJWT, which shares no code with what signs."""

import base64
import hashlib
import json
from datetime import UTC, date, datetime

import jwt
import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import sample_statement
from cohort_desk.domain.certificates.statement import canonical, to_plain
from cohort_desk.services.programmes import create_programme
from cohort_desk.services.signing import (
    NoToken,
    TokenAltered,
    TokenUnknown,
    make_key,
    open_badge,
    read_token,
    signed_statement,
    unlock,
)

PASSPHRASE = "correct horse battery"  # noqa: S105


@pytest.fixture(scope="module")
def signers(tmp_path_factory):
    """Two programmes' keys."""
    made = []
    for name in ("Leaders", "Strangers"):
        place = tmp_path_factory.mktemp("keys") / f"{name}.cohort"
        db = create_programme(place, name, "2026", "Example Council", "Ann")
        make_key(db, PASSPHRASE)
        made.append(unlock(db, PASSPHRASE))
        db.close()
    return made


@pytest.fixture(scope="module")
def signer(signers):
    return signers[0]


def public_key(signer):
    return x509.load_der_x509_certificate(signer.chain[0]).public_key()


def segment(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def flipped(text, at):
    return f"{text[:at]}{'A' if text[at] != 'A' else 'B'}{text[at + 1 :]}"


def test_a_signed_statement_holds_the_canonical_bytes_under_es256(signer):
    statement = sample_statement(Kind.AWARD)
    token = signed_statement(statement, signer)
    found = jwt.PyJWS().decode_complete(token, public_key(signer), algorithms=["ES256"])
    assert found["payload"] == canonical(statement)
    named = base64.urlsafe_b64encode(hashlib.sha256(signer.chain[0]).digest()).rstrip(b"=")
    assert found["header"]["x5t#S256"] == named.decode()
    read = read_token(token, [signer.chain[0]])
    assert read.payload == to_plain(statement)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000))
def test_a_token_changed_anywhere_is_not_read(signer, at):
    token = signed_statement(sample_statement(Kind.MODULE), signer)
    with pytest.raises((NoToken, TokenAltered, TokenUnknown)):
        read_token(flipped(token, at % len(token)), [signer.chain[0]])


def test_a_changed_statement_is_told_from_a_strangers(signers):
    signer, stranger = signers
    token = signed_statement(sample_statement(Kind.AWARD), signer)
    header, _payload, signature = token.split(".")
    with pytest.raises(TokenAltered):
        read_token(".".join((header, segment({"name": "Somebody else"}), signature)), signer.chain)
    with pytest.raises(TokenUnknown):
        read_token(token, stranger.chain)
    with pytest.raises(TokenUnknown):
        read_token(token, [])


@pytest.mark.parametrize(
    "algorithm",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "RS256"},
        {"alg": []},
        {},
        {"alg": "ES256", "crit": 5},
        {"alg": "ES256", "b64": False, "crit": ["b64"]},
    ],
)
def test_no_other_algorithm_or_extension_is_believed(signer, algorithm):
    header = {**algorithm, "jwk": signer.jwk}
    forged = ".".join((segment(header), segment({"serial": "X"}), ""))
    with pytest.raises(TokenAltered):
        read_token(forged, signer.chain)


def test_the_key_that_a_token_brings_along_is_not_believed(signers):
    signer, stranger = signers
    forged = open_badge(sample_statement(Kind.AWARD), stranger)
    with pytest.raises(TokenUnknown):
        read_token(forged, signer.chain)


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "é.é.é", "W10.W10.", "." * 2, "a" * 300_000])
def test_what_is_no_token_is_refused(signer, text):
    with pytest.raises(NoToken):
        read_token(text, signer.chain)


@pytest.mark.parametrize("kind", Kind)
def test_an_open_badge_is_verified_by_an_independent_library(signer, kind):
    statement = sample_statement(kind)
    token = open_badge(statement, signer)
    header = jwt.get_unverified_header(token)
    assert set(header) == {"alg", "typ", "jwk"}
    assert (header["alg"], header["typ"]) == ("ES256", "JWT")
    assert "d" not in header["jwk"]
    key = jwt.PyJWK(header["jwk"], algorithm="ES256")
    claims = jwt.decode(token, key, algorithms=["ES256"])
    assert claims == jwt.decode(token, public_key(signer), algorithms=["ES256"])
    check_credential(claims)


def check_credential(claims):
    """Check what Open Badges 3.0 asks of a credential and of its claims.

    Source: 1EdTech Open Badges Specification 3.0, final release: the required properties of
    AchievementCredential, Profile, AchievementSubject, Achievement, Criteria and IdentityObject,
    and "Verify a Credential VC-JWT Signature".
    """
    assert claims["@context"][:2] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert {"VerifiableCredential", "OpenBadgeCredential"} == set(claims["type"])
    assert claims["name"]
    issuer, subject = claims["issuer"], claims["credentialSubject"]
    assert issuer["type"] == ["Profile"]
    assert subject["type"] == ["AchievementSubject"]
    achievement = subject["achievement"]
    assert achievement["type"] == ["Achievement"]
    assert achievement["name"]
    assert achievement["description"]
    assert achievement["criteria"]["narrative"]
    assert achievement["achievementType"] in {"Certificate", "Course", "CertificateOfCompletion"}
    for uri in (claims["id"], issuer["id"], subject["id"], achievement["id"]):
        assert uri.partition(":")[0] in {"urn", "did"}
    for identifier in subject["identifier"]:
        assert identifier["type"] == "IdentityObject"
        assert identifier["hashed"] is True
        assert identifier["identityHash"].startswith("sha256$")
        assert identifier["identityType"].startswith("ext:")
    assert claims["iss"] == issuer["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == subject["id"]
    valid_from = datetime.strptime(claims["validFrom"], "%Y-%m-%dT%H:%M:%S%z")
    assert claims["nbf"] == valid_from.timestamp()
    assert "exp" not in claims
    assert "vc" not in claims


def test_the_issuer_is_named_by_its_key_alone(signer):
    claims = jwt.decode(
        open_badge(sample_statement(Kind.AWARD), signer), options={"verify_signature": False}
    )
    method = claims["iss"].removeprefix("did:jwk:")
    assert json.loads(base64.urlsafe_b64decode(method + "=" * (-len(method) % 4))) == signer.jwk


def test_the_holders_name_can_be_confirmed_and_not_read(signer):
    statement = sample_statement(Kind.AWARD, name="Siân Llŷr")
    claims = jwt.decode(open_badge(statement, signer), options={"verify_signature": False})
    assert "Siân" not in json.dumps(claims, ensure_ascii=False)
    (identifier,) = claims["credentialSubject"]["identifier"]
    expected = hashlib.sha256(f"Siân Llŷr{identifier['salt']}".encode()).hexdigest()
    assert identifier["identityHash"] == f"sha256${expected}"


def test_holders_cannot_be_linked_and_achievements_can(signer):
    one, other = (sample_statement(Kind.AWARD, name=name) for name in ("Ada", "Ben"))
    badges = [
        jwt.decode(open_badge(each, signer), options={"verify_signature": False})
        for each in (one, other)
    ]
    subjects = [badge["credentialSubject"] for badge in badges]
    assert badges[0]["id"] != badges[1]["id"]
    assert subjects[0]["id"] != subjects[1]["id"]
    assert subjects[0]["achievement"] == subjects[1]["achievement"]
    assert subjects[0]["licenseNumber"] == one.serial


def test_days_are_midnights_of_universal_time(signer):
    statement = sample_statement(Kind.AWARD)
    claims = jwt.decode(open_badge(statement, signer), options={"verify_signature": False})
    assert datetime.fromtimestamp(claims["nbf"], UTC).date() == statement.issued_on
    assert date.fromisoformat(claims["awardedDate"][:10]) == statement.decided_on
