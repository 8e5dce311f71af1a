"""Publishing: versions of a round's groups, frozen, with who moved; and the groups as lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.journal import subject_name
from cohort_desk.db.tables import (
    AgencyRow,
    CohortRow,
    ParticipantRow,
    ProgrammeRow,
    PublishedVersionRow,
    RoundRow,
    StepChangeRow,
    taking_part,
)
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.names import full_name
from cohort_desk.services.groups.acceptance import placement_as_it_stands
from cohort_desk.services.groups.differences import Difference, Snapshot, difference
from cohort_desk.services.groups.lists import GroupList, ListedGroup, ListedMember
from cohort_desk.services.groups.material import read_groups, read_material, read_seats
from cohort_desk.services.groups.proposals import accept_in
from cohort_desk.services.groups.rescoring import score_of


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A frozen version, and what differs from the version before it."""

    number: int
    published_at: datetime
    published_by: str
    groups: int
    people: int
    difference: Difference


@dataclass(frozen=True, slots=True)
class PublicationOutlook:
    """What publishing a round's groups as they stand would do.

    Attributes:
        number: that the version would have.
        since: the number of the newest published version, None of a round never published.
        people: how many are in a group.
        changes: what differs from the newest version; of a round never published, everything.
        broken: the rules that do not hold, in words.
    """

    round_name: str
    number: int
    since: int | None
    groups: int
    people: int
    changes: Difference
    broken: tuple[str, ...]


def publish(db: Database, round_id: int) -> int:
    """Freeze the groups as they stand as the next version, and return its number.

    The number of a version that was undone is not used again.

    Raises:
        NotFound: the round has been deleted.
        RuleBroken: nobody is in a group, or nothing has changed since the last version.
    """
    with db.begin("publication of groups") as work:
        return _publish_in(work, round_id, db.actor, "publication of")


def next_version(db: Database, round_id: int) -> int:
    """Return the number that the next published version will have."""
    with db.read() as work:
        return _next_number(work, round_id)


def publication_outlook(db: Database, round_id: int) -> PublicationOutlook:
    """Return what publishing would do; best off the UI thread.

    Raises:
        NotFound: the round has been deleted.
    """
    # What is reckoned comes after the reading: while a file is being read nobody can write to it.
    with db.read() as work:
        material = read_material(work, round_id)
        newest, number = _newest(work, round_id), _next_number(work, round_id)
        now = as_they_stand(work, round_id)
    score = score_of(material, placement_as_it_stands(material))
    return PublicationOutlook(
        round_name=material.round.name,
        number=number,
        since=newest.number if newest else None,
        groups=len(now),
        people=sum(len(group["members"]) for group in now),
        changes=difference(newest.groups["groups"] if newest else (), now),
        broken=tuple(one.words for one in score.broken),
    )


def publish_proposal(
    db: Database, round_id: int, proposal_id: int, version: int | None = None
) -> int:
    """Accept a proposal and publish the groups, in one step; return the number of the version.

    Args:
        db: the programme.
        round_id: the round.
        proposal_id: the proposal.
        version: of the proposal as the user saw it, None to take it as it is.

    Raises:
        NotFound: the proposal or the round has been deleted.
        EditedMeanwhile: someone has accepted or discarded it meanwhile.
        RuleBroken: the proposal is no longer open, or nothing would be published.
    """
    with db.begin("acceptance and publication of groups") as work:
        accept_in(work, proposal_id, version)
        doing = "acceptance and publication of groups for"
        return _publish_in(work, round_id, db.actor, doing)


def publish_first(work: UnitOfWork, round_id: int, actor: str) -> None:
    """Freeze as version 1 the groups of a round that the same transaction has made."""
    _add_version(work, round_id, 1, actor, as_they_stand(work, round_id))


def list_versions(db: Database, round_id: int) -> tuple[PublishedVersion, ...]:
    """Return the published versions of a round, the newest first."""
    with db.read() as work:
        listed: list[PublishedVersion] = []
        before: Snapshot = ()
        for row in versions_of(work, round_id):
            groups: Snapshot = row.groups["groups"]
            listed.append(
                PublishedVersion(
                    row.number,
                    row.published_at,
                    row.published_by,
                    len(groups),
                    sum(len(group["members"]) for group in groups),
                    difference(before, groups),
                )
            )
            before = groups
        return tuple(reversed(listed))


def unpublished_changes(db: Database, round_id: int) -> Difference:
    """Return what differs between the newest published version and the groups as they stand.

    Of a round never published, everybody in a group is new.
    """
    with db.read() as work:
        newest = _newest(work, round_id)
        before: Snapshot = newest.groups["groups"] if newest else ()
        return difference(before, as_they_stand(work, round_id))


