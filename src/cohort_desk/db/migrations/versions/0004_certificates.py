"""Certificates with all that is kept of them, the programme's code and logo, chains of keys.

Until now nothing issued a certificate, so that its table can be laid anew.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

# Spelt out, so that this stays what it was when the tables have moved on.
_MOMENT = sa.DateTime(timezone=True)

revision = "0004"
down_revision = "0003"

_REFERENCES = {
    "cohort_id": "cohort.id",
    "participant_id": "participant.id",
    "decision_id": "decision.id",
    "module_id": "module.id",
    "pdf_sha256": "stored_file.sha256",
    "signing_key_id": "signing_key.id",
    "superseded_by_id": "certificate.id",
}
_CHECKS = {
    "kind_known": "kind IN ('award', 'module', 'attendance')",
    "status_known": "status IN ('valid', 'revoked', 'superseded')",
    "number_positive": "number > 0",
}


def upgrade() -> None:
    op.drop_table("certificate")
    op.create_table(
        "certificate",
        *_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_certificate_{name}"))
            for name, rule in _CHECKS.items()
        ),
        *(_refer(column, target) for column, target in _REFERENCES.items()),
        sa.UniqueConstraint("year", "number", name=op.f("uq_certificate_year_number")),
        sa.UniqueConstraint("serial", name=op.f("uq_certificate_serial")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for column in (*_REFERENCES, "batch"):
        op.create_index(op.f(f"ix_certificate_{column}"), "certificate", [column])
    op.add_column("signing_key", sa.Column("chain", sa.String(), nullable=True))
    op.add_column("programme", sa.Column("code", sa.String(12), nullable=True))
    op.add_column("programme", sa.Column("logo_sha256", sa.String(64), nullable=True))


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(60), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(40), nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("issued_by", sa.String(200), nullable=False),
        sa.Column("name", sa.String(250), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("pdf_sha256", sa.String(64), nullable=False),
        sa.Column("signing_key_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("status_at", _MOMENT, nullable=True),
        sa.Column("status_by", sa.String(200), nullable=False),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _refer(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_certificate_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint(
        [column], [target], name=name, deferrable=True, initially="DEFERRED"
    )
