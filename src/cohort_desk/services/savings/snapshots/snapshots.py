"""Reports on savings as they were made: what each said is kept, and prints the same for good.

    made = take(db, "portfolio", cohort_id)       # gathers, keeps, returns what to print
    again = read_snapshot(db, made.id)            # years later: the same, whatever has changed

A document is drawn from a snapshot's content and from nothing else. What is gathered twice on a day
without anything having changed is one report, however often it is printed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import msgspec
from sqlalchemy import and_, or_, select

from cohort_desk.db.tables import ProjectRow, SavingsSnapshotRow
from cohort_desk.domain.errors import RecordDamaged
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services import store
from cohort_desk.services.savings.snapshots.content import Asked, gather
from cohort_desk.services.savings.snapshots.shapes import (
    AgencyContent,
    Content,
    PortfolioContent,
    ProjectContent,
)

if TYPE_CHECKING:
    from cohort_desk.db.database import Database, UnitOfWork

Kind = Literal["portfolio", "agency", "project"]
KINDS: dict[str, str] = {
    "portfolio": "Report for the board",
    "agency": "Page for an agency",
    "project": "Page of a project",
}
_SHAPES: dict[str, type[Content]] = {
    "portfolio": PortfolioContent,
    "agency": AgencyContent,
    "project": ProjectContent,
}


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that was made: what it is of, when and by whom; `about_id` is None of all cohorts.

    `sha256` is the digest of what it says.
    """

    id: int
    kind: str
    about_id: int | None
    title: str
    made_at: datetime
    made_by: str
    sha256: str

    @property
    def made_on(self) -> date:
        """The day in London on which it was made, which is the day that it tells of."""
        return self.made_at.astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report that was made, with all that it says."""

    made: MadeReport
    content: Content

    @property
    def id(self) -> int:
        """The number of the report."""
        return self.made.id


def take(db: "Database", kind: Kind, about_id: int | None, now: datetime | None = None) -> Snapshot:
    """Gather what a report says now and keep it; the same on the same day is kept once.

    Of a programme that can only be read nothing is kept: that report has the number 0.

    Args:
        db: the programme.
        kind: which report.
        about_id: the cohort (None: all), the agency, or the project.
        now: the moment that it tells of; this one if left out.

    Raises:
        NotFound: the cohort, the agency or the project has been deleted meanwhile, or there is
            nothing on savings to tell of it.
    """
    moment = now or datetime.now(LONDON)
    title, content = gather(db, Asked(kind, about_id, moment.astimezone(LONDON).date()))
    data = encode(content)
    digest = store.digest_of(data)
    if db.read_only:
        return Snapshot(MadeReport(0, kind, about_id, title, moment, db.actor, digest), content)
    with db.begin(f"report “{title}”", f"Made the report “{title}”") as work:
        row = _same(work, kind, about_id, digest)
        if row is None:
            row = SavingsSnapshotRow(
                kind=kind,
                about_id=about_id,
                title=title,
                made_at=moment,
                made_by=db.actor,
                sha256=store.keep(work, f"{title}.json", data),
            )
            work.session.add(row)
            work.session.flush()
        return Snapshot(_made(row), content)


def list_snapshots(db: "Database", cohort_id: int | None = None) -> tuple[MadeReport, ...]:
    """Return the reports that were made, the newest first.

    Of a cohort (None: of all) those for the board that tell of it, and those of its projects;
    agencies' pages and reports of all cohorts belong to every cohort.
    """
    query = select(SavingsSnapshotRow).order_by(SavingsSnapshotRow.id.desc())
    if cohort_id is not None:
        projects = select(ProjectRow.id).where(ProjectRow.cohort_id == cohort_id)
        kind, about = SavingsSnapshotRow.kind, SavingsSnapshotRow.about_id
        query = query.where(
            or_(
                and_(kind == "portfolio", or_(about.is_(None), about == cohort_id)),
                kind == "agency",
                and_(kind == "project", about.in_(projects)),
            )
        )
    with db.read() as work:
        return tuple(_made(row) for row in work.session.scalars(query))


def read_snapshot(db: "Database", snapshot_id: int) -> Snapshot:
    """Return a report as it was made.

    Raises:
        NotFound: there is no such report.
        FileSpoilt, RecordDamaged: what is kept of it is not what was made.
    """
    with db.read() as work:
        made = _made(work.need(SavingsSnapshotRow, snapshot_id))
    return Snapshot(made, decode(made.kind, store.content(db, made.sha256)))


def encode(content: Content) -> bytes:
    """Return what a report says as JSON; the same content is the same bytes."""
    return msgspec.json.format(msgspec.json.encode(content, order="deterministic"), indent=1)


def decode(kind: str, data: bytes) -> Content:
    """Return what a report of a kind says, as it was before it was kept.

    Raises:
        RecordDamaged: it is not what `encode` wrote.
    """
    try:
        return msgspec.json.decode(data, type=_SHAPES[kind])
    except (msgspec.MsgspecError, KeyError) as error:
        raise RecordDamaged(
            f"What this report said cannot be read ({error}). Nothing was changed. Open it with "
            "the version of the app that made it, or restore the programme from a backup."
        ) from error


def _same(
    work: "UnitOfWork", kind: str, about_id: int | None, sha256: str
) -> SavingsSnapshotRow | None:
    """Return the report that says just this; the day is a part of what is said."""
    query = select(SavingsSnapshotRow).where(
        SavingsSnapshotRow.kind == kind,
        SavingsSnapshotRow.about_id == about_id,
        SavingsSnapshotRow.sha256 == sha256,
    )
    return work.session.scalars(query).first()


def _made(row: SavingsSnapshotRow) -> MadeReport:
    return MadeReport(
        row.id, row.kind, row.about_id, row.title, row.made_at, row.made_by, row.sha256
    )
