"""Designs of certificates as files, to be taken to another programme: JSON with its pictures.

One file holds one design. It is read with suspicion: nothing in it is unpacked, followed or run,
and pictures are made anew before they are kept.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.plain import from_plain, to_plain
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.files import whole_file
from cohort_desk.services.certificates.designs import pictures_of, read_design, take_design

ENDING = ".cohortdesign"
FORM = 1
"""How these files are written; a change that older ones do not fit takes the next number."""

MOST_BYTES = 40_000_000
_MOST_PICTURES = 5


def export_design(db: Database, design_id: int, path: Path) -> None:
    """Write a design with its pictures to a file; the same design gives the same bytes.

    Raises:
        NotFound: the design, or a picture of it, has been deleted meanwhile.
        CannotWrite: the folder or the disk refuses.
    """
    design = read_design(db, design_id).design
    pictures = {
        sha256: base64.b64encode(data).decode("ascii")
        for sha256, data in sorted(pictures_of(db, design).items())
    }
    content = {"cohort_desk_design": FORM, "design": to_plain(design), "pictures": pictures}
    with whole_file(path) as part:
        text = json.dumps(content, ensure_ascii=False, indent=1)
        part.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def import_design(db: Database, path: Path) -> int:
    """Add the design that a file holds, and return its id; a borne name gets a number.

    Raises:
        UnreadableFile: it cannot be read, or is no design of Cohort Desk.
        RuleBroken: something in the design cannot stand, or a picture cannot be read.
    """
    design, pictures = read_design_file(path)
    return take_design(db, design, pictures)


def read_design_file(path: Path) -> tuple[Design, Mapping[str, bytes]]:
    """Return the design that a file holds, and its pictures by the names it gives them.

    Raises:
        UnreadableFile: it cannot be read, or is no design of Cohort Desk.
        RuleBroken: something in the design cannot stand.
    """
    content = _content(path)
    form = content.get("cohort_desk_design")
    if isinstance(form, int) and form > FORM:
        raise UnreadableFile(
            f"“{path.name}” was made by a newer version of Cohort Desk. Nothing was taken from it: "
            "bring this one up to date first."
        )
    plain, pictures = content.get("design"), content.get("pictures")
    if form != FORM or not isinstance(plain, dict) or not isinstance(pictures, dict):
        raise _not_a_design(path)
    try:
        design = from_plain(cast("dict[str, Any]", plain))
    except RuleBroken as error:
        raise RuleBroken(error.field, f"Nothing was taken from “{path.name}”. {error}") from error
    return design, _pictures(path, cast("dict[str, Any]", pictures))


def _content(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile(
                f"“{path.name}” has more than {MOST_BYTES // 1_000_000} MB, which no design has. "
                "It was not opened."
            )
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableFile(
            f"“{path.name}” could not be read ({error.strerror or error}). Nothing was taken from "
            "it."
        ) from error
    # The last is what deeply nested brackets end in.
    except (ValueError, RecursionError) as error:
        raise _not_a_design(path) from error
    if not isinstance(content, dict):
        raise _not_a_design(path)
    return cast("dict[str, Any]", content)


def _pictures(path: Path, given: Mapping[str, Any]) -> dict[str, bytes]:
    if len(given) > _MOST_PICTURES:
        raise _not_a_design(path)
    try:
        return {
            name: base64.b64decode(cast("str", text), validate=True) for name, text in given.items()
        }
    except (binascii.Error, TypeError, ValueError) as error:
        raise UnreadableFile(
            f"A picture in “{path.name}” is damaged. Nothing was taken from it. Ask for the design "
            "to be exported again."
        ) from error


def _not_a_design(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"“{path.name}” is not a design of Cohort Desk. Nothing was taken from it. Designs are "
        f"exported from the designer and end in {ENDING}."
    )
