"""What the documents of peer ratings draw from: everybody's form, and all groups' contributions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import (
    AssessmentRow,
    CohortRow,
    ModuleRow,
    PeerRoundRow,
    ProgrammeRow,
)
from cohort_desk.services.peers.contributions import GroupContributions, list_contributions
from cohort_desk.services.peers.forms import PeerForm, form_of
from cohort_desk.services.peers.reading import PeerRound, read_round


@dataclass(frozen=True, slots=True)
class PeerPaper:
    """One peer round as documents show it; `read_on` is the day on which it was read."""

    programme: str
    cohort: str
    peer_round: PeerRound
    forms: tuple[PeerForm, ...]
    groups: tuple[GroupContributions, ...]
    read_on: date


def read_forms(db: Database, peer_round_id: int) -> PeerPaper:
    """Return the form of every member, without what they have said.

    Raises:
        NotFound: the round has been deleted meanwhile.
    """
    found = read_round(db, peer_round_id)
    members = [one.member.id for group in found.groups for one in group.members]
    forms = tuple(form_of(db, peer_round_id, member) for member in members)
    return _paper(db, found, forms=forms)


def read_sheet(db: Database, peer_round_id: int) -> PeerPaper:
    """Return the contributions of every group.

    Raises:
        NotFound: the round has been deleted meanwhile.
    """
    found = read_round(db, peer_round_id)
    return _paper(db, found, groups=list_contributions(db, peer_round_id))


def _paper(
    db: Database,
    found: PeerRound,
    forms: tuple[PeerForm, ...] = (),
    groups: tuple[GroupContributions, ...] = (),
) -> PeerPaper:
    with db.read() as work:
        row = work.need(PeerRoundRow, found.id)
        assessment = work.need(AssessmentRow, row.assessment_id)
        cohort = work.need(CohortRow, work.need(ModuleRow, assessment.module_id).cohort_id)
        programme = work.need(ProgrammeRow, 1)
        today = datetime.now(UTC).astimezone().date()
        return PeerPaper(programme.name, cohort.name, found, forms, groups, today)
