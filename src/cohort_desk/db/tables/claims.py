"""Claims of what was saved, the evidence they rest on, and what was decided on them.

Rows are only ever added, as all rows of money are.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, object_session

from cohort_desk.db.tables.base import Table, UtcTime, refers_to, strict

_GRADES = "'sufficient', 'partial', 'insufficient'"
_MATURITIES = "'likely', 'may', 'final'"


class ClaimRow(Table):
    """What was saved in a period of one financial year, as the claimant says.

    `pence` is what is claimed: `gross_pence` less `moved_pence`, which is all that is taken off:
    cost that only moved to another agency and, of a gross benefit, running cost. `agency_id` is
    whose saving it is; without one, the shares say. `pot_id` is the benefit's pot at the time, and
    `ground` all of the benefit that the claim rests on, as it then was. A row that replaces another
    takes it out of count.

    `claimed_on` is the day on which the claimant claimed. Who did is kept as they then were:
    renaming an officer rewrites no claim. `owner_id` is who then owned the benefit.
    """

    __tablename__ = "benefit_claim"
    noun = "claim"
    append_only = True
    follow = frozenset({"agency_id", "claimant_id", "validator_id", "owner_id"})
    __table_args__ = strict(
        CheckConstraint(f"maturity IN ({_MATURITIES})", name="maturity_known"),
        CheckConstraint(f"grade IN ({_GRADES})", name="grade_known"),
        CheckConstraint("effect IN ('better', 'same', 'worse')", name="effect_known"),
        CheckConstraint(
            "pence > 0 AND moved_pence >= 0 AND pence = gross_pence - moved_pence",
            name="adds_up",
        ),
        CheckConstraint("from_on <= to_on", name="period_in_order"),
        UniqueConstraint("replaces_id"),
    )
    history_of = ("benefit", "benefit_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(refers_to("benefit.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(refers_to("agency.id"), index=True)
    pot_id: Mapped[int | None] = mapped_column(refers_to("pot.id"), index=True)
    year: Mapped[int]
    from_on: Mapped[date]
    to_on: Mapped[date]
    claimed_on: Mapped[date]
    gross_pence: Mapped[int] = mapped_column(BigInteger)
    moved_pence: Mapped[int] = mapped_column(BigInteger, default=0)
    pence: Mapped[int] = mapped_column(BigInteger)
    maturity: Mapped[str] = mapped_column(String(20))
    grade: Mapped[str] = mapped_column(String(20))
    effect: Mapped[str] = mapped_column(String(20))
    ground: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(String(1000), default="")
    claimant_id: Mapped[int] = mapped_column(refers_to("officer.id"), index=True)
    claimant_name: Mapped[str] = mapped_column(String(200))
    claimant_post: Mapped[str] = mapped_column(String(120), default="")
    claimant_agency: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    validator_id: Mapped[int] = mapped_column(refers_to("officer.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(refers_to("benefit_claim.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[str] = mapped_column(String(200))


class ClaimEvidenceRow(Table):
    """A file that a claim rests on (its content is in the store, by its SHA-256)."""

    __tablename__ = "claim_evidence"
    noun = "evidence"
    append_only = True
    __table_args__ = strict(UniqueConstraint("claim_id", "sha256"))
    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(refers_to("benefit_claim.id"))
    sha256: Mapped[str] = mapped_column(refers_to("stored_file.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(250))


class ClaimDecisionRow(Table):
    """What was decided on a claim; the newest decision counts.

    `pence` is what was validated, at most what was claimed; `officer_id` is who confirmed or
    rejected it, none where the office withdrew it; their name, post and agency are kept as they
    were on that day. `grade` is the evidence as the validator sees it; `source` says whether it
    was entered here, came back in a form, or by the command line.
    """

    __tablename__ = "claim_decision"
    noun = "decision on a claim"
    append_only = True
    follow = frozenset({"officer_id"})
    __table_args__ = strict(
        CheckConstraint("outcome IN ('validated', 'rejected', 'withdrawn')", name="outcome_known"),
        CheckConstraint(f"grade IN ({_GRADES})", name="grade_known"),
        CheckConstraint("pence >= 0", name="not_negative"),
        CheckConstraint("source IN ('screen', 'form', 'command')", name="source_known"),
    )
    history_of = ("benefit", "benefit_id")
    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(refers_to("benefit_claim.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(20))
    pence: Mapped[int] = mapped_column(BigInteger, default=0)
    grade: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")
    officer_id: Mapped[int | None] = mapped_column(refers_to("officer.id"), index=True)
    officer_name: Mapped[str] = mapped_column(String(200), default="")
    officer_post: Mapped[str] = mapped_column(String(120), default="")
    officer_agency: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(20), default="screen")
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[str] = mapped_column(String(200))

    @property
    def benefit_id(self) -> int:
        """The benefit of the claim, in whose history the decision stands."""
        session = object_session(self)
        claim = session and session.get(ClaimRow, self.claim_id)
        return claim.benefit_id if claim else 0


class OutcomeEvidenceRow(Table):
    """A file that shows that an outcome without money has come about."""

    __tablename__ = "outcome_evidence"
    noun = "evidence"
    __table_args__ = strict(UniqueConstraint("outcome_id", "sha256"))
    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_id: Mapped[int] = mapped_column(refers_to("project_outcome.id"))
    sha256: Mapped[str] = mapped_column(refers_to("stored_file.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(250))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}
