"""A pack opened away from the office: a programme file of its own that holds nothing else.

The ordinary marking page works in it. People and groups are there under the names by which the
pack knows them; `pack` has one row, of the side "away", that says which pack the file was made
from and what its rows are called there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import PackRow
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.packs.cells import FINAL
from cohort_desk.domain.packs.contents import (
    MarkingContent,
    PackHead,
    PackKind,
    SentPack,
)
from cohort_desk.domain.packs.merging import Cells, Value
from cohort_desk.services.marks.tasks import TaskKey, need_task
from cohort_desk.services.packs.away_making import AwayBuilder
from cohort_desk.services.packs.keys import programme_key
from cohort_desk.services.packs.marked_cells import marked_cells
from cohort_desk.services.packs.marking import submissions_of
from cohort_desk.services.packs.records import Base, as_file_name
from cohort_desk.services.programmes import create_programme

_MAKER = "The office"


@dataclass(frozen=True, slots=True)
class AwayPack:
    """What an away file was made from, and how far its tutor is."""

    head: PackHead
    tutor_id: int
    works: int
    finished: int
    changed: int


def away_path(pack: SentPack, folder: Path) -> Path:
    """Return where the working file of a pack is made: beside the pack, named as the pack is."""
    head = pack.head
    day = head.made_at.astimezone().date().isoformat()
    name = as_file_name(f"Marking for {head.programme} {day} {head.key[:4]}")
    return folder / f"{name}.cohort"


def open_pack_away(pack: SentPack, path: Path) -> Database:
    """Make the working file of a marking pack, and open it.

    Raises:
        FileExists: there is a file already; opening that goes on with the work begun there.
        CohortDeskError: the folder cannot be written to; nothing was made.
    """
    if not isinstance(pack.content, MarkingContent):
        raise RuleBroken("pack", "Only a marking pack can be worked on as a programme.")
    head = pack.head
    # Made in the office's name: the history has it, and the tutor's undo does not reach it.
    db = create_programme(path, head.programme, head.cohort, actor=_MAKER)
    try:
        with db.begin(f"working file from the pack for {head.reader}") as work:
            AwayBuilder(work, pack, pack.content).build()
    except CohortDeskError:
        db.close()
        if db.place is not None:
            db.place.unlink()
        raise
    db.actor = head.reader
    return db


def away_pack(db: Database) -> AwayPack | None:
    """Return what pack the file was made from, None of an office's programme."""
    with db.read() as work:
        row = _away_row(work)
        if row is None:
            return None
        base = Base.of(row)
        cells = _cells(work, row, base)
        finals = [cells[f"{key}/{FINAL}"] for key in base.stands_for]
        changed = sum(cells[key] != base.cells.get(key) for key in cells)
        return AwayPack(
            _head(row, base), row.tutor_id or 0, len(finals), sum(map(bool, finals)), changed
        )


@dataclass(frozen=True, slots=True)
class ReturnedWork:
    """What is sent back: the pack's own head, all its cells as they are now, and the key."""

    head: PackHead
    cells: Cells
    returned_at: datetime
    secret: str


def prepare_return(db: Database) -> ReturnedWork:
    """Return what an away file has to send back.

    Raises:
        RuleBroken: the file was not made from a pack.
    """
    key = programme_key(db)
    with db.read() as work:
        row = _away_row(work)
        if row is None:
            raise RuleBroken("pack", "This programme was not made from a pack.")
        base = Base.of(row)
        cells = _cells(work, row, base)
        return ReturnedWork(_head(row, base), cells, datetime.now(UTC), key.secret)


def _away_row(work: UnitOfWork) -> PackRow | None:
    return work.session.scalars(select(PackRow).where(PackRow.side == "away")).first()


def _cells(work: UnitOfWork, row: PackRow, base: Base) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for packed in submissions_of(base.stands_for).values():
        task = need_task(work, TaskKey(packed.submission_id, row.tutor_id or 0))
        cells |= marked_cells(work, task, packed)
    return cells


def _head(row: PackRow, base: Base) -> PackHead:
    programme, _, cohort = base.about.partition("\n")
    return PackHead(
        row.key, PackKind(row.kind), row.reader, programme, cohort, row.made_at, base.due_at
    )
