"""An agency's name in few words, for cards and columns where the whole name has no room."""

import re

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LEGAL_FORM = re.compile(
    r"\s+(nhs (foundation )?trust|and rescue service|(metropolitan |city |county |district "
    r"|borough )*council)$",
    re.IGNORECASE,
)


def short_name(name: str) -> str:
    """Return the name without its article and legal form: "Barnsley Hospital"."""
    return _LEGAL_FORM.sub("", _ARTICLE.sub("", name.strip()))
