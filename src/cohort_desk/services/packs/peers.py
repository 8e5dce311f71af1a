"""Forms for rating one's own group, out to one member each and back.

A form names nobody but the members of the reader's own group.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    CohortRow,
    ModuleRow,
    PackRow,
    ParticipantRow,
    PeerCriterionRow,
    PeerRatingRow,
    PeerReturnRow,
    PeerRoundRow,
    ProgrammeRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import full_name
from cohort_desk.domain.packs.cells import JUSTIFICATION, SCORE, CellName
from cohort_desk.domain.packs.contents import (
    PackedMember,
    PackedPeerCriterion,
    PackHead,
    PackKind,
    PeerContent,
    Returned,
    SentPack,
)
from cohort_desk.domain.packs.merging import Value, Verdict, merge
from cohort_desk.domain.packs.words import CellKind
from cohort_desk.domain.peers.webpa import rated_by
from cohort_desk.domain.progress import Progress
from cohort_desk.services.packs.keys import SigningKey, new_key, programme_key
from cohort_desk.services.packs.plans import CellAbout, Ground
from cohort_desk.services.packs.records import Base, Prepared
from cohort_desk.services.peers import PeerReturn, take_returns
from cohort_desk.services.peers.guards import refuse_if_closed
from cohort_desk.services.peers.rated_groups import (
    RatedGroup,
    criteria_of,
    rated_groups,
    settings_of_row,
)
from cohort_desk.services.peers.returns import planned_return

_REASONS = str(CellName("", "", JUSTIFICATION))


@dataclass(frozen=True, slots=True)
class _Form:
    """What a row stands for: the peer round, the rater, and whom and what the keys mean."""

    peer_round_id: int
    rater_id: int
    members: Mapping[str, int]
    criteria: Mapping[str, int]

    @classmethod
    def of(cls, base: Base) -> "_Form":
        plain = base.stands_for
        return cls(plain["peer_round"], plain["rater"], plain["members"], plain["criteria"])


def prepare_peer_packs(
    db: Database, peer_round_id: int, only: Collection[int] = ()
) -> tuple[Prepared, ...]:
    """Return a form for each member of the groups of a peer round, or for some of them.

    Args:
        db: the programme.
        peer_round_id: which ratings.
        only: the participants who get a form; without them, all who have not rated yet.

    Raises:
        NotFound: the round has been deleted meanwhile.
        RuleBroken: the round is closed, or there is nobody to send a form to.
    """
    key = programme_key(db)
    with db.read() as work:
        row = work.need(PeerRoundRow, peer_round_id)
        refuse_if_closed(row)
        made = tuple(
            _prepare(work, row, group, member.id, key)
            for group in rated_groups(work, row)
            for member in group.members
            if (member.id in only if only else member.id not in group.returns)
        )
    if not made:
        raise RuleBroken("members", "Everybody has rated already, so there is no form to send.")
    return made


def peer_ground(work: UnitOfWork, _row: PackRow, base: Base, returned: Returned) -> Ground:
    """Return the member's ratings at the office now, and what stands against changing them."""
    form = _Form.of(base)
    cells = _cells(work, form)
    about = _abouts(work, form)
    # A set of ratings is taken whole, so it is judged whole: as it came back where both differ.
    merged = merge(base.cells, cells, _full(base, returned))
    given = {one.key: one.away if one.verdict is Verdict.CLASH else one.merged for one in merged}
    planned = planned_return(work, _given(form, given))
    refused = dict.fromkeys(cells, planned.reason) if planned.outcome == "refused" else {}
    return Ground(cells, about, refused)


def write_peers(
    work: UnitOfWork,
    _row: PackRow,
    base: Base,
    changes: Mapping[str, Value],
    _report: Progress,
) -> None:
    """Write the ratings as a whole set.

    Raises:
        RuleBroken: the set with what was chosen breaks a rule of ratings.
    """
    form = _Form.of(base)
    if changes:
        take_returns(work, [_given(form, {**_cells(work, form), **changes})])


