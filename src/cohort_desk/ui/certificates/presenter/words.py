"""Words that several views share."""

_GROUP = 8


def in_groups(digits: str) -> str:
    """Return hexadecimal digits in groups, so that they wrap and can be compared by eye.

    >>> in_groups("70cac3273d29c64e86b5")
    '70cac327 3d29c64e 86b5'
    """
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
