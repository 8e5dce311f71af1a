"""Rounds of forming groups, their groups and members, rules, proposals and published versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, drawn_version, refers_to, strict


class RoundRow(Table):
    """One forming of groups for a purpose; `recipe` is `domain.forming.Recipe` as plain data."""

    __tablename__ = "round"
    noun = "round"
    __table_args__ = strict(UniqueConstraint("cohort_id", "name"))
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int]
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class GroupRow(Table):
    """A column of the board."""

    __tablename__ = "round_group"
    noun = "group"
    __table_args__ = strict(UniqueConstraint("round_id", "name"))
    history_of = ("round", "round_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(refers_to("round.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    locked: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class MembershipRow(Table):
    """Who sits in which group of a round; a participant without one is unplaced.

    Its versions are drawn by lot: a seat that is given up and taken again is another row with the
    same key, and whoever saw the first must not pass for having seen the second.
    """

    __tablename__ = "membership"
    noun = "place in a group"
    __table_args__ = strict()
    history_of = ("participant", "participant_id")
    round_id: Mapped[int] = mapped_column(refers_to("round.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        refers_to("participant.id"), primary_key=True, index=True
    )
    group_id: Mapped[int] = mapped_column(refers_to("round_group.id"), index=True)
    locked: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


class RuleRow(Table):
    """A rule on named people; `round_id` empty means every round of the cohort."""

    __tablename__ = "rule"
    noun = "rule"
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('apart', 'together', 'in_group', 'not_in_group')", name="kind_known"
        )
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(refers_to("round.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(300), default="")
    group_id: Mapped[int | None] = mapped_column(refers_to("round_group.id"), index=True)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class RuleMemberRow(Table):
    """A participant whom a rule names."""

    __tablename__ = "rule_member"
    noun = "rule"
    __table_args__ = strict()
    history_of = ("participant", "participant_id")
    rule_id: Mapped[int] = mapped_column(refers_to("rule.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        refers_to("participant.id"), primary_key=True, index=True
    )


class ProposalRow(Table):
    """A grouping that was formed but not (yet) taken over; `outcome` as plain data."""

    __tablename__ = "proposal"
    noun = "proposal"
    __table_args__ = strict(
        CheckConstraint("state IN ('open', 'accepted', 'discarded')", name="state_known")
    )
    history_of = ("round", "round_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(refers_to("round.id"), index=True)
    formed_at: Mapped[datetime] = mapped_column(UtcTime)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(20), default="open")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class PublishedVersionRow(Table):
    """The groups as they stood when published: frozen, numbered from 1 in each round."""

    __tablename__ = "published_version"
    noun = "published version"
    __table_args__ = strict(UniqueConstraint("round_id", "number"))
    history_of = ("round", "round_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(refers_to("round.id"))
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(UtcTime)
    published_by: Mapped[str] = mapped_column(String(120))
    groups: Mapped[dict[str, Any]] = mapped_column(JSON)


class RecipeRow(Table):
    """Settings with a name, for use in any round; `recipe` is plain data, without rules."""

    __tablename__ = "recipe"
    noun = "recipe"
    __table_args__ = strict(UniqueConstraint("name"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    recipe: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
