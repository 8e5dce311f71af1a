"""Words as they are written everywhere: numbers with their nouns, lists, texts in short."""

from collections.abc import Iterable


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "person", "people"), counted(1200, "person", "people")
    ('1 person', '1,200 people')
    """
    return f"{count:,} {one if count == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence names them.

    >>> listed(["police", "fire", "health"]), listed(["police"]), listed([])
    ('police, fire and health', 'police', '')
    """
    *others, last = tuple(words) or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def first_sentences(text: str, most: int) -> str:
    """Return as many whole sentences of a text as `most` characters hold, or a cut first one.

    >>> first_sentences("It is late. It is dark. It rains.", 24)
    'It is late. It is dark.'
    >>> first_sentences("A sentence that does not end", 12)
    'A sentence…'
    """
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    end = max(plain.rfind(mark, 0, most) for mark in (". ", "? ", "! "))
    if end > 0:
        return plain[: end + 1]
    return f"{plain[:most].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
