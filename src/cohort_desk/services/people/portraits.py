"""Turns any picture that a phone or a camera makes into a small portrait without its secrets.

What comes out is a new picture of bare pixels: where it was taken, by whom and with what is gone.
"""

import io
import struct

from PIL import Image, ImageOps

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.people.pictures import check_length

WIDTH, HEIGHT = 240, 300
"""Pixels of a portrait at most; on paper 20 mm wide at 300 dots an inch."""

MOST_BYTES = 16_000

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_MOST_PIXELS = 60_000_000
_QUALITIES = (75, 65, 55, 45, 35, 25)
_TALL = 1.25
_ABOVE_MIDDLE = 0.4
_WHITE = (255, 255, 255)

# What Pillow's decoders raise on files that are cut short or spoilt.
_SPOILT = (OSError, SyntaxError, ValueError, IndexError, EOFError, struct.error)


def portrait(data: bytes) -> bytes:
    """Return the middle of a picture, upright, as a JPEG of at most 240 by 300 pixels and 16 kB.

    The picture is turned as its camera held it, then cut to four parts wide by five high; of a
    tall one a little more is cut from the foot, for heads are rarely there.

    Raises:
        RuleBroken: it is no picture that can be read, or is larger than any photo; says so.
    """
    check_length(len(data))
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            _check_size(opened)
            # A JPEG's decoder leaves out what would be thrown away; others take no notice.
            opened.draft("RGB", (WIDTH * 3, HEIGHT * 3))
            upright = ImageOps.exif_transpose(opened)
            return _packed(_cut(_on_white(upright)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except _SPOILT as error:
        raise RuleBroken(
            "photo",
            "This is not a picture that can be read here. Nothing was changed. Take a JPEG, PNG, "
            "WebP, GIF, BMP or TIFF file; a phone’s HEIC pictures can be saved as JPEG.",
        ) from error


def _check_size(opened: Image.Image) -> None:
    """Refuse by its head alone a picture that would fill the memory once it is unpacked."""
    if opened.width * opened.height > _MOST_PIXELS:
        raise _too_large()


def _too_large() -> RuleBroken:
    return RuleBroken(
        "photo",
        f"This picture has more than {_MOST_PIXELS // 1_000_000} million pixels. Nothing was "
        "changed. Save it smaller first.",
    )


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture in plain colours, with white where it lets the ground show through."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGB", clear.size, _WHITE)
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _cut(picture: Image.Image) -> Image.Image:
    tall = picture.height > picture.width * _TALL
    width = min(WIDTH, picture.width, round(picture.height * WIDTH / HEIGHT))
    size = max(1, width), max(1, round(width * HEIGHT / WIDTH))
    centre = (0.5, _ABOVE_MIDDLE if tall else 0.5)
    return ImageOps.fit(picture, size, Image.Resampling.LANCZOS, centering=centre)


def _packed(picture: Image.Image) -> bytes:
    """Return the pixels, and nothing else, as a JPEG that is small enough."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    content = b""
    for quality in _QUALITIES:
        packed = io.BytesIO()
        bare.save(packed, "JPEG", quality=quality, optimize=True)
        content = packed.getvalue()
        if len(content) <= MOST_BYTES:
            break
    return content
