"""Runs the migrations on the connection, and in the transaction, that the caller has opened."""

from alembic import context

from cohort_desk.db.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
