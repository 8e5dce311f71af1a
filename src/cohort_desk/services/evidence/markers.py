"""Who marks each submission, and how far they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import AllotmentRow, MarkRow, TutorRow
from cohort_desk.domain.marks.ladder import MarkerInput

ROLES = ("first", "second", "third")
"""What a marker of a submission can be, in this order."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A tutor to whom a submission is allotted, and how far they are.

    `mark` is the marker's own, unrounded; None while something is missing. `begun` is whether
    anything has been given or written.
    """

    allotment_id: int
    tutor_id: int
    name: str
    role: str
    due_at: datetime | None
    mark: Decimal | None
    begun: bool
    final_at: datetime | None
    version: int

    @property
    def final(self) -> bool:
        """Whether the marker has finished."""
        return self.final_at is not None


def read_markers(
    work: UnitOfWork,
    submission_ids: Sequence[int],
    given: Mapping[int, Sequence[MarkerInput]],
) -> dict[int, tuple[Marker, ...]]:
    """Return the markers of each submission.

    Args:
        work: the transaction.
        submission_ids: of which submissions.
        given: what markers gave, as `read_recorded` has it.
    """
    query = (
        select(AllotmentRow, TutorRow, MarkRow)
        .join(TutorRow, TutorRow.id == AllotmentRow.tutor_id)
        .outerjoin(
            MarkRow,
            (MarkRow.submission_id == AllotmentRow.submission_id)
            & (MarkRow.tutor_id == AllotmentRow.tutor_id),
        )
        .where(AllotmentRow.submission_id.in_(submission_ids))
    )
    found: defaultdict[int, list[Marker]] = defaultdict(list)
    for allotment, tutor, mark in work.session.execute(query):
        inputs = _input(given.get(allotment.submission_id, ()), allotment.role)
        found[allotment.submission_id].append(
            Marker(
                allotment_id=allotment.id,
                tutor_id=tutor.id,
                name=tutor.name,
                role=allotment.role,
                due_at=allotment.due_at,
                mark=inputs.mark if inputs else None,
                begun=inputs is not None and _begun(mark, inputs),
                final_at=mark.final_at if mark else None,
                version=allotment.version,
            )
        )
    return {
        key: tuple(sorted(markers, key=lambda marker: ROLES.index(marker.role)))
        for key, markers in found.items()
    }


def _input(given: Iterable[MarkerInput], role: str) -> MarkerInput | None:
    return next((each for each in given if each.role == role), None)


def _begun(mark: MarkRow, inputs: MarkerInput) -> bool:
    values = [criterion.value for criterion in inputs.criteria]
    return mark.direct is not None or any(value is not None for value in values)
