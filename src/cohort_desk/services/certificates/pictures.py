"""Makes logos and pictures of signatures fit to be printed, and keeps them in the store.

What is kept is new: bare pixels on white, cut to what is drawn on them, nothing of who made the
picture where and with what.
"""

import io
import struct
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageOps

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import StoredFileRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services import store

LARGEST_FILE = 10_000_000
MOST_PIXELS = 40_000_000
LEAST_SIDE = 16
MOST_SIDE = 1200
"""Pixels of the longer side as kept: at 60 mm some 500 dots an inch."""

_WHITE = 255
_NEARLY_WHITE = 248
_JPEG_QUALITY = 92
_SPOILT = (OSError, SyntaxError, ValueError, IndexError, EOFError, struct.error)


def keep_picture(db: Database, name: str, data: bytes, *, field: str = "logo") -> str:
    """Keep a picture for designs, and return the SHA-256 by which they name it.

    It is no step of its own: undo takes back the change of the design that shows it.

    Args:
        db: the programme.
        name: what the file is called, for the sentence of a refusal.
        data: a PNG or JPEG.
        field: the input that a refusal belongs to.

    Raises:
        RuleBroken: it is no such picture, is empty, or is too large or too small.
    """
    picture = fit_to_print(name, data, field)
    with db.begin_unjournalled() as work:
        return store.keep(work, name, picture)


def read_pictures(db: Database, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return pictures by their SHA-256.

    Raises:
        NotFound: the store has not got one of them.
        FileSpoilt: one is no longer what was kept.
    """
    return {sha256: store.content(db, sha256) for sha256 in dict.fromkeys(wanted)}


def check_kept(work: UnitOfWork, wanted: Iterable[str]) -> None:
    """Check that the store has each of the pictures.

    Raises:
        RuleBroken: one is missing.
    """
    for sha256 in wanted:
        if work.session.get(StoredFileRow, sha256) is None:
            raise RuleBroken("logo", "A picture is not in this programme. Choose it again.")


def fit_to_print(name: str, data: bytes, field: str = "logo") -> bytes:
    """Return a picture as it is kept: a JPEG if it was one, else a PNG.

    What can be seen through is laid on white, for certificates are printed on white, and the
    white around what is drawn is cut away, so that it stands where a design puts it.

    Raises:
        RuleBroken: as `keep_picture` does.
    """
    if len(data) > LARGEST_FILE:
        raise _refusal(field, name, f"has more than {LARGEST_FILE // 1_000_000} MB")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many_pixels(field, name)
            kind = "JPEG" if opened.format == "JPEG" else "PNG"
            picture = _trimmed(_on_white(ImageOps.exif_transpose(opened)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(field, name) from error
    except _SPOILT as error:
        raise RuleBroken(
            field,
            f"“{name}” is not a picture that can be read here. Nothing was changed. Take a PNG or "
            "JPEG file.",
        ) from error
    if picture is None:
        raise RuleBroken(field, f"“{name}” is white all over. Nothing was changed.")
    if max(picture.size) < LEAST_SIDE:
        raise _refusal(field, name, "is too small to be printed", "Take a larger one")
    return _packed(picture, kind)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "I;16":
        # Pillow would cut sixteen bits off at 255, not scale them.
        picture = picture.point(lambda value: value / 257).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGB", clear.size, (_WHITE,) * 3)
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _trimmed(picture: Image.Image) -> Image.Image | None:
    """Return what is drawn, without the white around it; None if nothing is."""
    ink = picture.convert("L").point([_WHITE] * _NEARLY_WHITE + [0] * (256 - _NEARLY_WHITE))
    box = ink.getbbox()
    return picture.crop(box) if box else None


def _packed(picture: Image.Image, kind: str) -> bytes:
    """Return the pixels, and nothing else, no larger than print can show."""
    picture.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    mode = "L" if _is_grey(picture) else "RGB"
    bare = Image.new(mode, picture.size)
    bare.paste(picture.convert(mode))
    packed = io.BytesIO()
    if kind == "JPEG":
        bare.save(packed, kind, quality=_JPEG_QUALITY, subsampling=0, optimize=True)
    else:
        bare.save(packed, kind, optimize=True)
    return packed.getvalue()


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(each.getbbox() is None for each in apart)


def _too_many_pixels(field: str, name: str) -> RuleBroken:
    return _refusal(field, name, f"has more than {MOST_PIXELS // 1_000_000} million pixels")


def _refusal(field: str, name: str, why: str, advice: str = "Save it smaller first") -> RuleBroken:
    return RuleBroken(field, f"“{name}” {why}. Nothing was changed. {advice}.")
