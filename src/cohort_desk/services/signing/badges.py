"""A certificate as an Open Badge: a credential that wallets and other systems take in.

Source: Open Badges Specification 3.0 (1EdTech, final release of 2024), AchievementCredential and
section 8.2, "JSON Web Token Proof Format": the payload is the credential itself, with the claims
iss, jti, nbf and sub; the header has alg, typ and the public key as jwk. ES256 is one of the
algorithms that it permits beside RS256. The issuer is named by its key (did:jwk), so that nothing
need be looked up anywhere.

The holder's name is there as a salted hash only: who knows the name can confirm it, and a badge on
a public page does not give it away. Marks, e-mail addresses and numbers of people are not in it.
"""

import base64
import hashlib
import json
import unicodedata
import uuid
from datetime import UTC, date, datetime, time
from typing import Any

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import Statement, digest
from cohort_desk.services.signing.signer import Signer

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
_NAMESPACE = uuid.UUID("5b0f3e1c-7f64-5c58-9a52-1c1f0a3d6a11")
_TYPES = {
    Kind.AWARD: "Certificate",
    Kind.MODULE: "Course",
    Kind.ATTENDANCE: "CertificateOfCompletion",
}


def open_badge(statement: Statement, signer: Signer) -> str:
    """Return the certificate as an Open Badges 3.0 credential, signed as a JWT."""
    whole = credential(statement, signer.jwk)
    subject = whole["credentialSubject"]
    claims = {
        "iss": whole["issuer"]["id"],
        "jti": whole["id"],
        "nbf": int(_midnight(statement.issued_on).timestamp()),
        "sub": subject["id"],
    }
    payload = json.dumps({**whole, **claims}, ensure_ascii=False, sort_keys=True)
    return signer.sign_jws(payload.encode(), {"typ": "JWT", "jwk": signer.jwk})


def credential(statement: Statement, jwk: dict[str, str]) -> dict[str, Any]:
    """Return the credential before it is signed, issued by the holder of a key."""
    whole: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": _urn("credential", digest(statement)),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _title(statement),
        "issuer": {
            "id": _did(jwk),
            "type": ["Profile"],
            "name": statement.organisation or statement.programme,
        },
        "validFrom": _moment(statement.issued_on),
        "credentialSubject": _subject(statement),
    }
    if statement.decided_on:
        whole["awardedDate"] = _moment(statement.decided_on)
    return whole


def name_hash(name: str, salt: str) -> str:
    """Return a name as a credential holds it, for whoever wants to confirm one."""
    typed = unicodedata.normalize("NFC", name) + salt
    return f"sha256${hashlib.sha256(typed.encode()).hexdigest()}"


def _subject(statement: Statement) -> dict[str, Any]:
    subject: dict[str, Any] = {
        "id": _urn("holder", digest(statement)),
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": name_hash(statement.name, statement.nonce),
                "identityType": "ext:fullName",
                "salt": statement.nonce,
            }
        ],
        "licenseNumber": statement.serial,
        "achievement": _achievement(statement),
    }
    if statement.credits is not None:
        subject["creditsEarned"] = statement.credits
    if statement.held_from:
        subject["activityStartDate"] = _moment(statement.held_from)
    if statement.held_to:
        subject["activityEndDate"] = _moment(statement.held_to)
    if statement.outcome:
        subject["result"] = [{"type": ["Result"], "value": statement.outcome}]
    return subject


def _achievement(statement: Statement) -> dict[str, Any]:
    title = _title(statement)
    achievement: dict[str, Any] = {
        "id": _urn("achievement", statement.organisation, statement.programme, title),
        "type": ["Achievement"],
        "achievementType": _TYPES[statement.kind],
        "name": title,
        "description": f"{title}, {statement.programme}",
        "criteria": {"narrative": _criteria(statement)},
    }
    if statement.credits is not None:
        achievement["creditsAvailable"] = statement.credits
    if statement.module_code:
        achievement["humanCode"] = statement.module_code
    return achievement


def _title(statement: Statement) -> str:
    if statement.kind is Kind.MODULE:
        return f"{statement.module_code} {statement.module_title}".strip()
    if statement.kind is Kind.ATTENDANCE:
        return f"Attendance: {statement.programme}"
    return statement.award or statement.programme


def _criteria(statement: Statement) -> str:
    match statement.kind:
        case Kind.AWARD:
            return f"The board of {statement.programme} has ratified the award."
        case Kind.MODULE:
            return f"The board of {statement.programme} has ratified a pass in the module."
        case Kind.ATTENDANCE:
            return f"The sessions that {statement.programme} requires were attended."


def _did(jwk: dict[str, str]) -> str:
    """Return the identifier that is the key itself (the did:jwk method)."""
    plain = json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()
    return f"did:jwk:{base64.urlsafe_b64encode(plain).rstrip(b'=').decode('ascii')}"


def _urn(*parts: str) -> str:
    """Return a name for what is described: the same for the same parts, telling nothing of them."""
    return uuid.uuid5(_NAMESPACE, json.dumps(parts)).urn


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moment(day: date) -> str:
    return f"{_midnight(day):%Y-%m-%dT%H:%M:%SZ}"