def read_group_list(db: Database, round_id: int, version: int | None = None) -> GroupList:
    """Return the groups for lists, badges and sheets: a published version, or as they stand.

    Groups as they stand bear the number of the newest version if nothing has changed since.

    Raises:
        NotFound: the round or the version does not exist.
    """
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        versions = {one.number: one for one in versions_of(work, round_id)}
        stood_on, groups = datetime.now().astimezone().date(), as_they_stand(work, round_id)
        newest = versions.get(max(versions, default=0))
        if version is None and newest and not difference(newest.groups["groups"], groups):
            version = newest.number
        if version is not None:
            if version not in versions:
                raise NotFound(f"{row.name} has no published version {version}.")
            stood_on = versions[version].published_at.astimezone().date()
            groups = versions[version].groups["groups"]
        return _list(work, row, version, stood_on, groups)


def _publish_in(work: UnitOfWork, round_id: int, actor: str, doing: str) -> int:
    """Publish as part of a step, name the step by what it makes, and return the version's number.

    Another desk may publish until this transaction begins: only in it is the number certain.
    """
    now, newest = as_they_stand(work, round_id), _newest(work, round_id)
    if not any(group["members"] for group in now):
        raise RuleBroken("groups", "Nobody is in a group yet, so there is nothing to publish.")
    if newest and not difference(newest.groups["groups"], now):
        raise RuleBroken(
            "groups", f"Nothing has changed since version {newest.number} was published."
        )
    number = _next_number(work, round_id)
    _add_version(work, round_id, number, actor, now)
    version = f"{work.need(RoundRow, round_id).name}, version {number}"
    work.call(f"{doing} {version}", f"Published {version}")
    return number


def _list(
    work: UnitOfWork, row: RoundRow, version: int | None, stood_on: date, groups: Snapshot
) -> GroupList:
    return GroupList(
        programme=work.need(ProgrammeRow, 1).name,
        cohort=work.need(CohortRow, row.cohort_id).name,
        round_name=row.name,
        version=version,
        stood_on=stood_on,
        groups=tuple(
            ListedGroup(
                group["name"],
                tuple(ListedMember(**one) for one in group["members"]),
            )
            for group in groups
        ),
    )


def _add_version(
    work: UnitOfWork, round_id: int, number: int, actor: str, groups: Snapshot
) -> None:
    work.session.add(
        PublishedVersionRow(
            round_id=round_id,
            number=number,
            published_at=datetime.now(UTC),
            published_by=actor,
            groups={"groups": groups},
        )
    )


def versions_of(work: UnitOfWork, round_id: int) -> Sequence[PublishedVersionRow]:
    """Return the published versions of a round, oldest first."""
    of_round = select(PublishedVersionRow).where(PublishedVersionRow.round_id == round_id)
    return work.session.scalars(of_round.order_by(PublishedVersionRow.number)).all()


def _newest(work: UnitOfWork, round_id: int) -> PublishedVersionRow | None:
    of_round = select(PublishedVersionRow).where(PublishedVersionRow.round_id == round_id)
    return work.session.scalar(of_round.order_by(PublishedVersionRow.number.desc()).limit(1))


def _next_number(work: UnitOfWork, round_id: int) -> int:
    """Return a number that no version has borne, not even one that was undone.

    Lists of an undone version may hang on a wall; another must not pass for it.
    """
    borne = select(func.max(StepChangeRow.after["number"].as_integer())).where(
        StepChangeRow.subject == subject_name("round", round_id),
        StepChangeRow.table_name == PublishedVersionRow.__tablename__,
        StepChangeRow.operation == "insert",
    )
    return (work.session.scalar(borne) or 0) + 1


def as_they_stand(work: UnitOfWork, round_id: int) -> list[dict[str, Any]]:
    """Return the groups with their people who have not withdrawn, in the order of names."""
    row, seats = work.need(RoundRow, round_id), read_seats(work, round_id)
    groups: dict[int, dict[str, Any]] = {
        group.id: {"id": group.id, "name": group.name, "members": []}
        for group in read_groups(work, round_id)
    }
    query = (
        select(ParticipantRow, AgencyRow)
        .outerjoin(AgencyRow, AgencyRow.id == ParticipantRow.agency_id)
        .where(ParticipantRow.cohort_id == row.cohort_id, taking_part())
        .order_by(ParticipantRow.sort_name, ParticipantRow.id)
    )
    for person, agency in work.session.execute(query):
        if person.id in seats:
            groups[seats[person.id].group_id]["members"].append(_member(person, agency))
    return list(groups.values())


def _member(person: ParticipantRow, agency: AgencyRow | None) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": full_name(person.given_name, person.family_name),
        "agency": agency.name if agency else "",
        "agency_short": agency.short_name if agency else "",
        "sector": agency.sector if agency else "",
        "job_title": person.job_title,
        "email": person.email or "",
    }
