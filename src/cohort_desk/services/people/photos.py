"""Photos of participants: set, taken away and read; only those asked for are ever read."""

import base64
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ParticipantRow, PhotoRow
from cohort_desk.domain.names import full_name

_IDS_PER_QUERY = 500


def set_photo(db: Database, person_id: int, image: bytes) -> None:
    """Keep a picture as the person's photo, in place of one that is there.

    Args:
        db: the programme.
        person_id: whose photo it is.
        image: a JPEG, PNG, WebP, GIF, BMP or TIFF file; see `portrait` for what is kept of it.

    Raises:
        NotFound: the person has been deleted meanwhile.
        RuleBroken: it is no picture that can be read, or it is too large.
    """
    # Slow to import, and wanted only once a photo is set.
    from cohort_desk.services.people.portraits import portrait  # noqa: PLC0415

    jpeg = portrait(image)
    with db.read() as work:
        name = _name(work, person_id)
        known = work.session.get(PhotoRow, person_id) is not None
    said = f"{'Replaced' if known else 'Added'} the photo of {name}"
    with db.begin(f"photo of {name}", said) as work:
        work.need(ParticipantRow, person_id)
        write_photos(work, {person_id: jpeg})


def remove_photo(db: Database, person_id: int) -> None:
    """Take a person's photo away; undo brings it back.

    Raises:
        NotFound: the photo, or the person, has been deleted meanwhile.
    """
    with db.read() as work:
        name = _name(work, person_id)
    with db.begin(f"removal of the photo of {name}", f"Removed the photo of {name}") as work:
        work.session.delete(work.need(PhotoRow, person_id))


def read_photo(db: Database, person_id: int) -> bytes | None:
    """Return the person's photo as a JPEG, None if there is none."""
    return read_photos(db, (person_id,)).get(person_id)


def read_photos(db: Database, ids: Iterable[int]) -> dict[int, bytes]:
    """Return the photos, as JPEGs, of those of the people who have one."""
    wanted = list(ids)
    found: dict[int, bytes] = {}
    with db.read() as work:
        for start in range(0, len(wanted), _IDS_PER_QUERY):
            some = wanted[start : start + _IDS_PER_QUERY]
            query = select(PhotoRow.participant_id, PhotoRow.jpeg).where(
                PhotoRow.participant_id.in_(some)
            )
            for person_id, text in work.session.execute(query):
                found[person_id] = base64.b64decode(text)
    return found


def write_photos(work: UnitOfWork, jpegs: Mapping[int, bytes]) -> None:
    """Set the photos of people by their id, in the caller's transaction."""
    ids = list(jpegs)
    for start in range(0, len(ids), _IDS_PER_QUERY):
        some = ids[start : start + _IDS_PER_QUERY]
        _write_some(work, some, jpegs)


def _write_some(work: UnitOfWork, ids: Sequence[int], jpegs: Mapping[int, bytes]) -> None:
    query = select(PhotoRow).where(PhotoRow.participant_id.in_(list(ids)))
    known = {row.participant_id: row for row in work.session.scalars(query)}
    for person_id in ids:
        text = base64.b64encode(jpegs[person_id]).decode("ascii")
        if person_id not in known:
            work.session.add(PhotoRow(participant_id=person_id, jpeg=text))
        elif known[person_id].jpeg != text:
            known[person_id].jpeg = text


def _name(work: UnitOfWork, person_id: int) -> str:
    person = work.need(ParticipantRow, person_id)
    return full_name(person.given_name, person.family_name)
