"""What a cohort studies: modules, their assessments and sittings, and the marking guides."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, drawn_version, refers_to, strict


class ModuleRow(Table):
    """A module of one cohort; a core module must be passed and is never compensated."""

    __tablename__ = "module"
    noun = "module"
    __table_args__ = strict(
        CheckConstraint("credits > 0", name="credits_positive"),
        CheckConstraint("level BETWEEN 3 AND 8", name="level_known"),
        UniqueConstraint("cohort_id", "code"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(refers_to("cohort.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    credits: Mapped[int]
    level: Mapped[int] = mapped_column(default=7)
    core: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class AssessmentRow(Table):
    """A component of a module; a group assessment is done by the groups of its round.

    `weight` counts in parts of its module's total weight. `minimum` is the least component mark
    in hundredths, where the module asks for one. `markers` is how many mark each submission
    before they agree. `anonymous` hides whose work it is from its markers.
    """

    __tablename__ = "assessment"
    noun = "assessment"
    __table_args__ = strict(
        CheckConstraint("done_by IN ('person', 'group')", name="done_by_known"),
        CheckConstraint("markers IN (1, 2)", name="one_or_two_markers"),
        CheckConstraint("weight > 0", name="weight_positive"),
        CheckConstraint("minimum BETWEEN 0 AND 10000", name="minimum_in_range"),
        UniqueConstraint("module_id", "title"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(refers_to("module.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    done_by: Mapped[str] = mapped_column(String(10), default="person")
    round_id: Mapped[int | None] = mapped_column(refers_to("round.id"), index=True)
    weight: Mapped[int]
    minimum: Mapped[int | None]
    brief: Mapped[str] = mapped_column(default="")
    word_limit: Mapped[int | None]
    guide_id: Mapped[int | None] = mapped_column(refers_to("marking_guide.id"), index=True)
    markers: Mapped[int] = mapped_column(default=1)
    anonymous: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class SittingRow(Table):
    """One occasion of an assessment, counted from 1: when it opens, is due and is shown."""

    __tablename__ = "sitting"
    noun = "sitting"
    __table_args__ = strict(
        CheckConstraint("number > 0", name="counted_from_one"),
        CheckConstraint(
            "visibility IN ('hidden', 'provisional', 'confirmed')", name="visibility_known"
        ),
    )
    history_of = ("assessment", "assessment_id")
    assessment_id: Mapped[int] = mapped_column(refers_to("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opens_at: Mapped[datetime | None] = mapped_column(UtcTime)
    deadline: Mapped[datetime | None] = mapped_column(UtcTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcTime)
    visibility: Mapped[str] = mapped_column(String(20), default="hidden")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


class MarkingGuideRow(Table):
    """Criteria to mark by; of a rubric each criterion has bands."""

    __tablename__ = "marking_guide"
    noun = "marking guide"
    __table_args__ = strict(
        CheckConstraint("kind IN ('rubric', 'guide')", name="kind_known"), UniqueConstraint("title")
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10), default="rubric")
    notes: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class CriterionRow(Table):
    """A criterion of a guide; `weight` counts in parts of the guide's total weight."""

    __tablename__ = "criterion"
    noun = "criterion"
    __table_args__ = strict(
        CheckConstraint("weight > 0", name="weight_positive"), UniqueConstraint("guide_id", "title")
    )
    history_of = ("marking_guide", "guide_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(refers_to("marking_guide.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    weight: Mapped[int]
    position: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class BandRow(Table):
    """A band of a criterion: marks from `low` to `high`, both in hundredths and both included."""

    __tablename__ = "criterion_band"
    noun = "band"
    __table_args__ = strict(
        CheckConstraint("low BETWEEN 0 AND high AND high <= 10000", name="range_in_order")
    )
    history_of = ("criterion", "criterion_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    criterion_id: Mapped[int] = mapped_column(refers_to("criterion.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    low: Mapped[int]
    high: Mapped[int]
    descriptor: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class BankCommentRow(Table):
    """A remark of the comment bank, for one criterion of a guide or (None) for the whole."""

    __tablename__ = "bank_comment"
    noun = "comment"
    __table_args__ = strict()
    history_of = ("marking_guide", "guide_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(refers_to("marking_guide.id"), index=True)
    criterion_id: Mapped[int | None] = mapped_column(refers_to("criterion.id"), index=True)
    text: Mapped[str] = mapped_column()
    position: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
