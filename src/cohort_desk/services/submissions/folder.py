"""Takes in a folder of reports: first planned, by the names of the files, then carried out.

Nothing is taken that the user has not seen in the plan and left in it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.marks.refusals import refuse_submitting
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.submissions.kinds import TAKEN, may_be_taken
from cohort_desk.domain.submissions.matching import whose
from cohort_desk.domain.words import counted
from cohort_desk.services.submissions.handing_in import Receipt, add_files, read_uploads
from cohort_desk.services.submissions.making import Owner, submission_of
from cohort_desk.services.submissions.records import (
    SubmissionLine,
    handing_in_facts,
    submission_lines,
)

MOST_FILES = 5000


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the folder, and whose it seems to be.

    Attributes:
        path: where it is.
        shown: the path within the folder.
        owner: whose it is, None if that is not sure.
        by: what of its name told so.
        problem: why it would not be taken, "" if it would be.
    """

    path: Path
    shown: str
    owner: Owner | None
    by: str
    problem: str


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What a folder holds for a sitting, and from whom nothing was found."""

    assessment_id: int
    sitting: int
    files: tuple[FoundFile, ...]
    owners: tuple[tuple[Owner, str], ...]

    def without(self, chosen: Mapping[Path, Owner]) -> tuple[str, ...]:
        """Return the names of those from whom nothing would be taken."""
        having = set(chosen.values())
        return tuple(name for owner, name in self.owners if owner not in having)


def plan_folder(
    db: Database,
    sitting: tuple[int, int],
    places: Sequence[Path],
    report: Progress = unwatched,
) -> FolderPlan:
    """Return which file of some folders, and folders in them, seems to be whose.

    Files are matched by a group's name or code, or by a person's name, reference or candidate
    number, in the file's own name or in that of a folder around it.

    Args:
        db: the programme.
        sitting: an assessment's id and the number of the sitting.
        places: folders, or files by themselves.
        report: counts files.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
        RuleBroken: a folder cannot be read, is empty, or holds too many files.
        Cancelled: raised by `report`.
    """
    paths = [found for place in places for found in _files_in(place)]
    _check_number(paths)
    with db.read() as work:
        lines = submission_lines(work, *sitting)
        names = {line.owner: _names(work, line) for line in lines}
    by_owner = {line.owner: line for line in lines}
    found: list[FoundFile] = []
    for done, (path, within) in enumerate(paths, start=1):
        found.append(_found(path, within, names, by_owner))
        report(done, len(paths))
    owners = tuple((line.owner, line.name) for line in lines)
    return FolderPlan(*sitting, tuple(found), owners)


def take_folder(
    db: Database, plan: FolderPlan, chosen: Mapping[Path, Owner], report: Progress = unwatched
) -> int:
    """Hand in the files chosen, each for its owner, in one step; return for how many owners.

    Raises:
        NotFound: the assessment, the sitting or an owner has been deleted meanwhile.
        RuleBroken: a file is not taken; its name is said, and nothing at all was taken.
        Cancelled: raised by `report`.
    """
    if not chosen:
        raise RuleBroken("files", "Choose at least one file to take in.")
    of_owner: dict[Owner, list[Path]] = defaultdict(list)
    for path, owner in chosen.items():
        of_owner[owner].append(path)
    now, done = datetime.now(UTC), 0
    what = counted(len(chosen), "file", "files")
    with db.begin(f"import of {what}", f"Took in {what}") as work:
        for owner, paths in of_owner.items():
            uploads = read_uploads(paths)
            row = submission_of(work, plan.assessment_id, plan.sitting, owner)
            add_files(work, row, uploads, Receipt(db.actor, now, now))
            work.session.flush()
            done += len(paths)
            report(done, len(chosen))
    return len(of_owner)


def _files_in(place: Path) -> list[tuple[Path, Path]]:
    """Return the files of a folder, each with its path in it; of a file, itself."""
    if not place.is_dir():
        return [(place, Path(place.name))]
    try:
        paths = sorted(path for path in place.rglob("*") if path.is_file())
    except OSError as error:
        raise RuleBroken(
            "files", f"The folder “{place.name}” could not be read ({error.strerror})."
        ) from error
    return [
        (path, path.relative_to(place)) for path in paths if not path.name.startswith((".", "~$"))
    ]


def _check_number(files: Sequence[object]) -> None:
    if not files:
        raise RuleBroken("files", "There are no files in that folder.")
    if len(files) > MOST_FILES:
        raise RuleBroken(
            "files",
            f"That folder holds {len(files):,} files; at most {MOST_FILES:,} are looked at. "
            "Choose the folder that holds only the reports.",
        )


def _names(work: UnitOfWork, line: SubmissionLine) -> tuple[str, ...]:
    """Return what an owner goes by in the names of files."""
    if line.owner.group_id is not None:
        return tuple(name for name in (line.name, line.code) if name)
    person = work.need(ParticipantRow, line.owner.participant_id)
    turned = f"{person.family_name} {person.given_name}"
    return tuple(name for name in (line.name, turned, line.code, person.reference) if name)


def _found(
    path: Path,
    within: Path,
    names: Mapping[Owner, Sequence[str]],
    lines: Mapping[Owner, SubmissionLine],
) -> FoundFile:
    match = whose([*within.parent.parts, path.stem], names)
    owner = match.owners[0] if len(match.owners) == 1 else None
    if not may_be_taken(path.name):
        problem = f"Not of a kind that is taken: {TAKEN}."
    elif not path.exists():
        problem = "The file is no longer there."
    elif path.stat().st_size == 0:
        problem = "The file is empty (0 bytes)."
    elif len(match.owners) > 1:
        several = ", ".join(sorted(lines[each].name for each in match.owners))
        problem = f"The name fits several: {several}. Choose whose it is."
    elif owner is None:
        problem = "The name tells nobody it could belong to. Choose whose it is."
    else:
        problem = _refusal(lines[owner])
    return FoundFile(path, str(within), owner, match.by if owner else "", problem)


def _refusal(line: SubmissionLine) -> str:
    try:
        refuse_submitting(handing_in_facts(line), datetime.now(UTC))
    except CohortDeskError as error:
        return str(error)
    return ""
