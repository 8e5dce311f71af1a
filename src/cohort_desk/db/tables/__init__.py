"""The tables, one class each; rows carry data and constraints, never rules."""

from cohort_desk.db.tables.agencies import AgencyAliasRow, AgencyRow
from cohort_desk.db.tables.attendance import AttendanceRow, TaughtSessionRow
from cohort_desk.db.tables.awards import (
    BoardMemberRow,
    BoardRow,
    CertificateRow,
    CertificateTemplateRow,
    DecisionRow,
    ExaminerCommentRow,
    SnapshotMarkRow,
    SnapshotResultRow,
)
from cohort_desk.db.tables.base import Table
from cohort_desk.db.tables.groups import (
    GroupRow,
    MembershipRow,
    ProposalRow,
    PublishedVersionRow,
    RecipeRow,
    RoundRow,
    RuleMemberRow,
    RuleRow,
)
from cohort_desk.db.tables.history import StepChangeRow, StepRow
from cohort_desk.db.tables.imports import ImportLayoutRow
from cohort_desk.db.tables.marks import (
    AgreementRow,
    AllotmentRow,
    CriterionMarkRow,
    MarkRow,
    ModerationRow,
    SampledRow,
    TutorConflictRow,
    TutorRow,
)
from cohort_desk.db.tables.modules import (
    AssessmentRow,
    BandRow,
    BankCommentRow,
    CriterionRow,
    MarkingGuideRow,
    ModuleRow,
    SittingRow,
)
from cohort_desk.db.tables.packs import PackRow, SigningKeyRow
from cohort_desk.db.tables.peers import (
    PeerCriterionRow,
    PeerOverrideRow,
    PeerRatingRow,
    PeerReturnRow,
    PeerRoundRow,
)
from cohort_desk.db.tables.people import ParticipantRow, PhotoRow, taking_part
from cohort_desk.db.tables.programmes import CohortRow, ProgrammeRow
from cohort_desk.db.tables.projects import (
    MilestoneRow,
    ProjectFileRow,
    ProjectOutcomeRow,
    ProjectPartnerRow,
    ProjectRow,
)
from cohort_desk.db.tables.regulations import CohortRegulationsRow, RegulationSetRow
from cohort_desk.db.tables.submissions import (
    CandidateRow,
    CircumstancesRow,
    ExtensionRow,
    HoldRow,
    StoredFileRow,
    SubmissionFileRow,
    SubmissionRow,
)

__all__ = [
    "AgencyAliasRow",
    "AgencyRow",
    "AgreementRow",
    "AllotmentRow",
    "AssessmentRow",
    "AttendanceRow",
    "BandRow",
    "BankCommentRow",
    "BoardMemberRow",
    "BoardRow",
    "CandidateRow",
    "CertificateRow",
    "CertificateTemplateRow",
    "CircumstancesRow",
    "CohortRegulationsRow",
    "CohortRow",
    "CriterionMarkRow",
    "CriterionRow",
    "DecisionRow",
    "ExaminerCommentRow",
    "ExtensionRow",
    "GroupRow",
    "HoldRow",
    "ImportLayoutRow",
    "MarkRow",
    "MarkingGuideRow",
    "MembershipRow",
    "MilestoneRow",
    "ModerationRow",
    "ModuleRow",
    "PackRow",
    "ParticipantRow",
    "PeerCriterionRow",
    "PeerOverrideRow",
    "PeerRatingRow",
    "PeerReturnRow",
    "PeerRoundRow",
    "PhotoRow",
    "ProgrammeRow",
    "ProjectFileRow",
    "ProjectOutcomeRow",
    "ProjectPartnerRow",
    "ProjectRow",
    "ProposalRow",
    "PublishedVersionRow",
    "RecipeRow",
    "RegulationSetRow",
    "RoundRow",
    "RuleMemberRow",
    "RuleRow",
    "SampledRow",
    "SigningKeyRow",
    "SittingRow",
    "SnapshotMarkRow",
    "SnapshotResultRow",
    "StepChangeRow",
    "StepRow",
    "StoredFileRow",
    "SubmissionFileRow",
    "SubmissionRow",
    "Table",
    "TaughtSessionRow",
    "TutorConflictRow",
    "TutorRow",
    "taking_part",
]
