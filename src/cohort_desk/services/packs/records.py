"""The packs that went out: kept when made, listed, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import PackRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.packs.contents import KIND_WORDS, PackKind, SentPack
from cohort_desk.domain.packs.merging import Cells, Value
from cohort_desk.services.packs.keys import SigningKey

OUT, OVERDUE, RETURNED, WITHDRAWN = "Out", "Overdue", "Returned", "Withdrawn"
STATUSES = (OVERDUE, OUT, RETURNED, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class MergedReturn:
    """A return that was merged: the SHA-256 of its file, when, and when it was filled in."""

    digest: str
    merged_at: datetime
    filled_at: datetime | None

    def as_plain(self) -> list[str | None]:
        """Return it for the pack's row."""
        return [self.digest, _written(self.merged_at), _written(self.filled_at)]

    @classmethod
    def of(cls, plain: Sequence[str]) -> "MergedReturn":
        """Return what a row keeps."""
        digest, merged_at, filled_at = plain
        return cls(digest, datetime.fromisoformat(merged_at), _moment(filled_at))


@dataclass(frozen=True, slots=True)
class Base:
    """What the office keeps of a pack, as plain data in its row.

    Attributes:
        cells: as they were when the pack went out, or as they last came back: the next return
            is compared with these, so that what has been merged is not merged again.
        stands_for: what the pack's keys stand for, as the kind of pack wants it.
        return_key: the public half of the key that signs the way back.
        about: what is in the pack, in a few words.
        merged: the returns merged so far, each once, in the order of their merging.
    """

    cells: Cells
    stands_for: Mapping[str, Any]
    return_key: str
    about: str
    due_at: datetime | None = None
    merged: tuple[MergedReturn, ...] = ()
    withdrawn_at: datetime | None = None

    def as_plain(self) -> dict[str, Any]:
        """Return it for the pack's row."""
        return {
            "cells": dict(self.cells),
            "stands_for": dict(self.stands_for),
            "return_key": self.return_key,
            "about": self.about,
            "due_at": _written(self.due_at),
            "merged": [each.as_plain() for each in self.merged],
            "withdrawn_at": _written(self.withdrawn_at),
        }

    @classmethod
    def of(cls, row: PackRow) -> "Base":
        """Return what a row keeps."""
        plain = row.base
        cells: dict[str, Value] = plain["cells"]
        return cls(
            cells,
            plain["stands_for"],
            plain["return_key"],
            plain["about"],
            _moment(plain["due_at"]),
            tuple(MergedReturn.of(each) for each in plain.get("merged", ())),
            _moment(plain["withdrawn_at"]),
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pack that is ready to be written, and what the office keeps of it.

    Attributes:
        sent: the pack as its reader gets it.
        base: for the row of the pack.
        key: the programme's, to sign it with.
        cohort_id: whose cohort it is of, None where it is of all of them.
        tutor_id: the tutor that it is for, if it is for one.
        participant_id: the participant that it is for, if it is for one.
        officer_id: the finance officer that it is for, if it is for one.
        warnings: what to know before it is sent, in sentences.
    """

    sent: SentPack
    base: Base
    key: SigningKey
    cohort_id: int | None
    tutor_id: int | None = None
    participant_id: int | None = None
    officer_id: int | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def file_name(self) -> str:
        """What to call its file: nothing that a file system refuses."""
        head = self.sent.head
        kind = KIND_WORDS[head.kind]
        day = head.made_at.astimezone().date().isoformat()
        return f"{as_file_name(f'{kind} {head.reader} {day}')}.cohortpack"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in the list; `status` is one of `STATUSES`."""

    id: int
    key: str
    kind: PackKind
    reader: str
    about: str
    made_at: datetime
    due_at: datetime | None
    returned_at: datetime | None
    status: str
    version: int


def list_packs(db: Database, cohort_id: int, now: datetime | None = None) -> tuple[Pack, ...]:
    """Return the packs of a cohort that went out, and those of all cohorts, the newest first.

    `now` decides what is overdue.
    """
    moment = now or datetime.now(UTC)
    of_cohort = or_(PackRow.cohort_id == cohort_id, PackRow.cohort_id.is_(None))
    with db.read() as work:
        query = (
            select(PackRow)
            .where(of_cohort, PackRow.side == "office")
            .order_by(PackRow.made_at.desc(), PackRow.id.desc())
        )
        return tuple(_listed(row, moment) for row in work.session.scalars(query))


def keep_pack(db: Database, prepared: Prepared) -> int:
    """Keep what a pack was made from, so that it can be merged, and return its id."""
    head = prepared.sent.head
    what = f"pack for {head.reader}"
    with db.begin(what, f"Made a {KIND_WORDS[head.kind].lower()} {what}") as work:
        row = PackRow(
            key=head.key,
            kind=head.kind.value,
            side="office",
            cohort_id=prepared.cohort_id,
            tutor_id=prepared.tutor_id,
            participant_id=prepared.participant_id,
            officer_id=prepared.officer_id,
            reader=head.reader,
            made_at=head.made_at,
            base=prepared.base.as_plain(),
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def withdraw_pack(db: Database, pack_id: int, version: int) -> None:
    """Take a pack back: what is filled in there is no longer merged.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: it was merged or withdrawn since that version.
        RuleBroken: it is withdrawn already.
    """
    with db.begin("withdrawal of a pack") as work:
        row = work.need(PackRow, pack_id, version)
        base = Base.of(row)
        if base.withdrawn_at is not None:
            raise RuleBroken("pack", f"The pack for {row.reader} is withdrawn already.")
        what = f"the pack for {row.reader}"
        work.call(f"withdrawal of {what}", f"Withdrew {what}")
        row.base = {**row.base, "withdrawn_at": _written(datetime.now(UTC))}


def as_file_name(name: str) -> str:
    """Return the name without what file systems refuse."""
    kept = "".join(" " if c in '<>:"/\\|?*' or ord(c) < ord(" ") else c for c in name)
    return " ".join(kept.split()).rstrip(". ")[:120] or "Pack"


def pack_with_key(work: UnitOfWork, key: str, side: str = "office") -> PackRow | None:
    """Return the pack of a key, None where this programme has none."""
    query = select(PackRow).where(PackRow.key == key, PackRow.side == side)
    return work.session.scalar(query)


def _listed(row: PackRow, now: datetime) -> Pack:
    base = Base.of(row)
    status = OUT
    if base.withdrawn_at is not None:
        status = WITHDRAWN
    elif row.returned_at is not None:
        status = RETURNED
    elif base.due_at is not None and base.due_at < now:
        status = OVERDUE
    return Pack(
        row.id,
        row.key,
        PackKind(row.kind),
        row.reader,
        base.about,
        row.made_at,
        base.due_at,
        row.returned_at,
        status,
        row.version,
    )


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)
