"""Saves regulation sets and has cohorts follow them; each function is one step."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    CohortRegulationsRow,
    CohortRow,
    ModuleRow,
    RegulationSetRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.regulations.consistency import check
from cohort_desk.domain.regulations.plain import canonical, from_plain, to_plain
from cohort_desk.domain.regulations.presets import DEFAULT_NAME
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.unseen import many_lines, one_line
from cohort_desk.services.evidence.locks import refuse_if_shown
from cohort_desk.services.regulations.records import count_ratified, regulations_of, titled

_LONGEST_NAME, _LONGEST_NOTE = 120, 500


def save_set(db: Database, name: str, rules: Regulations, note: str = "") -> int:
    """Save the rules as the next version of the set of that name, and return its id.

    What was saved before stays as it is, and so do the cohorts that follow it.

    Raises:
        RuleBroken: the name is empty or too long, the rules contradict each other, or they are
            those of the newest version already.
    """
    check(rules)
    name, note = one_line(name), many_lines(note)
    if not name:
        raise RuleBroken("name", "Give the set a name, such as “Postgraduate certificate”.")
    _check_length("name", "The name", name, _LONGEST_NAME)
    _check_length("note", "The note", note, _LONGEST_NOTE)
    with db.begin(f"new version of {name}") as work:
        newest = _newest(work, name)
        if newest is not None and from_plain(newest.rules) == canonical(rules):
            raise RuleBroken(
                "rules",
                f"Nothing differs from {titled(newest.name, newest.number)}, "
                "so there is no new version to save.",
            )
        row = _added(work, name, rules, note, db.actor)
        title = titled(row.name, row.number)
        work.call(f"saving of {title}", f"Saved {title}")
        return row.id


def follow(db: Database, cohort_id: int, set_id: int, version: int | None) -> str:
    """Have a cohort follow a version of a set.

    Args:
        db: where it is recorded.
        cohort_id: which cohort.
        set_id: the version of the set.
        version: of the cohort's choice as the user saw it; None where there was none.

    Returns:
        In a sentence what does not change, as a board has ratified it; '' if there is no such.

    Raises:
        NotFound: the cohort or the set is gone.
        EditedMeanwhile: someone has had the cohort follow another set since.
        RuleBroken: participants see marks of the cohort that no board has ratified.
    """
    with db.begin("change of regulations") as work:
        cohort = work.need(CohortRow, cohort_id)
        row = work.need(RegulationSetRow, set_id)
        title = titled(row.name, row.number)
        work.call(f"{cohort.name} following {title}", f"{cohort.name} now follows {title}")
        choice = work.session.get(CohortRegulationsRow, cohort_id)
        if (choice.version if choice else None) != version:
            raise EditedMeanwhile(
                "Someone else changed which regulations this cohort follows. Nothing was "
                "overwritten: look at what it follows now, then choose again."
            )
        if from_plain(row.rules) != regulations_of(work, cohort_id):
            refuse_if_shown(work, _submissions(work, cohort_id))
        if choice is None:
            choice = CohortRegulationsRow(cohort_id=cohort_id, regulation_set_id=set_id)
            work.session.add(choice)
        elif choice.regulation_set_id != set_id:
            choice.regulation_set_id = set_id
        return _stays(count_ratified(work, cohort_id))


def _submissions(work: UnitOfWork, cohort_id: int) -> tuple[int, ...]:
    query = (
        select(SubmissionRow.id)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
    )
    return tuple(work.session.scalars(query))


def set_of_cohort(work: UnitOfWork, cohort_id: int, actor: str) -> int:
    """Return the id of the set that a cohort follows, as a part of another step.

    Where nobody has chosen one, the default set is saved (unless it is there) and followed, so
    that what a board decides always names the rules that it decided by.
    """
    choice = work.session.get(CohortRegulationsRow, cohort_id)
    if choice is not None:
        return choice.regulation_set_id
    newest = _newest(work, DEFAULT_NAME)
    default = Regulations()
    if newest is None or from_plain(newest.rules) != default:
        newest = _added(work, DEFAULT_NAME, default, "The default.", actor)
    work.session.add(CohortRegulationsRow(cohort_id=cohort_id, regulation_set_id=newest.id))
    work.session.flush()
    return newest.id


def _added(
    work: UnitOfWork, name: str, rules: Regulations, note: str, actor: str
) -> RegulationSetRow:
    newest = _newest(work, name)
    row = RegulationSetRow(
        name=name if newest is None else newest.name,
        number=1 if newest is None else newest.number + 1,
        rules=to_plain(rules),
        note=note,
        made_at=datetime.now(UTC),
        made_by=actor,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _newest(work: UnitOfWork, name: str) -> RegulationSetRow | None:
    query = (
        select(RegulationSetRow)
        .where(func.lower(RegulationSetRow.name) == name.lower())
        .order_by(RegulationSetRow.number.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def _check_length(field: str, what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise RuleBroken(field, f"{what} takes at most {longest} characters, not {len(text)}.")


def _stays(ratified: int) -> str:
    if not ratified:
        return ""
    if ratified == 1:
        return "1 mark has been ratified by a board and stays as it is."
    return f"{ratified:,} marks have been ratified by a board and stay as they are."
