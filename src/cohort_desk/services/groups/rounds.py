"""The rounds of a cohort: list, add, rename, delete, and their settings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    CohortRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    ProposalRow,
    PublishedVersionRow,
    RoundRow,
    RuleMemberRow,
    RuleRow,
    taking_part,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import CriterionKind, Recipe, default_recipe
from cohort_desk.domain.forming.settings.columns import round_column
from cohort_desk.domain.forming.settings.recipes import recipe_from_plain, recipe_to_plain
from cohort_desk.domain.forming.sizes import describe_split, split
from cohort_desk.domain.names import numbered_names
from cohort_desk.domain.unseen import many_lines, one_line
from cohort_desk.services.groups.standing import refuse_if_round_has_work

NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its counts.

    Attributes:
        groups: how many groups it has.
        placed: how many people who have not withdrawn sit in one.
        unplaced: how many do not.
        open_proposals: how many proposals wait to be accepted or discarded.
        published: the number of the newest published version, 0 if none.
        version: of the row, for editing.
    """

    id: int
    cohort_id: int
    name: str
    purpose: str
    groups: int
    placed: int
    unplaced: int
    open_proposals: int
    published: int
    version: int


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """What a round's set-up page shows; `recipe` has no rules, which are kept one by one.

    `groups` are those that exist, as (id, name) in their order.
    """

    round_id: int
    name: str
    recipe: Recipe
    people: int
    groups: tuple[tuple[int, str], ...]
    version: int

    @property
    def split(self) -> str:
        """The proposed sizes in words: "14 groups: 10 of 6, 4 of 5".

        Raises:
            RuleBroken: the sizes do not fit the number of people; says what would.
        """
        return describe_split(split(self.recipe.sizes, self.people))


def list_rounds(db: Database, cohort_id: int) -> tuple[Round, ...]:
    """Return the rounds of a cohort in their order."""
    with db.read() as work:
        present = _present(work, cohort_id)
        groups = _counts(work, GroupRow.round_id)
        placed = _placed(work, cohort_id)
        waiting = _counts(work, ProposalRow.round_id, ProposalRow.state == "open")
        published = _by_round(
            work,
            select(PublishedVersionRow.round_id, func.max(PublishedVersionRow.number)).group_by(
                PublishedVersionRow.round_id
            ),
        )
        rows = work.session.scalars(
            select(RoundRow)
            .where(RoundRow.cohort_id == cohort_id)
            .order_by(RoundRow.position, RoundRow.id)
        )
        return tuple(
            Round(
                id=row.id,
                cohort_id=cohort_id,
                name=row.name,
                purpose=row.purpose,
                groups=groups.get(row.id, 0),
                placed=placed.get(row.id, 0),
                unplaced=present - placed.get(row.id, 0),
                open_proposals=waiting.get(row.id, 0),
                published=published.get(row.id, 0),
                version=row.version,
            )
            for row in rows
        )


