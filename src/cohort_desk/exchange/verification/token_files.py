"""The verdict on a signed statement or an Open Badge, without the PDF file they belong to."""

from typing import Any, cast

from cohort_desk.db.database import Database
from cohort_desk.exchange.verification.register_words import answer_of, entry_sentences
from cohort_desk.exchange.verification.trust import Trust, stated
from cohort_desk.exchange.verification.verdicts import Answer, Verdict
from cohort_desk.services.certificates.register import credential_of, find, statement_of
from cohort_desk.services.signing import (
    NoToken,
    Token,
    TokenAltered,
    TokenUnknown,
    read_token,
)
from cohort_desk.services.signing.identity import identity_of


def verdict_on_token(text: str, register: Database | None, trust: Trust) -> Verdict:
    """Return the verdict on a compact JWS: a statement (.jws) or a credential (.jwt)."""
    try:
        token = read_token(text, trust.certificates)
    except NoToken:
        return Verdict(
            Answer.UNKNOWN,
            ("This file is neither a PDF file nor a signed statement.",),
        )
    except TokenUnknown:
        known = "this programme does not know" if register else "is not known here"
        return Verdict(
            Answer.UNKNOWN,
            (f"What this file says is signed by a key that {known}.",),
        )
    except TokenAltered:
        return Verdict(
            Answer.ALTERED,
            ("What this file says is not what the programme’s key has signed. Do not rely on it.",),
        )
    return _on_signed(text, token, register)


def _on_signed(text: str, token: Token, register: Database | None) -> Verdict:
    key = identity_of(token.certificate)
    statement = stated(token)
    serial = statement.serial if statement else _licence_of(token)
    if not serial:
        said = "This is signed with the programme’s key, but it belongs to no certificate."
        return Verdict(Answer.UNKNOWN, (said,), key=key)
    what = "statement" if statement else "Open Badge"
    if register is None:
        sentences = (
            f"This is the {what} of certificate {serial}, as it was signed by {key.subject}.",
            "Whether it has been revoked or superseded, only the programme’s register can tell.",
        )
        return Verdict(Answer.GENUINE, sentences, statement=statement, key=key)
    entry = find(register, serial)
    if entry is None:
        said = f"The {what} is signed with the programme’s key, but the register has no {serial}."
        return Verdict(Answer.UNKNOWN, (said,), statement=statement, key=key)
    kept = (statement_of if statement else credential_of)(register, entry.id)
    if kept != text:
        said = (
            f"The {what} is signed with the programme’s key, but it is not the one that was issued "
            f"with {serial}. Do not rely on it, and tell the programme’s office."
        )
        return Verdict(Answer.ALTERED, (said,), statement=statement, entry=entry, key=key)
    issued = (
        f"This is the {what} of certificate {serial}, exactly as it was issued to {entry.name}."
    )
    return Verdict(
        answer_of(entry),
        entry_sentences(entry, issued),
        statement=entry.statement,
        entry=entry,
        key=key,
    )


def _licence_of(token: Token) -> str:
    """Return the serial that an Open Badge carries, "" if it is none."""
    subject = token.payload.get("credentialSubject")
    if token.header.get("typ") != "JWT" or not isinstance(subject, dict):
        return ""
    serial = cast("dict[str, Any]", subject).get("licenseNumber")
    return serial if isinstance(serial, str) else ""
