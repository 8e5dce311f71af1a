"""Benefits of projects: who owns them, the budgets they come out of, figures, costs and shares.

Money is whole pence. Rows of money are only ever added: a correction is a row of its own that
names the one it replaces and why.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict

_TYPES = "'cashable_spend', 'cashable_income', 'non_cashable', 'third_party'"


class OfficerRow(Table):
    """Someone at an agency who owns benefits, claims them or confirms them.

    An owner may be a participant. `name_key` is the name folded for comparison; `left_on` is the
    day on which the office learnt that they no longer hold the post.
    """

    __tablename__ = "officer"
    noun = "officer"
    __table_args__ = strict(UniqueConstraint("agency_id", "name_key"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(250), default="")
    agency_id: Mapped[int] = mapped_column(refers_to("agency.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(refers_to("participant.id"), index=True)
    left_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class PotRow(Table):
    """A budget that savings come out of; claims of one financial year never exceed its baseline.

    `agency_id` is whose budget it is; none of a pooled one. The baseline is pence a year.
    """

    __tablename__ = "pot"
    noun = "pot"
    __table_args__ = strict(CheckConstraint("baseline_pence > 0", name="baseline_positive"))
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    baseline_pence: Mapped[int] = mapped_column(BigInteger)
    baseline_on: Mapped[date]
    baseline_source: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class BenefitRow(Table):
    """A line of the savings: one benefit of one project; its state follows from what is recorded.

    `basis` is "unknown" until it is settled whether the figure is gross or net. The four rates of
    additionality are hundredths of a percent. Baseline and target are decimals as text, in `unit`.
    """

    __tablename__ = "benefit"
    noun = "benefit"
    __table_args__ = strict(
        CheckConstraint(f"type IN ({_TYPES})", name="type_known"),
        CheckConstraint("basis IN ('gross', 'net', 'unknown')", name="basis_known"),
        CheckConstraint("grade BETWEEN 1 AND 6", name="grade_on_scale"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(refers_to("project.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(20))
    recurrent: Mapped[bool]
    basis: Mapped[str] = mapped_column(String(10), default="unknown")
    approximate: Mapped[bool] = mapped_column(default=False)
    quote: Mapped[str] = mapped_column(String(1000), default="")
    page: Mapped[str] = mapped_column(String(40), default="")
    measure: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(60), default="")
    baseline_value: Mapped[str] = mapped_column(String(40), default="")
    baseline_on: Mapped[date | None]
    baseline_source: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[str] = mapped_column(String(40), default="")
    owner_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    validator_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    pot_id: Mapped[int | None] = mapped_column(refers_to("pot.id"), index=True)
    grade: Mapped[int] = mapped_column(default=3)
    price_year: Mapped[int | None]
    deadweight: Mapped[int] = mapped_column(default=0)
    displacement: Mapped[int] = mapped_column(default=0)
    leakage: Mapped[int] = mapped_column(default=0)
    substitution: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class FigureRow(Table):
    """What a benefit is projected or forecast to bring; the highest `number` of a kind counts.

    `pence` is a year's where the benefit is recurrent, over `years` financial years from
    `first_year` (the calendar year in which it begins); else the whole, and `years` is 1.
    `dated_on` is the day as of which it is given.
    """

    __tablename__ = "benefit_figure"
    noun = "figure"
    append_only = True
    part_of = ("benefit", "benefit_id")
    __table_args__ = strict(
        CheckConstraint("kind IN ('projected', 'forecast')", name="kind_known"),
        CheckConstraint("pence >= 0 AND years > 0", name="not_negative"),
        UniqueConstraint("benefit_id", "kind", "number"),
    )
    history_of = ("benefit", "benefit_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(refers_to("benefit.id"))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    pence: Mapped[int] = mapped_column(BigInteger)
    first_year: Mapped[int]
    years: Mapped[int]
    dated_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class FigureYearRow(Table):
    """A figure's pence of one financial year, named by the calendar year in which it begins."""

    __tablename__ = "benefit_figure_year"
    noun = "year of a figure"
    append_only = True
    part_of = ("benefit_figure", "figure_id")
    __table_args__ = strict(
        CheckConstraint("pence >= 0", name="not_negative"), UniqueConstraint("figure_id", "year")
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    figure_id: Mapped[int] = mapped_column(refers_to("benefit_figure.id"))
    year: Mapped[int]
    pence: Mapped[int] = mapped_column(BigInteger)


class CostRow(Table):
    """What a benefit costs an agency in a financial year.

    `moved` marks a cost that the agency has taken over from another: it is not saved. A row that
    replaces another takes it out of count; with nothing to pay, it only does that.
    """

    __tablename__ = "benefit_cost"
    noun = "cost"
    append_only = True
    part_of = ("benefit", "benefit_id")
    follow = frozenset({"agency_id"})
    __table_args__ = strict(
        CheckConstraint("kind IN ('one_off', 'running')", name="kind_known"),
        CheckConstraint("pence >= 0", name="not_negative"),
        UniqueConstraint("replaces_id"),
    )
    history_of = ("benefit", "benefit_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(refers_to("benefit.id"), index=True)
    year: Mapped[int]
    agency_id: Mapped[int] = mapped_column(refers_to("agency.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    moved: Mapped[bool] = mapped_column(default=False)
    pence: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(300), default="")
    replaces_id: Mapped[int | None] = mapped_column(refers_to("benefit_cost.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class ShareRow(Table):
    """The part of a benefit that is one agency's, in hundredths of a percent."""

    __tablename__ = "benefit_share"
    noun = "share"
    __table_args__ = strict(
        CheckConstraint("basis_points BETWEEN 1 AND 10000", name="part_of_whole"),
        UniqueConstraint("benefit_id", "agency_id"),
    )
    history_of = ("benefit", "benefit_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(refers_to("benefit.id"))
    agency_id: Mapped[int] = mapped_column(refers_to("agency.id"), index=True)
    basis_points: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class BenefitEventRow(Table):
    """What happened to a benefit beside its money: an update, an override, a removal, a closing.

    `value` depends on the kind: of an override the status ("" lifts it), of a closing how it
    ended, of a re-dating the new first year.
    """

    __tablename__ = "benefit_event"
    noun = "entry in a benefit's history"
    append_only = True
    __table_args__ = strict(
        CheckConstraint(
            "kind IN ('update', 'settled', 'override', 'redated', 'removed', 'closed', 'reopened')",
            name="kind_known",
        )
    )
    history_of = ("benefit", "benefit_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(refers_to("benefit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[str] = mapped_column(String(200))
