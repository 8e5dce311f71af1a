"""The verdict on a certificate's PDF file, or on one that pretends to be one."""

from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.dates import written_date
from cohort_desk.exchange.verification.pdf_files import Examined, Finding, examine
from cohort_desk.exchange.verification.register_words import answer_of, entry_sentences
from cohort_desk.exchange.verification.trust import Trust, stated
from cohort_desk.exchange.verification.verdicts import Answer, Verdict
from cohort_desk.services.certificates.register import Entry, find
from cohort_desk.services.signing import NoToken, TokenAltered, TokenUnknown, read_token
from cohort_desk.services.store import digest_of

STATEMENT = "statement.jws"
"""The name under which a certificate's file has its signed statement attached."""
_UNREADABLE = "This file cannot be read as a PDF file: it is damaged, or something else."
_UNSIGNED = (
    "This file is not signed. Each certificate that is sent as a file is signed. The one file with "
    "many certificates that is made for the printer is not: type the serial and code of the one "
    "in question."
)
_STRIPPED = (
    "This file says that it is certificate {serial}, but its signature has been taken off. Do not "
    "rely on what it shows."
)
_CHANGED = (
    "This file was signed with the programme’s key, and it is not as it was signed: something in "
    "it has been changed, added or damaged. Do not rely on what it shows."
)
_STRANGER = (
    "This file is signed by a key that {known}. The key names itself “{subject}”, which anybody "
    "could write."
)
_NO_CERTIFICATE = (
    "This file is signed with the programme’s key and has not been changed, but it is no "
    "certificate."
)
_NOT_REGISTERED = (
    "This file is signed with the programme’s key as certificate {serial}, but the register has no "
    "such certificate. It may have been issued in another copy of the programme, or after this "
    "copy was made."
)
_ANOTHER_FILE = (
    "This file is signed with the programme’s key as certificate {serial}, but it is not the file "
    "that the register keeps under that serial. Do not rely on it, and tell the programme’s "
    "office: somebody else may have its key."
)
_AS_ISSUED = "This is certificate {serial}, exactly as it was issued to {name} on {day}."
_AS_SIGNED = (
    "This is certificate {serial}, issued to {name} on {day}. It was signed by {subject} and has "
    "not been changed since."
)
_OUT_OF_TIME = (
    "This file is signed as certificate {serial}, but at a time at which its key was not valid."
)
_ASK = (
    "Ask the holder for the file as it was sent, or type the serial and code that are printed on "
    "the certificate."
)
_ONLY_THE_REGISTER = (
    "Whether it has been revoked or superseded since, only the programme’s register can tell."
)
_COMPARE_WITH = "Name the programme’s file, or the certificate of its key, to compare with."

_Answered = tuple[Answer, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Case:
    """A file, what was found in it, and what the register, if there is one, has of it."""

    content: bytes
    examined: Examined
    registered: bool
    statement: Statement | None
    entry: Entry | None


def verdict_on_pdf(content: bytes, register: Database | None, trust: Trust) -> Verdict:
    """Return the verdict on a PDF file."""
    examined = examine(content, trust.chains)
    statement = _statement(examined, trust)
    entry = find(register, statement.serial) if register and statement else None
    case = _Case(content, examined, register is not None, statement, entry)
    answer, sentences = _answered(case)
    return Verdict(
        answer,
        (*sentences, *_on_retired_key(examined, trust)),
        statement=statement,
        entry=entry,
        key=examined.key,
        signed_at=examined.signed_at,
    )


def _answered(case: _Case) -> _Answered:
    match case.examined.finding:
        case Finding.UNREADABLE:
            return Answer.UNKNOWN, (_UNREADABLE, _ASK)
        case Finding.UNSIGNED:
            if case.statement is None:
                return Answer.UNKNOWN, (_UNSIGNED,)
            return Answer.ALTERED, (_STRIPPED.format(serial=case.statement.serial), _ASK)
        case Finding.UNKNOWN_KEY:
            return Answer.UNKNOWN, _on_stranger(case)
        case Finding.CHANGED:
            return Answer.ALTERED, (_CHANGED, _ASK)
        case Finding.INTACT:
            return _on_intact(case)


def _on_intact(case: _Case) -> _Answered:
    """Return the answer on a file that is as the programme's key has signed it."""
    statement, entry = case.statement, case.entry
    if statement is None:
        return Answer.UNKNOWN, (_NO_CERTIFICATE,)
    if not case.registered:
        return _by_key_alone(case.examined, statement)
    if entry is None:
        return Answer.UNKNOWN, (_NOT_REGISTERED.format(serial=statement.serial),)
    if entry.pdf_sha256 != digest_of(case.content):
        return Answer.ALTERED, (_ANOTHER_FILE.format(serial=statement.serial),)
    issued = _AS_ISSUED.format(
        serial=entry.serial, name=entry.name, day=written_date(entry.issued_on)
    )
    return answer_of(entry), entry_sentences(entry, issued)


def _by_key_alone(examined: Examined, statement: Statement) -> _Answered:
    """Return what can be said without the register, with no more than the key's certificate."""
    key, signed = examined.key, examined.signed_at
    if key is None or signed is None or not key.valid_from <= signed <= key.valid_to:
        return Answer.UNKNOWN, (_OUT_OF_TIME.format(serial=statement.serial),)
    issued = _AS_SIGNED.format(
        serial=statement.serial,
        name=statement.name,
        day=written_date(statement.issued_on),
        subject=key.subject,
    )
    return Answer.GENUINE, (issued, _ONLY_THE_REGISTER)


def _on_stranger(case: _Case) -> tuple[str, ...]:
    known = "this programme does not know" if case.registered else "is not known here"
    key = case.examined.key
    told = _STRANGER.format(known=known, subject=key.subject if key else "")
    return (told,) if case.registered else (told, _COMPARE_WITH)


def _on_retired_key(examined: Examined, trust: Trust) -> tuple[str, ...]:
    key = trust.key_of(examined.certificate)
    if examined.finding is not Finding.INTACT or key is None or key.retired_at is None:
        return ()
    day = written_date(key.retired_at.date())
    return (f"Its key was retired on {day}; what it had signed until then stays valid.",)


def _statement(examined: Examined, trust: Trust) -> Statement | None:
    """Return what the file says that it certifies, if a key that is believed has signed that.

    Of a file that is as it was signed, the same key must have signed both.
    """
    text = examined.text(STATEMENT)
    if text is None:
        return None
    intact = examined.finding is Finding.INTACT
    try:
        return stated(read_token(text, [examined.certificate] if intact else trust.certificates))
    except (NoToken, TokenAltered, TokenUnknown):
        return None