def _prepare(
    work: UnitOfWork, row: PeerRoundRow, group: RatedGroup, rater: int, key: SigningKey
) -> Prepared:
    assessment = work.need(AssessmentRow, row.assessment_id)
    cohort = work.need(CohortRow, work.need(ModuleRow, assessment.module_id).cohort_id)
    settings, return_key = settings_of_row(row), new_key()
    members = {f"m{number}": one.id for number, one in enumerate(group.members, start=1)}
    criteria = {f"c{at}": one.id for at, one in enumerate(criteria_of(work, row.id), start=1)}
    rated = set(rated_by(settings, group.ids, rater))
    form = _Form(
        row.id, rater, {name: id_ for name, id_ in members.items() if id_ in rated}, criteria
    )
    head = PackHead(
        secrets.token_hex(12),
        PackKind.PEERS,
        group.name_of(rater),
        work.need(ProgrammeRow, 1).name,
        cohort.name,
        datetime.now(UTC).replace(microsecond=0),
        row.closes_at,
    )
    content = PeerContent(
        assessment.title,
        group.name,
        tuple(PackedMember(k, group.name_of(i), rater=i == rater) for k, i in members.items()),
        _packed_criteria(work, criteria),
        self_too=rater in rated,
        justify=row.justify,
        closes_at=row.closes_at,
    )
    cells = _cells(work, form)
    stands_for = {
        "peer_round": row.id,
        "rater": rater,
        "members": dict(form.members),
        "criteria": criteria,
    }
    about = f"{assessment.title}, {group.name}"
    base = Base(cells, stands_for, return_key.public, about, head.due_at)
    sent = SentPack(head, content, cells, return_key.secret)
    return Prepared(sent, base, key, cohort.id, participant_id=rater)


def _packed_criteria(
    work: UnitOfWork, criteria: Mapping[str, int]
) -> tuple[PackedPeerCriterion, ...]:
    rows = {key: work.need(PeerCriterionRow, id_) for key, id_ in criteria.items()}
    return tuple(
        PackedPeerCriterion(key, each.title, each.description) for key, each in rows.items()
    )


def _cells(work: UnitOfWork, form: _Form) -> dict[str, Value]:
    """Return what the member has said so far."""
    query = select(PeerRatingRow).where(
        PeerRatingRow.rater_id == form.rater_id,
        PeerRatingRow.criterion_id.in_(form.criteria.values()),
    )
    scores = {(row.ratee_id, row.criterion_id): row.score for row in work.session.scalars(query)}
    cells: dict[str, Value] = {
        str(name): scores.get((form.members[name.work], form.criteria[name.criterion]))
        for name in _names(form)
    }
    handed_in = work.session.get(PeerReturnRow, (form.peer_round_id, form.rater_id))
    cells[_REASONS] = (handed_in.justification or None) if handed_in else None
    return cells


def _names(form: _Form) -> Sequence[CellName]:
    return [CellName(m, c, SCORE) for m in form.members for c in form.criteria]


def _abouts(work: UnitOfWork, form: _Form) -> dict[str, CellAbout]:
    row = work.need(PeerRoundRow, form.peer_round_id)
    of = work.need(AssessmentRow, row.assessment_id).title
    found: dict[str, CellAbout] = {}
    for name in _names(form):
        person = work.session.get(ParticipantRow, form.members[name.work])
        criterion = work.session.get(PeerCriterionRow, form.criteria[name.criterion])
        who = full_name(person.given_name, person.family_name) if person else name.work
        what = criterion.title if criterion else "A criterion that is gone"
        found[str(name)] = CellAbout(who, of, what, CellKind.RATING)
    found[_REASONS] = CellAbout("The group", of, "Reasons", CellKind.TEXT)
    return found


def _full(base: Base, returned: Returned) -> dict[str, Value]:
    return {**({} if returned.signed_by else base.cells), **returned.cells}


def _given(form: _Form, cells: Mapping[str, Value]) -> PeerReturn:
    scores: dict[int, dict[int, int]] = {}
    for name in _names(form):
        value = cells.get(str(name))
        if isinstance(value, int) and not isinstance(value, bool):
            person, criterion = form.members[name.work], form.criteria[name.criterion]
            scores.setdefault(person, {})[criterion] = value
    return PeerReturn(form.peer_round_id, form.rater_id, scores, str(cells.get(_REASONS) or ""))
