"""The first tables: programme, people, agencies, groups, import layouts and the journal.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

# Spelt out, so that this stays what it was when the tables have moved on.
_MOMENT = sa.DateTime(timezone=True)

revision = "0001"
down_revision = None

# What a search of people looks through; the agency's names count as the person's own.
# The sort name is the name folded, so that "oneill" finds O'Neill and "lukasz" Łukasz.
_SEARCHED = """
    concat_ws(' ', {row}.given_name, {row}.family_name, {row}.sort_name, {row}.email,
        {row}.reference, {row}.job_title, {row}.profession, {row}.location, {row}.team,
        {row}.notes, (SELECT concat_ws(' ', name, short_name) FROM agency
                      WHERE id = {row}.agency_id))
"""

_COLUMNS = (
    "given_name, family_name, email, reference, job_title, profession, location, team, notes, "
    "agency_id"
)

_SQLITE_SEARCH = (
    """
    CREATE VIRTUAL TABLE participant_search USING fts5(words, content='', contentless_delete=1,
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')
    """,
    f"""
    CREATE TRIGGER participant_search_insert AFTER INSERT ON participant BEGIN
        INSERT INTO participant_search(rowid, words) VALUES (new.id, {_SEARCHED.format(row="new")});
    END
    """,
    """
    CREATE TRIGGER participant_search_delete AFTER DELETE ON participant BEGIN
        DELETE FROM participant_search WHERE rowid = old.id;
    END
    """,
    f"""
    CREATE TRIGGER participant_search_update AFTER UPDATE OF {_COLUMNS} ON participant BEGIN
        DELETE FROM participant_search WHERE rowid = old.id;
        INSERT INTO participant_search(rowid, words) VALUES (new.id, {_SEARCHED.format(row="new")});
    END
    """,
    f"""
    CREATE TRIGGER participant_search_agency AFTER UPDATE OF name, short_name ON agency BEGIN
        DELETE FROM participant_search
            WHERE rowid IN (SELECT id FROM participant WHERE agency_id = new.id);
        INSERT INTO participant_search(rowid, words)
            SELECT p.id, {_SEARCHED.format(row="p")} FROM participant p WHERE agency_id = new.id;
    END
    """,
)

# PostgreSQL would keep an e-mail address as one word; SQLite takes it apart at its punctuation.
_POSTGRESQL_SEARCH = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    """
    CREATE TABLE participant_search (
        participant_id integer PRIMARY KEY REFERENCES participant(id) ON DELETE CASCADE,
        words tsvector NOT NULL
    )
    """,
    "CREATE INDEX ix_participant_search_words ON participant_search USING gin(words)",
    f"""
    CREATE FUNCTION find_participant_by(p participant) RETURNS tsvector LANGUAGE sql STABLE AS $$
        SELECT to_tsvector(
            'simple', translate(unaccent({_SEARCHED.format(row="p")}), '.@_-/+', '      '))
    $$
    """,
    """
    CREATE FUNCTION participant_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO participant_search VALUES (new.id, find_participant_by(new))
            ON CONFLICT (participant_id) DO UPDATE SET words = excluded.words;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE TRIGGER participant_search_write AFTER INSERT OR UPDATE OF {_COLUMNS} ON participant
        FOR EACH ROW EXECUTE FUNCTION participant_searchable()
    """,
    """
    CREATE FUNCTION agency_searchable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE participant_search s SET words = find_participant_by(p)
            FROM participant p WHERE p.id = s.participant_id AND p.agency_id = new.id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER participant_search_agency AFTER UPDATE OF name, short_name ON agency
        FOR EACH ROW EXECUTE FUNCTION agency_searchable()
    """,
)

_SQLITE_APPEND_ONLY = tuple(
    f"""
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN
        SELECT RAISE(ABORT, 'the history is append-only');
    END
    """
    for table in ("step", "step_change")
    for verb in ("update", "delete")
)

_POSTGRESQL_APPEND_ONLY = (
    """
    CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the history is append-only'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_history()
        """
        for table in ("step", "step_change")
    ),
)


def upgrade() -> None:
    _create_programme()
    _create_agencies()
    _create_people()
    _create_groups()
    _create_rules()
    _create_outcomes()
    _create_history()
    own = {
        "sqlite": _SQLITE_SEARCH + _SQLITE_APPEND_ONLY,
        "postgresql": _POSTGRESQL_SEARCH + _POSTGRESQL_APPEND_ONLY,
    }
    for statement in own[op.get_bind().dialect.name]:
        op.execute(sa.DDL(statement.replace("%", "%%")))


def _create_programme() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_programme_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_cohort_programme_id_programme"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("name", name=op.f("uq_cohort_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _create_agencies() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("sector", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("code_scheme", sa.String(length=40), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sector IN ('local_government', 'police', 'fire', 'health', 'education', "
            "'voluntary', 'housing', 'private', 'other')",
            name=op.f("ck_agency_sector_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
        sa.UniqueConstraint("name_key", name=op.f("uq_agency_name_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "agency_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agency.id"],
            name=op.f("fk_agency_alias_agency_id_agency"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_alias")),
        sa.UniqueConstraint("key", name=op.f("uq_agency_alias_key")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_agency_alias_agency_id"), "agency_alias", ["agency_id"], unique=False)


def _create_people() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.String(length=120), nullable=False),
        sa.Column("family_name", sa.String(length=120), nullable=False),
        sa.Column("sort_name", sa.String(length=250), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("job_title", sa.String(length=200), nullable=False),
        sa.Column("profession", sa.String(length=120), nullable=False),
        sa.Column("grade", sa.String(length=80), nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=False),
        sa.Column("location", sa.String(length=120), nullable=False),
        sa.Column("team", sa.String(length=120), nullable=False),
        sa.Column("line_manager", sa.String(length=254), nullable=False),
        sa.Column("years_of_service", sa.Integer(), nullable=True),
        sa.Column("module_option", sa.String(length=120), nullable=False),
        sa.Column("availability", sa.String(length=500), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('enrolled', 'withdrawn', 'completed')",
            name=op.f("ck_participant_status_known"),
        ),
        sa.CheckConstraint(
            "years_of_service >= 0", name=op.f("ck_participant_service_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agency.id"],
            name=op.f("fk_participant_agency_id_agency"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_participant_cohort_id_cohort"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("cohort_id", "email", name=op.f("uq_participant_cohort_id_email")),
        sa.UniqueConstraint(
            "cohort_id", "reference", name=op.f("uq_participant_cohort_id_reference")
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_participant_agency_id"), "participant", ["agency_id"], unique=False)
    op.create_index(
        op.f("ix_participant_cohort_id_sort_name_id"),
        "participant",
        ["cohort_id", "sort_name", "id"],
        unique=False,
    )
    for counted in ("status", "agency_id", "grade", "location"):
        op.create_index(
            op.f(f"ix_participant_cohort_id_{counted}"),
            "participant",
            ["cohort_id", counted],
            unique=False,
        )
    op.create_table(
        "import_layout",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("used_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_import_layout")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _create_groups() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_round_cohort_id_cohort"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("cohort_id", "name", name=op.f("uq_round_cohort_id_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_round_cohort_id"), "round", ["cohort_id"], unique=False)
    op.create_table(
        "round_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_round_group_round_id_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_group")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_round_group_round_id_name")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_round_group_round_id"), "round_group", ["round_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["round_group.id"],
            name=op.f("fk_membership_group_id_round_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_membership_participant_id_participant"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_membership_round_id_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("round_id", "participant_id", name=op.f("pk_membership")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_membership_group_id"), "membership", ["group_id"], unique=False)
    op.create_index(
        op.f("ix_membership_participant_id"), "membership", ["participant_id"], unique=False
    )


def _create_rules() -> None:
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('apart', 'together', 'in_group', 'not_in_group')",
            name=op.f("ck_rule_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_rule_cohort_id_cohort"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["round_group.id"],
            name=op.f("fk_rule_group_id_round_group"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_rule_round_id_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rule_cohort_id"), "rule", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_rule_group_id"), "rule", ["group_id"], unique=False)
    op.create_index(op.f("ix_rule_round_id"), "rule", ["round_id"], unique=False)
    op.create_table(
        "rule_member",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_rule_member_participant_id_participant"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["rule.id"],
            name=op.f("fk_rule_member_rule_id_rule"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("rule_id", "participant_id", name=op.f("pk_rule_member")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_rule_member_participant_id"), "rule_member", ["participant_id"], unique=False
    )


def _create_outcomes() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("formed_at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'discarded')", name=op.f("ck_proposal_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_proposal_round_id_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_proposal_round_id"), "proposal", ["round_id"], unique=False)
    op.create_table(
        "published_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.Column("published_by", sa.String(length=120), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["round.id"],
            name=op.f("fk_published_version_round_id_round"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_version")),
        sa.UniqueConstraint(
            "round_id", "number", name=op.f("uq_published_version_round_id_number")
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _create_history() -> None:
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("client", sa.String(length=32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(kind = 'do') = (target_id IS NULL)", name=op.f("ck_step_target_when_not_do")
        ),
        sa.CheckConstraint("kind IN ('do', 'undo', 'redo')", name=op.f("ck_step_kind_known")),
        sa.ForeignKeyConstraint(
            ["target_id"],
            ["step.id"],
            name=op.f("fk_step_target_id_step"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_step_actor_id"), "step", ["actor", "id"], unique=False)
    op.create_table(
        "step_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_key", sa.JSON(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("operation", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "operation IN ('insert', 'update', 'delete')",
            name=op.f("ck_step_change_operation_known"),
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["step.id"],
            name=op.f("fk_step_change_step_id_step"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_change")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_step_change_step_id"), "step_change", ["step_id"], unique=False)
    op.create_index(
        op.f("ix_step_change_subject_id"), "step_change", ["subject", "id"], unique=False
    )
