"""Puts the facts of submissions together: the one place where all that is recorded is weighed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AgreementRow,
    AssessmentRow,
    SittingRow,
    SubmissionRow,
)
from cohort_desk.domain.marks.ladder import agreed_rungs
from cohort_desk.domain.marks.states import Facts, Moderation, Visibility
from cohort_desk.services.evidence.locks import before_board, ratified_by
from cohort_desk.services.evidence.markers import ROLES, Marker, read_markers
from cohort_desk.services.evidence.recorded import newest_moderation, read_recorded
from cohort_desk.services.regulations import regulations_of
from cohort_desk.services.submissions.making import cohort_of
from cohort_desk.services.submissions.records import (
    SubmissionLine,
    handing_in_facts,
    submission_line,
)


def facts_of(
    work: UnitOfWork, submission: SubmissionRow, line: SubmissionLine | None = None
) -> Facts:
    """Return all that is recorded of a submission; `line` is what was read of it already."""
    line = line or submission_line(work, submission)
    at = submission.assessment_id, submission.sitting
    return FactsReader(work, *at, only=submission.id).facts(line)


class FactsReader:
    """Reads what is recorded of one sitting's submissions in a fixed number of queries.

    Attributes:
        regulations: those that the sitting's cohort follows.
        recorded: what was given, settled and granted.
        markers: who marks each submission, by its id.
        ratified: the name of the board that ratified a submission's mark, by its id.
        moderation: the newest sample that was drawn.
    """

    def __init__(
        self, work: UnitOfWork, assessment_id: int, sitting: int, only: int | None = None
    ) -> None:
        self._assessment_id = assessment_id
        self._needed = work.need(AssessmentRow, assessment_id).markers
        self._visibility = Visibility(work.need(SittingRow, (assessment_id, sitting)).visibility)
        self.regulations = regulations_of(work, cohort_of(work, assessment_id))
        self.recorded = read_recorded(work, [assessment_id], only)
        ids = [row.id for row in self.recorded.submissions if row.sitting == sitting]
        self.markers = read_markers(work, ids, self.recorded.markers)
        self.ratified = ratified_by(work, ids)
        self.moderation = newest_moderation(work, assessment_id, sitting)
        self._before_board = before_board(work, ids)
        settled = select(AgreementRow).where(AgreementRow.submission_id.in_(ids))
        self._settled_at = {
            row.submission_id: row.agreed_at for row in work.session.scalars(settled)
        }
        self._peer_open = (assessment_id, sitting) in self.recorded.peers_open

    def agreed(self, submission_id: int) -> tuple[Decimal | None, str]:
        """Return the mark that the markers come to (or None), and what it waits for."""
        inputs = self.recorded.inputs(submission_id, self._assessment_id)
        _rungs, agreed, waiting = agreed_rungs(inputs, self.regulations)
        return agreed, waiting

    def facts(self, line: SubmissionLine) -> Facts:
        """Return all that is recorded of what one owner hands in."""
        key = line.id or 0
        markers = self.markers.get(key, ())
        third = any(marker.role == "third" for marker in markers)
        roles = (*ROLES[: self._needed], "third")
        counting = [marker for marker in markers if marker.role in roles]
        agreed, _waiting = self.agreed(key)
        return replace(
            handing_in_facts(line),
            needed=self._needed + third,
            allotted=len(markers),
            begun=sum(marker.begun for marker in counting),
            final=sum(marker.final for marker in counting),
            agreed=agreed is not None,
            moderation=self._moderated(key, counting),
            visibility=self._visibility,
            before_board=key in self._before_board,
            ratified=key in self.ratified,
            peer_open=self._peer_open and line.owner.group_id is not None,
        )

    def _moderated(self, key: int, markers: Sequence[Marker]) -> Moderation:
        """Return how far moderation is; what was marked after the draw is not decided on by it."""
        row = self.moderation
        if row is None:
            return Moderation.NONE
        if row.outcome == "open":
            return Moderation.OPEN
        moments = [marker.final_at for marker in markers]
        anew = any(at > row.drawn_at for at in (*moments, self._settled_at.get(key)) if at)
        if row.outcome == "confirmed":
            return Moderation.NONE if anew else Moderation.CONFIRMED
        return Moderation.SENT_BACK
