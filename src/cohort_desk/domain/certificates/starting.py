"""The designs to start from: every need in three looks, and what to try a design with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from cohort_desk.domain.certificates.design import (
    ORIENTATION_WORDS,
    Border,
    Design,
    Orientation,
    Signatory,
    Typeface,
)
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.statement import Statement, sealed


class Look(StrEnum):
    """A manner that a design may start from."""

    CLASSIC = "classic"
    MODERN = "modern"
    QUIET = "quiet"


LOOK_WORDS = {
    Look.CLASSIC: "Classic: serif, guilloche, gold seal",
    Look.MODERN: "Modern: sans serif, band of colour",
    Look.QUIET: "Quiet: serif, fine rules, no seal",
}


@dataclass(frozen=True, slots=True)
class Need:
    """What a design is wanted for."""

    kind: Kind
    orientation: Orientation

    @property
    def name(self) -> str:
        """What the need, and the first design for it, is called: "Award, landscape"."""
        return f"{KIND_WORDS[self.kind]}, {ORIENTATION_WORDS[self.orientation].lower()}"


NEEDS = (
    Need(Kind.AWARD, Orientation.LANDSCAPE),
    Need(Kind.AWARD, Orientation.PORTRAIT),
    Need(Kind.MODULE, Orientation.LANDSCAPE),
    Need(Kind.ATTENDANCE, Orientation.PORTRAIT),
)

_ISSUED = "Issued on {issued_on}[ by {organisation}]."
_LOOKS: Mapping[Look, Mapping[str, Any]] = MappingProxyType(
    {
        Look.CLASSIC: {},
        Look.MODERN: {
            "typeface": Typeface.SANS,
            "border": Border.BAND,
            "accent": "#0b5d5a",
            "seal": "#0b5d5a",
        },
        Look.QUIET: {"border": Border.RULES, "accent": "#16202b", "seal": ""},
    }
)
_TEXTS: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        Kind.AWARD: {
            "title": "Certificate",
            "before_name": "This is to certify that",
            "after_name": "having completed {programme}, has been awarded the",
            "subject": "{award}",
            "lines": ("[with {honours}]", "[{credits} credits][ at level {level}]"),
            "small_print": f"[Awarded by decision of the board on {{decided_on}}. ]{_ISSUED}",
        },
        Kind.MODULE: {
            "title": "Module certificate",
            "before_name": "This is to certify that",
            "after_name": "has passed the module",
            "subject": "{module_title}",
            "lines": (
                "[with {honours}]",
                "[{module_code}, ][{credits} credits][ at level {level}]",
                "as a part of {programme}",
            ),
            "small_print": f"[Decided by the board on {{decided_on}}. ]{_ISSUED}",
        },
        Kind.ATTENDANCE: {
            "title": "Certificate of attendance",
            "before_name": "This is to certify that",
            "after_name": "took part in",
            "subject": "{programme}",
            "lines": ("[{held}]", "[{attended}]"),
            "small_print": _ISSUED,
        },
    }
)
_SAMPLE = Statement(
    serial="SAMPLE-2026-0001",
    kind=Kind.AWARD,
    name="Siân Llŷr ap Gwynedd",
    programme="Shared Cities Leadership Programme",
    cohort="2026 intake",
    issued_on=date(2026, 11, 14),
    nonce="0" * 32,
    organisation="Riverside Partnership",
)
_SAMPLE_DECIDED: Mapping[str, Any] = {
    "outcome": "Merit",
    "decided_on": date(2026, 11, 2),
    "board": "Award board",
    "level": 7,
}
_SAMPLE_HELD: Mapping[str, Any] = {
    "held_from": date(2026, 3, 3),
    "held_to": date(2026, 10, 30),
}
_SAMPLE_OF: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        Kind.AWARD: {
            **_SAMPLE_DECIDED,
            **_SAMPLE_HELD,
            "award": "Postgraduate Certificate in Public Leadership",
            "credits": 60,
        },
        Kind.MODULE: {
            **_SAMPLE_DECIDED,
            **_SAMPLE_HELD,
            "module_code": "PL701",
            "module_title": "Leading Across Agencies",
            "credits": 20,
        },
        Kind.ATTENDANCE: {**_SAMPLE_HELD, "attended": "18 of 20 sessions"},
    }
)


def starting_design(
    need: Need,
    look: Look = Look.CLASSIC,
    *,
    logo: str = "",
    signatories: Sequence[Signatory] = (),
) -> Design:
    """Return a design to start from.

    Args:
        need: what it is for.
        look: its manner.
        logo: the SHA-256 of the programme's logo in the store, if it has one.
        signatories: who signs; at first nobody, who is still to be named.
    """
    parts: dict[str, Any] = {**_TEXTS[need.kind], **_LOOKS[look]}
    return Design(
        name=need.name,
        kind=need.kind,
        orientation=need.orientation,
        logo=logo,
        heading="" if logo else "{organisation}",
        signatories=tuple(signatories),
        **parts,
    )


def sample_statement(
    kind: Kind, programme: str = "", organisation: str = "", cohort: str = "", name: str = ""
) -> Statement:
    """Return what a certificate of somebody invented says, to try a design with.

    Texts that are left out are invented as well.
    """
    given = {
        "programme": programme,
        "organisation": organisation,
        "cohort": cohort,
        "name": name,
    }
    texts: dict[str, Any] = {part: text for part, text in given.items() if text}
    return sealed(replace(_SAMPLE, kind=kind, **{**_SAMPLE_OF[kind], **texts}))
