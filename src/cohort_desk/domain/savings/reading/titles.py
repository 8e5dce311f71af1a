"""What a proposed line is called: the subject of its sentence, where it has one."""

import re

from cohort_desk.domain.savings.reading.amounts import amounts_in

_VERB = re.compile(
    r",?\s*(?:\b(?:which|that|and)\s+)?\b(?:(?:is|are|was|were|has been|have been|it is|will|would"
    r"|could|should|can|may|might)\s+)*(?:(?:now|also|currently|be|been)\s+)*"
    r"(?:projected|expected|estimated|forecast|predicted|due|likely|set|reckoned|thought|planned"
    r"|anticipated|sav(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|cut|cuts|cutting|free|frees|freed|avoid"
    r"|avoids|avoided|generate|generates|bring|brings|release|releases|raise|raises|earn|earns"
    r"|deliver|delivers|delivered|costs?)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:page|p|pp)\.?\s*\d+\s*[:.,–-]\s*)?(?:(?:the|a|an|this|our|its)\s+)?", re.IGNORECASE
)
_SAYS_NOTHING = frozenset(
    (
        "it",
        "this",
        "that",
        "they",
        "we",
        "which",
        "project",
        "proposal",
        "scheme",
        "work",
        "change",
        "group",
        "team",
        "result",
        "total",
        "projected",
        "annual",
        "net",
        "gross",
        "these",
        "those",
        "there",
        "savings",
        "saving",
    )
)
_SHORTEST, _LONGEST = 6, 90


def title_of(sentence: str) -> str:
    """Return what a sentence is about, "" where it does not say.

    >>> title_of("A shared records service for police and fire is projected to save £1m.")
    'Shared records service for police and fire'
    >>> title_of("It is projected to save £1m.")
    ''
    """
    found = _VERB.search(sentence)
    if found is None:
        return ""
    subject = sentence[: found.start()].strip(" ,;:–—-\"“”'(")
    subject = _LEADING.sub("", subject)
    words = subject.casefold().split()
    if (
        amounts_in(subject)
        or not _SHORTEST <= len(subject) <= _LONGEST
        or all(word in _SAYS_NOTHING for word in words)
    ):
        return ""
    return subject[0].upper() + subject[1:]
