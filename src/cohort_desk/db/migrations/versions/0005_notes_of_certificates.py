"""A private note beside the reason why a certificate is no longer valid.

What was written as the reason until now may be private, so it becomes the note.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    note = sa.Column("note", sa.String(500), nullable=False, server_default="")
    op.add_column("certificate", note)
    op.execute("UPDATE certificate SET note = reason, reason = 'other' WHERE reason <> ''")
