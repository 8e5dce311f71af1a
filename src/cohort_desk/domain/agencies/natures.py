"""What the name of an agency says about its sector and type."""

import re
from dataclasses import dataclass

from cohort_desk.domain.agencies.keys import without_dots


@dataclass(frozen=True, slots=True)
class Nature:
    """What an agency is: the key of its sector and, in words, its type within it."""

    sector: str
    kind: str


_NATURES: tuple[tuple[re.Pattern[str], Nature], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), Nature(sector, kind))
    for pattern, sector, kind in (
        (r"\bambulance\b", "health", "Ambulance trust"),
        (r"\bfire\b|\bf ?& ?rs\b|\bfrs\b", "fire", "Fire and rescue service"),
        (r"\bnhs (?:foundation trust|ft)\b|\bnhsft\b", "health", "NHS foundation trust"),
        (r"\bnhs trust\b", "health", "NHS trust"),
        (r"\bintegrated care board\b|\bicb\b", "health", "Integrated care board"),
        (r"\bhealth board\b", "health", "Health board"),
        (r"\bhealth and social care trust\b", "health", "Health and social care trust"),
        (r"\bnhs\b|\bhospitals?\b|\bhealthcare\b|\bhospice\b", "health", ""),
        (r"\bpolice\b|\bconstabulary\b|\bcrime commissioner\b", "police", "Police force"),
        (r"\buniversity\b|\buniv\b", "education", "University"),
        (r"\bcollege\b|\bconservatoire\b", "education", "College"),
        (r"\bschools?\b|\bacadem(?:y|ies)\b|\bmulti[- ]academy\b", "education", "School"),
        (r"\bcombined (?:county )?authority\b|\bmca\b", "local_government", "Combined authority"),
        (
            r"\bmbc\b|\bmdc\b|\bmetropolitan (?:borough|district)",
            "local_government",
            "Metropolitan district",
        ),
        (r"\b(?:london|royal) borough\b", "local_government", "London borough"),
        (r"\bcounty council\b", "local_government", "County council"),
        (r"\b(?:district|borough) council\b|\bdc\b", "local_government", "District council"),
        (r"\bcouncil for voluntary\b|\bvoluntary action\b|\bcvs\b", "voluntary", "Charity"),
        (r"\b(?:council|comhairle|cc|city (?:of \w+|region))\b", "local_government", ""),
        (r"\blondon (?:authority|corporation)\b", "local_government", ""),
        (r"\bhousing\b|\bhomes\b|\balmo\b", "housing", "Housing association"),
        (
            r"\bage uk\b|\bcharity\b|\bcharitable\b|\bfoundation\b|\bvoluntary\b|\bcic\b",
            "voluntary",
            "",
        ),
        (r"\bltd\b|\blimited\b|\bplc\b|\bllp\b", "private", "Company"),
    )
)
UNKNOWN = Nature("other", "")


def guess_nature(name: str) -> Nature:
    """Return the sector and type that a name suggests, UNKNOWN where it suggests none."""
    plain = without_dots(name)
    return next((nature for pattern, nature in _NATURES if pattern.search(plain)), UNKNOWN)
