"""The headings that offices write, and what each of them means."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.names import folded

_F = ImportField

SYNONYMS: dict[ImportField, tuple[str, ...]] = {
    _F.REFERENCE: (
        "reference", "ref", "ref no", "id", "id number", "idnumber", "student id", "student number",
        "candidate no", "candidate number", "candidate id", "payroll", "payroll no",
        "payroll number", "payroll id", "staff no", "staff number", "staff id", "employee no",
        "employee number", "employee id", "personnel number", "collar number", "unique id",
        "participant id", "delegate id", "learner id", "assignment number",
    ),
    _F.GIVEN_NAME: (
        "given name", "given names", "first name", "firstname", "first", "forename", "forenames",
        "christian name", "fname", "name first",
    ),
    _F.FAMILY_NAME: (
        "family name", "last name", "lastname", "last", "surname", "second name", "lname",
        "name last",
    ),
    _F.FULL_NAME: (
        "name", "full name", "fullname", "whole name", "nominee", "nominee name",
        "name of nominee", "participant", "participant name", "delegate", "delegate name",
        "candidate", "candidate name", "employee", "employee name", "staff name", "staff member",
        "learner", "student", "student name", "attendee", "person", "names", "display name",
    ),
    _F.EMAIL: (
        "email", "e mail", "mail", "email address", "e mail address", "work email",
        "work email address", "contact email", "email work",
    ),
    _F.PHONE: (
        "phone", "telephone", "tel", "tel no", "mobile", "mobile number", "phone number",
        "telephone number", "contact number", "work phone", "mob", "phone1",
    ),
    _F.AGENCY: (
        "agency", "agency name", "organisation", "organization", "organisation name", "org",
        "employer", "employing organisation", "employing agency", "institution", "authority",
        "local authority", "council", "force", "trust", "nominating organisation",
        "nominating agency", "home organisation", "partner", "company", "partner agency",
    ),
    _F.AGENCY_CODE: (
        "agency code", "organisation code", "organization code", "org code", "employer code",
        "ods code", "gss code", "ons code", "authority code",
    ),
    _F.JOB_TITLE: (
        "job title", "title", "job", "role", "job role", "position", "post", "post title",
        "position title", "current role", "occupation", "designation",
    ),
    _F.PROFESSION: (
        "profession", "professional background", "discipline", "background", "job family",
        "staff group", "function", "specialism", "professional group",
    ),
    _F.GRADE: (
        "grade", "band", "pay band", "pay grade", "rank", "level", "salary grade", "spinal point",
        "seniority",
    ),
    _F.TEAM: (
        "team", "department", "dept", "directorate", "division", "service area", "service", "unit",
        "section", "business unit", "team name",
    ),
    _F.LINE_MANAGER: (
        "line manager", "manager", "linemanager", "supervisor", "reports to", "manager name",
        "line manager name", "line manager email", "sponsor", "line manager e mail",
    ),
    _F.LOCATION: (
        "location", "base", "site", "office", "work location", "place of work", "workplace",
        "town", "city", "work base", "station",
    ),
    _F.YEARS_OF_SERVICE: (
        "years of service", "years service", "service years", "length of service", "los", "yos",
        "years in service", "years in post", "years experience", "years of experience",
        "start date", "date joined", "date of joining", "joined", "continuous service date",
        "service start date",
    ),
    _F.GENDER: ("gender", "sex", "gender identity"),
    _F.MODULE_OPTION: (
        "module option", "option", "elective", "module", "option module", "module choice",
        "pathway", "chosen module", "optional module", "stream",
    ),
    _F.AVAILABILITY: (
        "availability", "available", "days available", "available days", "preferred days",
        "working days", "working pattern", "work pattern", "cannot attend", "unavailable",
    ),
    _F.NOTES: (
        "notes", "note", "comments", "comment", "remarks", "additional information", "other",
        "other information", "access requirements", "requirements",
    ),
    _F.GROUP: (
        "group", "groups", "group name", "group no", "group number", "group1", "project group",
        "previous group", "earlier group", "learning set", "action learning set", "syndicate",
        "tutor group",
    ),
}  # fmt: skip

_MEANING = {synonym: field for field, synonyms in SYNONYMS.items() for synonym in synonyms}
_SHORTEST_FOR_TYPOS = 6
_TYPO = 88
_MOST_WORDS = 7
_NOISE = re.compile(r"\([^)]*\)|\[[^]]*\]|\*")
_NOT_WORD = re.compile(r"[^\w£%#]+|_")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a heading means, and how surely: 3 word for word, 2 misspelt, 1 within longer words."""

    field: ImportField
    surety: int


