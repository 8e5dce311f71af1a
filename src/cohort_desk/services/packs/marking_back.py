"""A marking pack that comes back: what the office has of it now, and how it is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import CriterionRow, PackRow
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.packs.cells import FEEDBACK, FINAL, MARK, NOTE, CellName
from cohort_desk.domain.packs.contents import Returned
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.packs.words import CellKind
from cohort_desk.domain.progress import Progress
from cohort_desk.services.marks.tasks import Task, TaskKey, need_task, refuse_task
from cohort_desk.services.packs.marked_cells import (
    PackedSubmission,
    marked_cells,
    write_marked_cells,
)
from cohort_desk.services.packs.marking import submissions_of
from cohort_desk.services.packs.plans import CellAbout, Ground, MergeRow, Outcome
from cohort_desk.services.packs.records import Base

_WHAT = {MARK: "mark", FEEDBACK: "feedback", NOTE: "private note", FINAL: "finished"}
_COUNTED = (Outcome.TAKEN, Outcome.CLASH)
_KINDS = {MARK: CellKind.MARK, FINAL: CellKind.YES_NO}


def marking_ground(work: UnitOfWork, row: PackRow, base: Base, _returned: Returned) -> Ground:
    """Return the tutor's marking at the office now, and what stands against changing it."""
    cells: dict[str, Value] = {}
    about: dict[str, CellAbout] = {}
    refusals: dict[str, str] = {}
    for packed in submissions_of(base.stands_for).values():
        try:
            task = need_task(work, _key(row, packed))
        except CohortDeskError as error:
            gone = {name: CellAbout(packed.key, "", *_what(name, "")) for name in _names(packed)}
            about |= {str(name): each for name, each in gone.items()}
            refusals |= dict.fromkeys(map(str, gone), str(error))
            cells |= {str(name): base.cells.get(str(name)) for name in gone}
            continue
        cells |= marked_cells(work, task, packed)
        about |= _abouts(work, task, packed)
        refusals |= _refusals(work, task, packed)
    return Ground(cells, about, refusals)


def write_marking(
    work: UnitOfWork,
    row: PackRow,
    base: Base,
    changes: Mapping[str, Value],
    report: Progress,
) -> None:
    """Write the changed cells, work by work.

    Raises:
        RuleBroken: a work is to be finished and a mark is missing; the work is named.
    """
    submissions = submissions_of(base.stands_for)
    by_work: dict[str, dict[CellName, Value]] = {}
    for key, value in changes.items():
        name = CellName.parse(key)
        if name is not None:
            by_work.setdefault(name.work, {})[name] = value
    for done, (work_key, cells) in enumerate(by_work.items()):
        report(done, len(by_work))
        packed = submissions[work_key]
        write_marked_cells(work, _key(row, packed), packed, cells)
    report(len(by_work), len(by_work))


def refuse_unfinished(rows: Sequence[MergeRow], ground: Ground) -> list[MergeRow]:
    """Return the rows with those refused that would finish a work in which a mark is missing."""
    merged = dict(ground.cells)
    merged |= {
        row.key: row.away for row in rows if row.outcome in _COUNTED and row.away is not None
    }
    missing: dict[str, list[str]] = {}
    for key, about in ground.about.items():
        name = CellName.parse(key)
        if name is not None and name.what == MARK and merged.get(key) is None:
            missing.setdefault(name.work, []).append(about.what.removesuffix(": mark"))
    return [
        replace(row, outcome=Outcome.REFUSED, reason=f"No mark yet: {', '.join(lacks)}.")
        if row.outcome in _COUNTED and (lacks := missing.get(_finishes(row.key)))
        else row
        for row in rows
    ]


def waits_for_clash(keys: Iterable[str], clashes: Iterable[str]) -> frozenset[str]:
    """Return the cells that would finish a work in which one of the clashes is."""
    names = (CellName.parse(key) for key in clashes)
    works = {name.work for name in names if name is not None}
    return frozenset(key for key in keys if _finishes(key) in works)


def _finishes(key: str) -> str:
    """Return the work that a cell finishes, "" where it does not finish one."""
    name = CellName.parse(key)
    return name.work if name is not None and name.what == FINAL else ""


def _key(row: PackRow, packed: PackedSubmission) -> TaskKey:
    return TaskKey(packed.submission_id, row.tutor_id or 0)


def _names(packed: PackedSubmission) -> list[CellName]:
    names = [
        CellName(packed.key, key, what) for key in packed.criteria for what in (MARK, FEEDBACK)
    ]
    if not packed.criteria:
        names.append(CellName(packed.key, "", MARK))
    return [*names, *(CellName(packed.key, "", what) for what in (FEEDBACK, NOTE, FINAL))]


def _abouts(work: UnitOfWork, task: Task, packed: PackedSubmission) -> dict[str, CellAbout]:
    """Return where each cell belongs, as the office may name it: blind work by its code."""
    found: dict[str, CellAbout] = {}
    for name in _names(packed):
        criterion = None
        if name.criterion:
            criterion = work.session.get(CriterionRow, packed.criteria[name.criterion])
        title = criterion.title if criterion else ""
        where = task.identity or packed.key
        found[str(name)] = CellAbout(where, task.assessment.title, *_what(name, title))
    return found


def _what(name: CellName, title: str) -> tuple[str, CellKind]:
    words = _WHAT[name.what]
    if name.criterion:
        what = f"{title or 'A criterion'}: {words}"
    else:
        what = {MARK: "Mark as a whole", FEEDBACK: "Feedback on the whole"}.get(
            name.what, words.capitalize()
        )
    return what, _KINDS.get(name.what, CellKind.TEXT)


def _refusals(work: UnitOfWork, task: Task, packed: PackedSubmission) -> dict[str, str]:
    """Return why cells of a work cannot be changed: all of them, or those of criteria gone."""
    try:
        refuse_task(work, task)
    except CohortDeskError as error:
        return dict.fromkeys(map(str, _names(packed)), str(error))
    refused: dict[str, str] = {}
    for name in _names(packed):
        if not name.criterion:
            continue
        criterion = work.session.get(CriterionRow, packed.criteria[name.criterion])
        if criterion is None or criterion.guide_id != task.assessment.guide_id:
            refused[str(name)] = "Its criterion is no longer in the marking guide."
    return refused
