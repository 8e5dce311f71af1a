"""Savings: benefits, figures, claims, decisions; evidence of outcomes; forms for officers.

Revision ID: 0006
Revises: 0005
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelt out, so that this stays what it was when the tables have moved on.
_MOMENT = sa.DateTime(timezone=True)

revision = "0006"
down_revision = "0005"

_STRICT = {"sqlite_autoincrement": True, "sqlite_strict": True}


def upgrade() -> None:
    _people_and_pots()
    _benefits()
    _claims()
    _outcomes()
    _reckoning()
    _packs()


def _table(name: str, *parts: Any) -> None:
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, *parts, key, sqlite_autoincrement=True, sqlite_strict=True)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _pence(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _text(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _refer(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint(
        [column], [target], name=name, deferrable=True, initially="DEFERRED"
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _people_and_pots() -> None:
    _table(
        "officer",
        _number("id"),
        _text("name", 200),
        _text("name_key", 200),
        _text("post", 120),
        _text("email", 250),
        _number("agency_id"),
        _number("participant_id", nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        _number("version"),
        _refer("officer", "agency_id", "agency.id"),
        _refer("officer", "participant_id", "participant.id"),
        _unique("officer", "agency_id", "name_key"),
    )
    _index("officer", "agency_id")
    _index("officer", "participant_id")
    _table(
        "pot",
        _number("id"),
        _text("name", 200),
        _text("name_key", 200),
        _number("agency_id", nullable=True),
        _pence("baseline_pence"),
        sa.Column("baseline_on", sa.Date(), nullable=False),
        _text("baseline_source", 300),
        _number("version"),
        _check("pot", "baseline_positive", "baseline_pence > 0"),
        _refer("pot", "agency_id", "agency.id"),
        _unique("pot", "name_key"),
    )
    _index("pot", "agency_id")


def _benefits() -> None:
    _table(
        "benefit",
        _number("id"),
        _number("project_id"),
        _text("title", 200),
        _text("type", 20),
        sa.Column("recurrent", sa.Boolean(), nullable=False),
        _text("basis", 10),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        _text("quote", 1000),
        _text("page", 40),
        _text("measure", 200),
        _text("unit", 60),
        _text("baseline_value", 40),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        _text("baseline_source", 300),
        _text("target", 40),
        _number("owner_id", nullable=True),
        _number("validator_id", nullable=True),
        _number("pot_id", nullable=True),
        _number("grade"),
        _number("price_year", nullable=True),
        _number("deadweight"),
        _number("displacement"),
        _number("leakage"),
        _number("substitution"),
        _number("version"),
        _check("benefit", "basis_known", "basis IN ('gross', 'net', 'unknown')"),
        _check(
            "benefit",
            "type_known",
            "type IN ('cashable_spend', 'cashable_income', 'non_cashable', 'third_party')",
        ),
        _check("benefit", "grade_on_scale", "grade BETWEEN 1 AND 6"),
        _refer("benefit", "owner_id", "officer.id"),
        _refer("benefit", "pot_id", "pot.id"),
        _refer("benefit", "project_id", "project.id"),
        _refer("benefit", "validator_id", "officer.id"),
    )
    _index("benefit", "owner_id")
    _index("benefit", "pot_id")
    _index("benefit", "project_id")
    _index("benefit", "validator_id")
    _table(
        "benefit_figure",
        _number("id"),
        _number("benefit_id"),
        _text("kind", 20),
        _number("number"),
        _pence("pence"),
        _number("first_year"),
        _number("years"),
        sa.Column("dated_on", sa.Date(), nullable=False),
        _text("reason", 500),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        _text("recorded_by", 200),
        _check("benefit_figure", "kind_known", "kind IN ('projected', 'forecast')"),
        _check("benefit_figure", "not_negative", "pence >= 0 AND years > 0"),
        _refer("benefit_figure", "benefit_id", "benefit.id"),
        _unique("benefit_figure", "benefit_id", "kind", "number"),
    )
    _table(
        "benefit_figure_year",
        _number("id"),
        _number("figure_id"),
        _number("year"),
        _pence("pence"),
        _check("benefit_figure_year", "not_negative", "pence >= 0"),
        _refer("benefit_figure_year", "figure_id", "benefit_figure.id"),
        _unique("benefit_figure_year", "figure_id", "year"),
    )
    _table(
        "benefit_cost",
        _number("id"),
        _number("benefit_id"),
        _number("year"),
        _number("agency_id"),
        _text("kind", 20),
        sa.Column("moved", sa.Boolean(), nullable=False),
        _pence("pence"),
        _text("note", 300),
        _number("replaces_id", nullable=True),
        _text("reason", 500),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        _text("recorded_by", 200),
        _check("benefit_cost", "kind_known", "kind IN ('one_off', 'running')"),
        _check("benefit_cost", "not_negative", "pence >= 0"),
        _refer("benefit_cost", "agency_id", "agency.id"),
        _refer("benefit_cost", "benefit_id", "benefit.id"),
        _refer("benefit_cost", "replaces_id", "benefit_cost.id"),
        _unique("benefit_cost", "replaces_id"),
    )
    _index("benefit_cost", "agency_id")
    _index("benefit_cost", "benefit_id")
    _table(
        "benefit_share",
        _number("id"),
        _number("benefit_id"),
        _number("agency_id"),
        _number("basis_points"),
        _number("version"),
        _check("benefit_share", "part_of_whole", "basis_points BETWEEN 1 AND 10000"),
        _refer("benefit_share", "agency_id", "agency.id"),
        _refer("benefit_share", "benefit_id", "benefit.id"),
        _unique("benefit_share", "benefit_id", "agency_id"),
    )
    _index("benefit_share", "agency_id")
    _table(
        "benefit_event",
        _number("id"),
        _number("benefit_id"),
        _text("kind", 20),
        _text("value", 40),
        _text("reason", 1000),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        _text("recorded_by", 200),
        _check(
            "benefit_event",
            "kind_known",
            "kind IN ('update', 'settled', 'override', 'redated', 'removed', 'closed', 'reopened')",
        ),
        _refer("benefit_event", "benefit_id", "benefit.id"),
    )
    _index("benefit_event", "benefit_id")


def _claims() -> None:
    _table(
        "benefit_claim",
        _number("id"),
        _number("benefit_id"),
        _number("agency_id", nullable=True),
        _number("pot_id", nullable=True),
        _number("year"),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("claimed_on", sa.Date(), nullable=False),
        _pence("gross_pence"),
        _pence("moved_pence"),
        _pence("pence"),
        _text("maturity", 20),
        _text("grade", 20),
        _text("effect", 20),
        sa.Column("ground", sa.JSON(), nullable=False),
        _text("note", 1000),
        _number("claimant_id"),
        _text("claimant_name", 200),
        _text("claimant_post", 120),
        _text("claimant_agency", 200),
        _number("owner_id", nullable=True),
        _number("validator_id"),
        _number("replaces_id", nullable=True),
        _text("reason", 500),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        _text("recorded_by", 200),
        _check("benefit_claim", "effect_known", "effect IN ('better', 'same', 'worse')"),
        _check(
            "benefit_claim", "grade_known", "grade IN ('sufficient', 'partial', 'insufficient')"
        ),
        _check("benefit_claim", "maturity_known", "maturity IN ('likely', 'may', 'final')"),
        _check("benefit_claim", "period_in_order", "from_on <= to_on"),
        _check(
            "benefit_claim",
            "adds_up",
            "pence > 0 AND moved_pence >= 0 AND pence = gross_pence - moved_pence",
        ),
        _refer("benefit_claim", "agency_id", "agency.id"),
        _refer("benefit_claim", "benefit_id", "benefit.id"),
        _refer("benefit_claim", "claimant_id", "officer.id"),
        _refer("benefit_claim", "owner_id", "officer.id"),
        _refer("benefit_claim", "pot_id", "pot.id"),
        _refer("benefit_claim", "replaces_id", "benefit_claim.id"),
        _refer("benefit_claim", "validator_id", "officer.id"),
        _unique("benefit_claim", "replaces_id"),
    )
    _index("benefit_claim", "agency_id")
    _index("benefit_claim", "benefit_id")
    _index("benefit_claim", "claimant_id")
    _index("benefit_claim", "owner_id")
    _index("benefit_claim", "pot_id")
    _index("benefit_claim", "validator_id")
    _table(
        "claim_evidence",
        _number("id"),
        _number("claim_id"),
        _text("sha256", 64),
        _text("name", 250),
        _refer("claim_evidence", "claim_id", "benefit_claim.id"),
        _refer("claim_evidence", "sha256", "stored_file.sha256"),
        _unique("claim_evidence", "claim_id", "sha256"),
    )
    _index("claim_evidence", "sha256")
    _table(
        "claim_decision",
        _number("id"),
        _number("claim_id"),
        _text("outcome", 20),
        _pence("pence"),
        _text("grade", 20),
        _text("reason", 500),
        _number("officer_id", nullable=True),
        _text("officer_name", 200),
        _text("officer_post", 120),
        _text("officer_agency", 200),
        sa.Column("decided_on", sa.Date(), nullable=False),
        _text("source", 20),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        _text("recorded_by", 200),
        _check(
            "claim_decision", "grade_known", "grade IN ('sufficient', 'partial', 'insufficient')"
        ),
        _check(
            "claim_decision", "outcome_known", "outcome IN ('validated', 'rejected', 'withdrawn')"
        ),
        _check("claim_decision", "source_known", "source IN ('screen', 'form', 'command')"),
        _check("claim_decision", "not_negative", "pence >= 0"),
        _refer("claim_decision", "claim_id", "benefit_claim.id"),
        _refer("claim_decision", "officer_id", "officer.id"),
    )
    _index("claim_decision", "claim_id")
    _index("claim_decision", "officer_id")


def _reckoning() -> None:
    _table(
        "rate_table",
        _number("id"),
        _text("name", 200),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        _text("source", 300),
        sa.Column("bands", sa.JSON(), nullable=False),
        _number("version"),
        _unique("rate_table", "name"),
    )
    _table(
        "deflator_table",
        _number("id"),
        _text("name", 200),
        sa.Column("published_on", sa.Date(), nullable=False),
        _text("source", 300),
        sa.Column("indices", sa.JSON(), nullable=False),
        _number("version"),
        _unique("deflator_table", "name"),
    )
    _table(
        "savings_settings",
        _number("id"),
        sa.Column("settings", sa.JSON(), nullable=False),
        _number("version"),
        _check("savings_settings", "only_one", "id = 1"),
    )
    _table(
        "savings_snapshot",
        _number("id"),
        _text("kind", 20),
        _number("about_id", nullable=True),
        _text("title", 250),
        sa.Column("made_at", _MOMENT, nullable=False),
        _text("made_by", 200),
        _text("sha256", 64),
        _check("savings_snapshot", "kind_known", "kind IN ('portfolio', 'agency', 'project')"),
        _refer("savings_snapshot", "sha256", "stored_file.sha256"),
    )
    _index("savings_snapshot", "sha256")


def _outcomes() -> None:
    columns = (
        sa.Column("status", sa.String(20), nullable=False, server_default="promised"),
        sa.Column("measure", sa.String(300), nullable=False, server_default=""),
        sa.Column("evidence", sa.String(1000), nullable=False, server_default=""),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False, server_default=""),
    )
    with op.batch_alter_table("project_outcome", table_kwargs=_STRICT) as batch:
        for column in columns:
            batch.add_column(column)
        for name in ("owner_id", "confirmed_by_id"):
            batch.create_foreign_key(
                op.f(f"fk_project_outcome_{name}_officer"),
                "officer",
                [name],
                ["id"],
                deferrable=True,
                initially="DEFERRED",
            )
            batch.create_index(op.f(f"ix_project_outcome_{name}"), [name])
    _table(
        "outcome_evidence",
        _number("id"),
        _number("outcome_id"),
        _text("sha256", 64),
        _text("name", 250),
        _number("version"),
        _refer("outcome_evidence", "outcome_id", "project_outcome.id"),
        _refer("outcome_evidence", "sha256", "stored_file.sha256"),
        _unique("outcome_evidence", "outcome_id", "sha256"),
    )
    _index("outcome_evidence", "sha256")


def _packs() -> None:
    with op.batch_alter_table("pack", table_kwargs=_STRICT) as batch:
        batch.drop_constraint(op.f("ck_pack_kind_known"), type_="check")
        batch.create_check_constraint(
            op.f("ck_pack_kind_known"), "kind IN ('marking', 'peers', 'examiner', 'savings')"
        )
        batch.add_column(sa.Column("officer_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_pack_officer_id_officer"),
            "officer",
            ["officer_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
        batch.create_index(op.f("ix_pack_officer_id"), ["officer_id"])
