"""What names an agency beside its people: projects, their partners, tutors, conflicts, savings."""

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import ProjectPartnerRow, ProjectRow, TutorConflictRow, TutorRow
from cohort_desk.services.savings.benefits.dependants import on_agency
from cohort_desk.services.savings.merging import merge_agency


def is_named(work: UnitOfWork, agency_id: int) -> bool:
    """Say whether a project, a partner, a tutor, a conflict or savings name an agency."""
    named = (
        ProjectRow.sponsor_agency_id,
        ProjectPartnerRow.agency_id,
        TutorRow.agency_id,
        TutorConflictRow.agency_id,
    )
    counts = (select(func.count()).where(column == agency_id) for column in named)
    return any(work.session.scalar(count) for count in counts) or bool(on_agency(work, agency_id))


def rename_to(work: UnitOfWork, kept_id: int, merged_id: int) -> None:
    """Have all that names one agency name the other, of two that turn out to be one."""
    sponsored = select(ProjectRow).where(ProjectRow.sponsor_agency_id == merged_id)
    for project in work.session.scalars(sponsored):
        project.sponsor_agency_id = kept_id
    for tutor in work.session.scalars(select(TutorRow).where(TutorRow.agency_id == merged_id)):
        tutor.agency_id = kept_id
    _merge_partners(work, kept_id, merged_id)
    _merge_conflicts(work, kept_id, merged_id)
    merge_agency(work, kept_id, merged_id)


def _merge_partners(work: UnitOfWork, kept_id: int, merged_id: int) -> None:
    of_kept = select(ProjectPartnerRow.project_id).where(ProjectPartnerRow.agency_id == kept_id)
    has_kept = set(work.session.scalars(of_kept))
    of_merged = select(ProjectPartnerRow).where(ProjectPartnerRow.agency_id == merged_id)
    for partner in work.session.scalars(of_merged).all():
        if partner.project_id in has_kept:
            work.session.delete(partner)
        else:
            partner.agency_id = kept_id


def _merge_conflicts(work: UnitOfWork, kept_id: int, merged_id: int) -> None:
    of_kept = select(TutorConflictRow.tutor_id).where(TutorConflictRow.agency_id == kept_id)
    has_kept = set(work.session.scalars(of_kept))
    of_merged = select(TutorConflictRow).where(TutorConflictRow.agency_id == merged_id)
    for conflict in work.session.scalars(of_merged).all():
        if conflict.tutor_id in has_kept:
            work.session.delete(conflict)
        else:
            conflict.agency_id = kept_id
