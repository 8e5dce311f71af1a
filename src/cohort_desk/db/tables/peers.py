"""What the members of a group say of each other's contribution."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cohort_desk.db.tables.base import Table, UtcTime, drawn_version, refers_to, strict


class PeerRoundRow(Table):
    """How peers rate each other for one group assessment: open until `closed_at`.

    `weighting` and a percentage `penalty` are in hundredths of a whole (5000 is one half); a
    penalty in points is in hundredths of a mark.
    """

    __tablename__ = "peer_round"
    noun = "peer round"
    __table_args__ = strict(
        CheckConstraint("mode IN ('peer_only', 'self_and_peer')", name="mode_known"),
        CheckConstraint("silence IN ('fill', 'classic')", name="silence_known"),
        CheckConstraint("penalty_kind IN ('percent', 'points')", name="penalty_kind_known"),
        CheckConstraint("weighting BETWEEN 0 AND 10000", name="weighting_in_range"),
        CheckConstraint("penalty BETWEEN 0 AND 10000", name="penalty_in_range"),
        UniqueConstraint("assessment_id", "sitting"),
    )
    history_of = ("assessment", "assessment_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(refers_to("assessment.id"))
    sitting: Mapped[int] = mapped_column(default=1)
    mode: Mapped[str] = mapped_column(String(20), default="peer_only")
    silence: Mapped[str] = mapped_column(String(20), default="fill")
    weighting: Mapped[int] = mapped_column(default=5000)
    penalty_kind: Mapped[str] = mapped_column(String(10), default="percent")
    penalty: Mapped[int] = mapped_column(default=1000)
    justify: Mapped[bool] = mapped_column(default=True)
    opens_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class PeerCriterionRow(Table):
    """What is rated from 0 to 5; fixed once someone has rated."""

    __tablename__ = "peer_criterion"
    noun = "peer criterion"
    __table_args__ = strict(UniqueConstraint("peer_round_id", "title"))
    history_of = ("peer_round", "peer_round_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    peer_round_id: Mapped[int] = mapped_column(refers_to("peer_round.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


class PeerReturnRow(Table):
    """A member's whole set of ratings, handed in at once, with the reasons for them."""

    __tablename__ = "peer_return"
    noun = "peer rating"
    __table_args__ = strict(CheckConstraint("came_by IN ('desk', 'file')", name="came_by_known"))
    history_of = ("participant", "rater_id")
    peer_round_id: Mapped[int] = mapped_column(refers_to("peer_round.id"), primary_key=True)
    rater_id: Mapped[int] = mapped_column(refers_to("participant.id"), primary_key=True, index=True)
    justification: Mapped[str] = mapped_column(default="")
    came_by: Mapped[str] = mapped_column(String(10), default="desk")
    returned_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


class PeerRatingRow(Table):
    """What one member gave another for one criterion, from 0 to 5."""

    __tablename__ = "peer_rating"
    noun = "peer rating"
    __table_args__ = strict(CheckConstraint("score BETWEEN 0 AND 5", name="score_in_range"))
    history_of = ("participant", "rater_id")
    criterion_id: Mapped[int] = mapped_column(refers_to("peer_criterion.id"), primary_key=True)
    rater_id: Mapped[int] = mapped_column(refers_to("participant.id"), primary_key=True, index=True)
    ratee_id: Mapped[int] = mapped_column(refers_to("participant.id"), primary_key=True, index=True)
    score: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}


class PeerOverrideRow(Table):
    """A tutor's own figure for one member, in hundredths, beside the computed one."""

    __tablename__ = "peer_override"
    noun = "override"
    __table_args__ = strict(CheckConstraint("value BETWEEN 0 AND 10000", name="value_in_range"))
    history_of = ("participant", "participant_id")
    peer_round_id: Mapped[int] = mapped_column(refers_to("peer_round.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        refers_to("participant.id"), primary_key=True, index=True
    )
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000))
    made_by: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version, "version_id_generator": drawn_version}