def add_round(db: Database, cohort_id: int, name: str = "", purpose: str = "") -> int:
    """Add a round and return its id; its settings are those of the round before it.

    Without a name it is called "Round 1", "Round 2" and so on.

    Raises:
        NotFound: the cohort has been deleted.
        RuleBroken: the name is too long or taken.
    """
    with db.read() as work:
        taken = _names(work, cohort_id)
    chosen = one_line(name) or next(numbered_names("Round", taken, len(taken) + 1))
    with db.begin(f"addition of {chosen}", f"Added {chosen}") as work:
        work.need(CohortRow, cohort_id)
        _check_name(work, cohort_id, chosen)
        of_cohort = select(RoundRow).where(RoundRow.cohort_id == cohort_id)
        last = work.session.scalars(of_cohort.order_by(RoundRow.position.desc())).first()
        recipe = default_recipe() if last is None else recipe_from_plain(last.recipe)
        row = RoundRow(
            cohort_id=cohort_id,
            name=chosen,
            purpose=many_lines(purpose),
            position=0 if last is None else last.position + 1,
            recipe=recipe_to_plain(recipe),
            created_at=datetime.now(UTC),
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def rename_round(db: Database, round_id: int, version: int, name: str, purpose: str) -> None:
    """Change the name and purpose of a round.

    Raises:
        NotFound: the round has been deleted.
        EditedMeanwhile: someone has changed the round since that version.
        RuleBroken: the name is missing, too long or taken.
    """
    chosen = one_line(name)
    with db.begin(f"renaming to {chosen}", f"Changed {chosen}") as work:
        row = work.need(RoundRow, round_id, version)
        _check_name(work, row.cohort_id, chosen, besides=row)
        if row.name != chosen:
            _follow_name(work, row, chosen)
            row.name = chosen
        if row.purpose != many_lines(purpose):
            row.purpose = many_lines(purpose)


def delete_round(db: Database, round_id: int, version: int) -> None:
    """Delete a round with its groups, rules, proposals and published versions, in one step.

    Raises:
        NotFound: the round has been deleted.
        EditedMeanwhile: someone has changed the round since that version.
        RuleBroken: projects, submissions or an assessment rest on its groups.
    """
    with db.read() as work:
        name = work.need(RoundRow, round_id).name
    with db.begin(f"deletion of {name}", f"Deleted {name}") as work:
        row = work.need(RoundRow, round_id, version)
        refuse_if_round_has_work(work, row)
        rules = work.session.scalars(select(RuleRow).where(RuleRow.round_id == round_id)).all()
        for rule in rules:
            delete_rule_row(work, rule)
        for table in (MembershipRow, GroupRow, ProposalRow, PublishedVersionRow):
            _delete_all(work, work.session.scalars(select(table).where(table.round_id == round_id)))
        work.session.delete(row)


def read_settings(db: Database, round_id: int) -> RoundSettings:
    """Return the settings of a round.

    Raises:
        NotFound: the round has been deleted.
    """
    with db.read() as work:
        row = work.need(RoundRow, round_id)
        recipe = recipe_from_plain(row.recipe)
        people = _present(work, row.cohort_id)
        in_round = select(GroupRow.id, GroupRow.name).where(GroupRow.round_id == round_id)
        named = work.session.execute(in_round.order_by(GroupRow.position, GroupRow.id))
        groups = tuple((group_id, name) for group_id, name in named)
        return RoundSettings(round_id, row.name, recipe, people, groups, row.version)


def save_settings(db: Database, round_id: int, version: int, recipe: Recipe) -> None:
    """Keep the settings of a round; rules in the recipe are left out, they have their own table.

    Raises:
        NotFound: the round has been deleted.
        EditedMeanwhile: someone has changed the round since that version.
    """
    with db.read() as work:
        name = work.need(RoundRow, round_id).name
    plain = recipe_to_plain(replace(recipe, rules=()))
    with db.begin(f"change of settings of {name}", f"Changed settings of {name}") as work:
        row = work.need(RoundRow, round_id, version)
        if row.recipe != plain:
            row.recipe = plain


def delete_rule_row(work: UnitOfWork, rule: RuleRow) -> None:
    """Delete a rule with the naming of its people."""
    members = select(RuleMemberRow).where(RuleMemberRow.rule_id == rule.id)
    _delete_all(work, work.session.scalars(members))
    work.session.delete(rule)


def _follow_name(work: UnitOfWork, renamed: RoundRow, name: str) -> None:
    """Have the criteria of other rounds that name a round go on naming it."""
    before, after = round_column(renamed.name), round_column(name)
    others = select(RoundRow).where(
        RoundRow.cohort_id == renamed.cohort_id, RoundRow.id != renamed.id
    )
    for row in work.session.scalars(others):
        recipe = recipe_from_plain(row.recipe)
        criteria = tuple(
            replace(one, column=after)
            if one.kind is CriterionKind.NEW_FACES and one.column == before
            else one
            for one in recipe.criteria
        )
        if criteria != recipe.criteria:
            row.recipe = recipe_to_plain(replace(recipe, criteria=criteria))


def _delete_all(work: UnitOfWork, rows: Iterable[Any]) -> None:
    for row in list(rows):
        work.session.delete(row)


def _names(work: UnitOfWork, cohort_id: int) -> set[str]:
    names = work.session.scalars(select(RoundRow.name).where(RoundRow.cohort_id == cohort_id))
    return {name.casefold() for name in names}


def _check_name(
    work: UnitOfWork, cohort_id: int, name: str, besides: RoundRow | None = None
) -> None:
    if not name:
        raise RuleBroken("name", "Give the round a name.")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("name", f"A round's name has at most {NAME_LENGTH} characters.")
    others = _names(work, cohort_id) - ({besides.name.casefold()} if besides else set())
    if name.casefold() in others:
        raise RuleBroken("name", f"There is a round called {name} already. Choose another name.")


def _present(work: UnitOfWork, cohort_id: int) -> int:
    query = select(func.count()).where(ParticipantRow.cohort_id == cohort_id, taking_part())
    return work.session.scalar(query) or 0


def _placed(work: UnitOfWork, cohort_id: int) -> dict[int, int]:
    query = (
        select(MembershipRow.round_id, func.count())
        .join(ParticipantRow, ParticipantRow.id == MembershipRow.participant_id)
        .where(ParticipantRow.cohort_id == cohort_id, taking_part())
        .group_by(MembershipRow.round_id)
    )
    return _by_round(work, query)


def _counts(work: UnitOfWork, column: Any, *only: Any) -> dict[int, int]:
    query = select(column, func.count()).where(*only).group_by(column)
    return _by_round(work, query)


def _by_round(work: UnitOfWork, query: Select[int, int]) -> dict[int, int]:
    return {round_id: number for round_id, number in work.session.execute(query)}  # noqa: C416
