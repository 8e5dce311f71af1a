"""Modules, projects, submissions, marks, boards, attendance and packs.

Revision ID: 0003
Revises: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

# Spelt out, so that this stays what it was when the tables have moved on.
_MOMENT = sa.DateTime(timezone=True)

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _modules()
    _regulations()
    _submissions()
    _projects()
    _marks()
    _peers()
    _awards()
    _attendance()
    _packs()


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_autoincrement=True, sqlite_strict=True)


def _refer(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint(
        [column], [target], name=name, deferrable=True, initially="DEFERRED"
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, [*columns])


def _modules() -> None:
    _table(
        "marking_guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_guide")),
        _check("marking_guide", "kind_known", "kind IN ('rubric', 'guide')"),
        _unique("marking_guide", "title"),
    )
    _table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        _check("criterion", "weight_positive", "weight > 0"),
        _refer("criterion", "guide_id", "marking_guide.id"),
        _unique("criterion", "guide_id", "title"),
    )
    _index("criterion", "guide_id")
    _table(
        "bank_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_comment")),
        _refer("bank_comment", "criterion_id", "criterion.id"),
        _refer("bank_comment", "guide_id", "marking_guide.id"),
    )
    _index("bank_comment", "criterion_id")
    _index("bank_comment", "guide_id")
    _table(
        "criterion_band",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("descriptor", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_band")),
        _check("criterion_band", "range_in_order", "low BETWEEN 0 AND high AND high <= 10000"),
        _refer("criterion_band", "criterion_id", "criterion.id"),
    )
    _index("criterion_band", "criterion_id")
    _table(
        "module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("core", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        _check("module", "credits_positive", "credits > 0"),
        _check("module", "level_known", "level BETWEEN 3 AND 8"),
        _refer("module", "cohort_id", "cohort.id"),
        _unique("module", "cohort_id", "code"),
    )
    _index("module", "cohort_id")
    _table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("done_by", sa.String(10), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("brief", sa.String(), nullable=False),
        sa.Column("word_limit", sa.Integer(), nullable=True),
        sa.Column("guide_id", sa.Integer(), nullable=True),
        sa.Column("markers", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        _check("assessment", "done_by_known", "done_by IN ('person', 'group')"),
        _check("assessment", "minimum_in_range", "minimum BETWEEN 0 AND 10000"),
        _check("assessment", "one_or_two_markers", "markers IN (1, 2)"),
        _check("assessment", "weight_positive", "weight > 0"),
        _refer("assessment", "guide_id", "marking_guide.id"),
        _refer("assessment", "module_id", "module.id"),
        _refer("assessment", "round_id", "round.id"),
        _unique("assessment", "module_id", "title"),
    )
    _index("assessment", "guide_id")
    _index("assessment", "module_id")
    _index("assessment", "round_id")
    _table(
        "sitting",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("opens_at", _MOMENT, nullable=True),
        sa.Column("deadline", _MOMENT, nullable=True),
        sa.Column("closes_at", _MOMENT, nullable=True),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "number", name=op.f("pk_sitting")),
        _check("sitting", "counted_from_one", "number > 0"),
        _check(
            "sitting", "visibility_known", "visibility IN ('hidden', 'provisional', 'confirmed')"
        ),
        _refer("sitting", "assessment_id", "assessment.id"),
    )


def _regulations() -> None:
    _table(
        "regulation_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regulation_set")),
        _unique("regulation_set", "name", "number"),
    )
    _table(
        "cohort_regulations",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("regulation_set_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_cohort_regulations")),
        _refer("cohort_regulations", "cohort_id", "cohort.id"),
        _refer("cohort_regulations", "regulation_set_id", "regulation_set.id"),
    )
    _index("cohort_regulations", "regulation_set_id")


def _submissions() -> None:
    _table(
        "stored_file",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", _MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
        _check("stored_file", "size_not_negative", "size >= 0"),
    )
    _table(
        "candidate",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_candidate")),
        _refer("candidate", "cohort_id", "cohort.id"),
        _refer("candidate", "participant_id", "participant.id"),
        _unique("candidate", "cohort_id", "number"),
    )
    _table(
        "circumstances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("decided_why", sa.String(500), nullable=False),
        sa.Column("decided_by", sa.String(120), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circumstances")),
        _check(
            "circumstances",
            "outcome_known",
            "outcome IN ('open', 'rejected', 'penalty_waived', 'deferred')",
        ),
        _refer("circumstances", "assessment_id", "assessment.id"),
        _refer("circumstances", "participant_id", "participant.id"),
    )
    _index("circumstances", "assessment_id")
    _index("circumstances", "participant_id")
    _table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("granted_by", sa.String(120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        _check("extension", "of_group_or_person", "(group_id IS NULL) <> (participant_id IS NULL)"),
        _refer("extension", "assessment_id", "assessment.id"),
        _refer("extension", "group_id", "round_group.id"),
        _refer("extension", "participant_id", "participant.id"),
        _unique("extension", "assessment_id", "sitting", "group_id"),
        _unique("extension", "assessment_id", "sitting", "participant_id"),
    )
    _index("extension", "assessment_id")
    _index("extension", "group_id")
    _index("extension", "participant_id")
    _table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("submitted_at", _MOMENT, nullable=True),
        sa.Column("submitted_by", sa.String(200), nullable=False),
        sa.Column("finalised_at", _MOMENT, nullable=True),
        sa.Column("reopened_at", _MOMENT, nullable=True),
        sa.Column("reopened_why", sa.String(500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        _check("submission", "basis_known", "basis IN ('first', 'referral', 'deferral')"),
        _check(
            "submission", "of_group_or_person", "(group_id IS NULL) <> (participant_id IS NULL)"
        ),
        _refer("submission", "group_id", "round_group.id"),
        _refer("submission", "participant_id", "participant.id"),
        sa.ForeignKeyConstraint(
            ["assessment_id", "sitting"],
            ["sitting.assessment_id", "sitting.number"],
            name="fk_submission_sitting",
            deferrable=True,
            initially="DEFERRED",
        ),
        _unique("submission", "assessment_id", "sitting", "group_id"),
        _unique("submission", "assessment_id", "sitting", "participant_id"),
        _unique("submission", "code"),
    )
    _index("submission", "assessment_id")
    _index("submission", "group_id")
    _index("submission", "participant_id")
    _table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("placed_at", _MOMENT, nullable=False),
        sa.Column("placed_by", sa.String(120), nullable=False),
        sa.Column("cleared_at", _MOMENT, nullable=True),
        sa.Column("cleared_why", sa.String(500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        _check("hold", "kind_known", "kind IN ('investigation', 'evidence_pending', 'withheld')"),
        _refer("hold", "participant_id", "participant.id"),
        _refer("hold", "submission_id", "submission.id"),
    )
    _index("hold", "participant_id")
    _index("hold", "submission_id")
    _table(
        "submission_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(250), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_file")),
        _refer("submission_file", "sha256", "stored_file.sha256"),
        _refer("submission_file", "submission_id", "submission.id"),
        _unique("submission_file", "submission_id", "name", "number"),
    )
    _index("submission_file", "sha256")
    _index("submission_file", "submission_id")


def _projects() -> None:
    _table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("sponsor_agency_id", sa.Integer(), nullable=True),
        sa.Column("sponsor_person", sa.String(200), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        _check(
            "project",
            "status_known",
            "status IN ('proposed', 'approved', 'under_way', 'reported', 'stopped')",
        ),
        _refer("project", "cohort_id", "cohort.id"),
        _refer("project", "group_id", "round_group.id"),
        _refer("project", "sponsor_agency_id", "agency.id"),
        _unique("project", "group_id"),
    )
    _index("project", "cohort_id")
    _index("project", "sponsor_agency_id")
    _table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        _refer("milestone", "project_id", "project.id"),
    )
    _index("milestone", "project_id")
    _table(
        "project_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(250), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_file")),
        _refer("project_file", "project_id", "project.id"),
        _refer("project_file", "sha256", "stored_file.sha256"),
    )
    _index("project_file", "project_id")
    _index("project_file", "sha256")
    _table(
        "project_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_outcome")),
        _check(
            "project_outcome", "kind_known", "kind IN ('money', 'strategy', 'service', 'network')"
        ),
        _refer("project_outcome", "project_id", "project.id"),
    )
    _index("project_outcome", "project_id")
    _table(
        "project_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_partner")),
        _refer("project_partner", "agency_id", "agency.id"),
        _refer("project_partner", "project_id", "project.id"),
    )
    _index("project_partner", "agency_id")
    _index("project_partner", "project_id")


def _marks() -> None:
    _table(
        "tutor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutor")),
        _refer("tutor", "agency_id", "agency.id"),
        _unique("tutor", "email"),
    )
    _index("tutor", "agency_id")
    _table(
        "moderation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("tutor_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("drawn_at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation")),
        _check("moderation", "outcome_known", "outcome IN ('open', 'confirmed', 'sent_back')"),
        _refer("moderation", "assessment_id", "assessment.id"),
        _refer("moderation", "tutor_id", "tutor.id"),
    )
    _index("moderation", "assessment_id")
    _index("moderation", "tutor_id")
    _table(
        "tutor_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tutor_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutor_conflict")),
        _check(
            "tutor_conflict",
            "with_one",
            (
                "CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END + CASE WHEN "
                "group_id IS NULL THEN 0 ELSE 1 END + CASE WHEN agency_id IS NULL THEN "
                "0 ELSE 1 END = 1"
            ),
        ),
        _refer("tutor_conflict", "agency_id", "agency.id"),
        _refer("tutor_conflict", "group_id", "round_group.id"),
        _refer("tutor_conflict", "participant_id", "participant.id"),
        _refer("tutor_conflict", "tutor_id", "tutor.id"),
    )
    _index("tutor_conflict", "agency_id")
    _index("tutor_conflict", "group_id")
    _index("tutor_conflict", "participant_id")
    _index("tutor_conflict", "tutor_id")
    _table(
        "agreement",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("agreed_by", sa.String(200), nullable=False),
        sa.Column("agreed_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_agreement")),
        _check("agreement", "value_in_range", "value BETWEEN 0 AND 10000"),
        _refer("agreement", "submission_id", "submission.id"),
    )
    _table(
        "allotment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("tutor_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allotment")),
        _check("allotment", "role_known", "role IN ('first', 'second', 'third')"),
        _refer("allotment", "submission_id", "submission.id"),
        _refer("allotment", "tutor_id", "tutor.id"),
        _unique("allotment", "submission_id", "role"),
        _unique("allotment", "submission_id", "tutor_id"),
    )
    _index("allotment", "submission_id")
    _index("allotment", "tutor_id")
    _table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("tutor_id", sa.Integer(), nullable=False),
        sa.Column("direct", sa.Integer(), nullable=True),
        sa.Column("feedback", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("final_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        _check("mark", "direct_in_range", "direct BETWEEN 0 AND 10000"),
        _refer("mark", "submission_id", "submission.id"),
        _refer("mark", "tutor_id", "tutor.id"),
        _unique("mark", "submission_id", "tutor_id"),
    )
    _index("mark", "submission_id")
    _index("mark", "tutor_id")
    _table(
        "sampled",
        sa.Column("moderation_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("view", sa.String(20), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("moderation_id", "submission_id", name=op.f("pk_sampled")),
        _check("sampled", "view_known", "view IN ('open', 'supported', 'queried')"),
        _refer("sampled", "moderation_id", "moderation.id"),
        _refer("sampled", "submission_id", "submission.id"),
    )
    _index("sampled", "submission_id")
    _table(
        "criterion_mark",
        sa.Column("mark_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("feedback", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mark_id", "criterion_id", name=op.f("pk_criterion_mark")),
        _check("criterion_mark", "value_in_range", "value BETWEEN 0 AND 10000"),
        _refer("criterion_mark", "criterion_id", "criterion.id"),
        _refer("criterion_mark", "mark_id", "mark.id"),
    )
    _index("criterion_mark", "criterion_id")


def _peers() -> None:
    _table(
        "peer_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("sitting", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("silence", sa.String(20), nullable=False),
        sa.Column("weighting", sa.Integer(), nullable=False),
        sa.Column("penalty_kind", sa.String(10), nullable=False),
        sa.Column("penalty", sa.Integer(), nullable=False),
        sa.Column("justify", sa.Boolean(), nullable=False),
        sa.Column("opens_at", _MOMENT, nullable=True),
        sa.Column("closes_at", _MOMENT, nullable=True),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_round")),
        _check("peer_round", "mode_known", "mode IN ('peer_only', 'self_and_peer')"),
        _check("peer_round", "penalty_in_range", "penalty BETWEEN 0 AND 10000"),
        _check("peer_round", "penalty_kind_known", "penalty_kind IN ('percent', 'points')"),
        _check("peer_round", "silence_known", "silence IN ('fill', 'classic')"),
        _check("peer_round", "weighting_in_range", "weighting BETWEEN 0 AND 10000"),
        _refer("peer_round", "assessment_id", "assessment.id"),
        _unique("peer_round", "assessment_id", "sitting"),
    )
    _table(
        "peer_criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("peer_round_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_criterion")),
        _refer("peer_criterion", "peer_round_id", "peer_round.id"),
        _unique("peer_criterion", "peer_round_id", "title"),
    )
    _index("peer_criterion", "peer_round_id")
    _table(
        "peer_override",
        sa.Column("peer_round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("peer_round_id", "participant_id", name=op.f("pk_peer_override")),
        _check("peer_override", "value_in_range", "value BETWEEN 0 AND 10000"),
        _refer("peer_override", "participant_id", "participant.id"),
        _refer("peer_override", "peer_round_id", "peer_round.id"),
    )
    _index("peer_override", "participant_id")
    _table(
        "peer_return",
        sa.Column("peer_round_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("justification", sa.String(), nullable=False),
        sa.Column("came_by", sa.String(10), nullable=False),
        sa.Column("returned_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("peer_round_id", "rater_id", name=op.f("pk_peer_return")),
        _check("peer_return", "came_by_known", "came_by IN ('desk', 'file')"),
        _refer("peer_return", "peer_round_id", "peer_round.id"),
        _refer("peer_return", "rater_id", "participant.id"),
    )
    _index("peer_return", "rater_id")
    _table(
        "peer_rating",
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("rater_id", sa.Integer(), nullable=False),
        sa.Column("ratee_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "criterion_id", "rater_id", "ratee_id", name=op.f("pk_peer_rating")
        ),
        _check("peer_rating", "score_in_range", "score BETWEEN 0 AND 5"),
        _refer("peer_rating", "criterion_id", "peer_criterion.id"),
        _refer("peer_rating", "ratee_id", "participant.id"),
        _refer("peer_rating", "rater_id", "participant.id"),
    )
    _index("peer_rating", "ratee_id")
    _index("peer_rating", "rater_id")


def _awards() -> None:
    _table(
        "certificate_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_template")),
        _unique("certificate_template", "name"),
    )
    _table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("external_consulted", sa.Boolean(), nullable=False),
        sa.Column("frozen_at", _MOMENT, nullable=True),
        sa.Column("regulation_set_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("ratified_at", _MOMENT, nullable=True),
        sa.Column("ratified_by", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        _refer("board", "cohort_id", "cohort.id"),
        _refer("board", "regulation_set_id", "regulation_set.id"),
        _unique("board", "cohort_id", "name"),
    )
    _index("board", "cohort_id")
    _index("board", "regulation_set_id")
    _table(
        "board_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_member")),
        _check(
            "board_member", "role_known", "role IN ('chair', 'member', 'external', 'secretary')"
        ),
        _refer("board_member", "board_id", "board.id"),
    )
    _index("board_member", "board_id")
    _table(
        "snapshot_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_result")),
        _refer("snapshot_result", "board_id", "board.id"),
        _refer("snapshot_result", "participant_id", "participant.id"),
        _unique("snapshot_result", "board_id", "participant_id"),
    )
    _index("snapshot_result", "participant_id")
    _table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(1000), nullable=False),
        sa.Column("chairs_action", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        _check("decision", "on_one_thing", "module_id IS NULL OR assessment_id IS NULL"),
        _check(
            "decision",
            "outcome_known",
            (
                "outcome IN ('pass', 'merit', 'distinction', 'fail', 'compensated', "
                "'referred', 'deferred', 'withheld', 'amended', 'not_yet')"
            ),
        ),
        _check("decision", "value_in_range", "value BETWEEN 0 AND 10000"),
        _refer("decision", "assessment_id", "assessment.id"),
        _refer("decision", "board_id", "board.id"),
        _refer("decision", "module_id", "module.id"),
        _refer("decision", "participant_id", "participant.id"),
        _refer("decision", "supersedes_id", "decision.id"),
        _unique("decision", "supersedes_id"),
    )
    _index("decision", "assessment_id")
    _index("decision", "board_id", "participant_id")
    _index("decision", "module_id")
    _index("decision", "participant_id")
    _table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(60), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("issued_by", sa.String(200), nullable=False),
        sa.Column("name", sa.String(250), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("pdf_sha256", sa.String(64), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("status_at", _MOMENT, nullable=True),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        _check("certificate", "kind_known", "kind IN ('award', 'module', 'attendance')"),
        _check("certificate", "status_known", "status IN ('valid', 'revoked', 'superseded')"),
        _refer("certificate", "decision_id", "decision.id"),
        _refer("certificate", "participant_id", "participant.id"),
        _refer("certificate", "pdf_sha256", "stored_file.sha256"),
        _refer("certificate", "superseded_by_id", "certificate.id"),
        _unique("certificate", "code"),
        _unique("certificate", "serial"),
        _unique("certificate", "year", "number"),
    )
    _index("certificate", "decision_id")
    _index("certificate", "participant_id")
    _index("certificate", "pdf_sha256")
    _index("certificate", "superseded_by_id")
    _table(
        "examiner_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("examiner", sa.String(200), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("response", sa.String(20), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(200), nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_examiner_comment")),
        _check(
            "examiner_comment",
            "response_known",
            "response IN ('none', 'not_actioned', 'disagree', 'actioned')",
        ),
        _refer("examiner_comment", "board_id", "board.id"),
        _refer("examiner_comment", "submission_id", "submission.id"),
    )
    _index("examiner_comment", "board_id")
    _index("examiner_comment", "submission_id")
    _table(
        "snapshot_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("ladder", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_mark")),
        _refer("snapshot_mark", "assessment_id", "assessment.id"),
        _refer("snapshot_mark", "board_id", "board.id"),
        _refer("snapshot_mark", "participant_id", "participant.id"),
        _refer("snapshot_mark", "submission_id", "submission.id"),
        _unique("snapshot_mark", "board_id", "participant_id", "assessment_id"),
    )
    _index("snapshot_mark", "assessment_id")
    _index("snapshot_mark", "participant_id")
    _index("snapshot_mark", "submission_id")


def _attendance() -> None:
    _table(
        "taught_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_session")),
        _check("taught_session", "ends_after_start", "ends_at > starts_at"),
        _refer("taught_session", "cohort_id", "cohort.id"),
        _refer("taught_session", "module_id", "module.id"),
    )
    _index("taught_session", "cohort_id")
    _index("taught_session", "module_id")
    _table(
        "attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "participant_id", name=op.f("pk_attendance")),
        _check("attendance", "status_known", "status IN ('present', 'late', 'excused', 'absent')"),
        _refer("attendance", "participant_id", "participant.id"),
        _refer("attendance", "session_id", "taught_session.id"),
    )
    _index("attendance", "participant_id")


def _packs() -> None:
    _table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("algorithm", sa.String(20), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("retired_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        _check("signing_key", "purpose_known", "purpose IN ('packs', 'documents')"),
    )
    _table(
        "pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("tutor_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("reader", sa.String(200), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("returned_at", _MOMENT, nullable=True),
        sa.Column("returned_digest", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        _check("pack", "kind_known", "kind IN ('marking', 'peers', 'examiner')"),
        _check("pack", "side_known", "side IN ('office', 'away')"),
        _refer("pack", "cohort_id", "cohort.id"),
        _refer("pack", "participant_id", "participant.id"),
        _refer("pack", "tutor_id", "tutor.id"),
        _unique("pack", "key"),
    )
    _index("pack", "cohort_id")
    _index("pack", "participant_id")
    _index("pack", "tutor_id")