@dataclass(frozen=True, slots=True)
class KnownLayout:
    """The headings by which a well-known program's roster is told, and what they mean there."""

    name: str
    telling: frozenset[str]
    meaning: dict[str, ImportField]


KNOWN_LAYOUTS = (
    KnownLayout(
        "Moodle user upload",
        frozenset({"username", "firstname", "lastname", "email"}),
        {
            "firstname": _F.GIVEN_NAME,
            "lastname": _F.FAMILY_NAME,
            "email": _F.EMAIL,
            "idnumber": _F.REFERENCE,
            "institution": _F.AGENCY,
            "department": _F.TEAM,
            "city": _F.LOCATION,
            "phone1": _F.PHONE,
            "description": _F.NOTES,
            "group1": _F.GROUP,
        },
    ),
    KnownLayout(
        "Moodle participants",
        frozenset({"first name", "last name", "email address", "groups"}),
        {
            "first name": _F.GIVEN_NAME,
            "last name": _F.FAMILY_NAME,
            "email address": _F.EMAIL,
            "id number": _F.REFERENCE,
            "institution": _F.AGENCY,
            "department": _F.TEAM,
            "groups": _F.GROUP,
        },
    ),
    KnownLayout(
        "CATME roster",
        frozenset({"first", "last", "email", "id", "team"}),
        {
            "first": _F.GIVEN_NAME,
            "last": _F.FAMILY_NAME,
            "email": _F.EMAIL,
            "id": _F.REFERENCE,
            "team": _F.GROUP,
        },
    ),
)


def normalised(heading: str) -> str:
    """Return a heading without case, accents, punctuation, or what stands in brackets."""
    return " ".join(_NOT_WORD.sub(" ", _NOISE.sub(" ", folded(heading))).split())


def recognise(heading: str) -> Recognised | None:
    """Return what a heading means on its own, None if it says nothing known."""
    words = normalised(heading)
    if not words:
        return None
    if field := _MEANING.get(words):
        return Recognised(field, 3)
    if len(words) >= _SHORTEST_FOR_TYPOS:
        near = process.extractOne(words, _MEANING.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO)
        if near:
            return Recognised(_MEANING[near[0]], 2)
    return _recognise_within(words.split())


def known_layout(headings: Sequence[str]) -> KnownLayout | None:
    """Return the well-known program that wrote these headings, if one did."""
    words = {normalised(heading) for heading in headings}
    return next((known for known in KNOWN_LAYOUTS if known.telling <= words), None)


def fingerprint(headings: Sequence[str]) -> str:
    """Return what tells one layout from another: the headings in order, spelling aside."""
    text = "\n".join(normalised(heading) for heading in headings)
    return hashlib.sha256(text.encode()).hexdigest()


def _recognise_within(words: list[str]) -> Recognised | None:
    """Recognise "Nominee's work e-mail" by the phrase in it with most words, else the last."""
    if len(words) > _MOST_WORDS:
        return None
    phrases = (
        " ".join(words[start : start + length])
        for length in range(len(words), 0, -1)
        for start in range(len(words) - length, -1, -1)
    )
    found = next((phrase for phrase in phrases if phrase in _MEANING), None)
    return Recognised(_MEANING[found], 1) if found else None
