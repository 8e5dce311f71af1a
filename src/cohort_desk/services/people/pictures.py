"""Picture files: which are looked at, and how large one may be."""

from pathlib import Path

from cohort_desk.domain.errors import RuleBroken

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")
LARGEST_FILE = 20_000_000
"""Bytes of a photo at most."""


def read_picture(path: Path) -> bytes:
    """Return what is in a file, of a larger one than any photo only enough to tell that it is.

    Raises:
        RuleBroken: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise RuleBroken(
            "photo", f"“{path.name}” could not be read ({error.strerror}). Nothing was changed."
        ) from error


def check_length(length: int) -> None:
    """Check that a picture of so many bytes may be a photo.

    Raises:
        RuleBroken: it has too many.
    """
    if length > LARGEST_FILE:
        raise RuleBroken(
            "photo",
            f"This file has more than {LARGEST_FILE // 1_000_000} MB, the most that a photo may "
            "have. Nothing was changed. Save it smaller first.",
        )
