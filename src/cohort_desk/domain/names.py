"""How people's names are compared and put in order."""

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Return the text without case, accents or apostrophes, its spaces single: for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_WHOLE)
    kept = (c for c in plain if not unicodedata.combining(c) and c not in "'’`´")
    return " ".join("".join(kept).split())


def full_name(given_name: str, family_name: str) -> str:
    """Return the name as it is read aloud."""
    return f"{given_name} {family_name}".strip()


def sort_key(family_name: str, given_name: str) -> str:
    """Return what puts people in the order of their family and then given names."""
    return f"{folded(family_name)}, {folded(given_name)}"
