"""Makes a tutor's marking pack: their submissions, what these are marked by, and nothing else."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    CohortRow,
    ProgrammeRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import hundredths
from cohort_desk.domain.modules.guides import Guide
from cohort_desk.domain.packs.contents import (
    MarkingContent,
    PackedAssessment,
    PackedBand,
    PackedCriterion,
    PackedFile,
    PackedGuide,
    PackedWork,
    PackHead,
    PackKind,
    SentPack,
)
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.tasks import TaskKey, need_task
from cohort_desk.services.modules.guides import guide_of
from cohort_desk.services.modules.records import Assessment
from cohort_desk.services.packs.anonymising import without_author
from cohort_desk.services.packs.keys import new_key, programme_key
from cohort_desk.services.packs.marked_cells import PackedSubmission, marked_cells
from cohort_desk.services.packs.records import Base, Prepared, as_file_name
from cohort_desk.services.packs.to_mark import ToMark, batches_of, submissions_for
from cohort_desk.services.store import content

if TYPE_CHECKING:
    from cohort_desk.domain.packs.merging import Value


@dataclass(frozen=True, slots=True)
class MarkingWish:
    """Whose pack is wanted, of which cohort.

    `assessment_ids` leaves out other assessments, empty it leaves out none; `due_at` is when it is
    wanted back, the latest of the allotments' own where it is None.
    """

    cohort_id: int
    tutor_id: int
    assessment_ids: tuple[int, ...] = ()
    due_at: datetime | None = None


def prepare_marking_pack(db: Database, wish: MarkingWish, report: Progress = unwatched) -> Prepared:
    """Return a tutor's pack with what is handed in, allotted to them and not finished.

    `report` counts the submissions read.

    Raises:
        NotFound: the cohort or the tutor has been deleted meanwhile.
        RuleBroken: the tutor has nothing to mark there.
        Cancelled: raised by `report`.
    """
    key, return_key = programme_key(db), new_key()
    with db.read() as work:
        tutor, cohort = work.need(TutorRow, wish.tutor_id), work.need(CohortRow, wish.cohort_id)
        programme = work.need(ProgrammeRow, 1)
        to_mark, warnings = _to_mark(work, wish, tutor.name)
        builder = _Builder(db, work, wish.tutor_id)
        for done, each in enumerate(to_mark):
            report(done, len(to_mark))
            builder.add(each)
        report(len(to_mark), len(to_mark))
        dues = [each.marker.due_at for each in to_mark if each.marker.due_at is not None]
        head = PackHead(
            secrets.token_hex(12),
            PackKind.MARKING,
            tutor.name,
            programme.name,
            cohort.name,
            datetime.now(UTC).replace(microsecond=0),
            wish.due_at or max(dues, default=None),
        )
    sent = SentPack(head, builder.content(), builder.cells, return_key.secret, builder.files)
    base = builder.base(return_key.public, head.due_at)
    told = (*warnings, *builder.warnings)
    return Prepared(sent, base, key, cohort.id, tutor_id=tutor.id, warnings=told)


def _to_mark(
    work: UnitOfWork, wish: MarkingWish, tutor: str
) -> tuple[list[ToMark], tuple[str, ...]]:
    """Return what goes into the pack, and in sentences what does not.

    Raises:
        RuleBroken: the tutor has nothing to mark there.
    """
    batches = batches_of(work, wish.cohort_id, wish.assessment_ids)
    found, left_out = submissions_for(work, batches, wish.tutor_id)
    if not found:
        raise RuleBroken(
            "tutor",
            f"{tutor} has nothing to mark there: no submission that is allotted to them is "
            f"handed in and unfinished. {' '.join(left_out)}".strip(),
        )
    return found, left_out


class _Builder:
    """Gathers the content of one tutor's pack."""

    def __init__(self, db: Database, work: UnitOfWork, tutor_id: int) -> None:
        self._db, self._work, self._tutor_id = db, work, tutor_id
        self._assessments: dict[int, PackedAssessment] = {}
        self._criteria: dict[int, dict[str, int]] = {}
        self._works: list[PackedWork] = []
        self._submissions: list[PackedSubmission] = []
        self.cells: dict[str, Value] = {}
        self.files: dict[str, bytes] = {}
        self.warnings: list[str] = []

    def content(self) -> MarkingContent:
        """Return what the pack says."""
        return MarkingContent(tuple(self._assessments.values()), tuple(self._works))

    def base(self, return_key: str, due_at: datetime | None) -> Base:
        """Return what the office keeps: which submission each work is, and which criterion."""
        stands_for = {
            each.key: {"submission": each.submission_id, "criteria": dict(each.criteria)}
            for each in self._submissions
        }
        titles = dict.fromkeys(each.title for each in self._assessments.values())
        submissions = counted(len(stands_for), "submission", "submissions")
        about = f"{submissions}: {', '.join(titles)}"
        return Base(self.cells, stands_for, return_key, about, due_at)

    def add(self, to_mark: ToMark) -> None:
        """Add a submission with its assessment, its files and what the tutor has filled in."""
        assessment = self._assessment(to_mark.batch.assessment)
        line = to_mark.work.line
        key = self._work.need(SubmissionRow, line.id).code
        packed = PackedSubmission(key, line.id or 0, self._criteria[to_mark.batch.assessment.id])
        self._submissions.append(packed)
        found = need_task(self._work, TaskKey(packed.submission_id, self._tutor_id))
        self.cells |= marked_cells(self._work, found, packed)
        shown = to_mark.work.identity or key
        marker = to_mark.marker
        files = self._files(to_mark, shown, hidden=assessment.anonymous)
        self._works.append(
            PackedWork(key, shown, assessment.key, line.sitting, marker.role, marker.due_at, files)
        )

    def _files(self, to_mark: ToMark, shown: str, *, hidden: bool) -> tuple[PackedFile, ...]:
        packed: list[PackedFile] = []
        for number, file in enumerate(to_mark.work.line.files, start=1):
            data = content(self._db, file.sha256)
            name = file.name
            if hidden:
                name = f"{shown} {number}{PurePath(file.name).suffix.lower()}"
                data, warning = without_author(data, name)
                if warning:
                    self.warnings.append(warning)
            folder = f"files/{as_file_name(shown)}"
            path = f"{folder}/{as_file_name(name)}"
            path = path if path not in self.files else f"{folder}/{number} {as_file_name(name)}"
            self.files[path] = data
            packed.append(PackedFile(path, name, sha256(data).hexdigest(), len(data)))
        return tuple(packed)

    def _assessment(self, assessment: Assessment) -> PackedAssessment:
        known = self._assessments.get(assessment.id)
        if known is not None:
            return known
        guide = None if assessment.guide_id is None else guide_of(self._work, assessment.guide_id)
        self._criteria[assessment.id] = {
            f"c{number}": each.id
            for number, each in enumerate(guide.criteria if guide else (), start=1)
        }
        made = PackedAssessment(
            f"a{len(self._assessments) + 1}",
            assessment.module_code,
            assessment.module_title,
            assessment.title,
            assessment.brief,
            assessment.word_limit,
            assessment.done_by,
            assessment.markers,
            assessment.anonymous,
            _packed_guide(guide) if guide else None,
        )
        self._assessments[assessment.id] = made
        return made


def submissions_of(stands_for: Mapping[str, Any]) -> dict[str, PackedSubmission]:
    """Return the works of a pack from what its keys stand for."""
    return {
        key: PackedSubmission(key, each["submission"], each["criteria"])
        for key, each in stands_for.items()
    }


def _packed_guide(guide: Guide) -> PackedGuide:
    return PackedGuide(
        guide.title,
        guide.kind,
        guide.notes,
        tuple(
            PackedCriterion(
                f"c{number}",
                each.title,
                each.description,
                each.weight,
                tuple(
                    PackedBand(
                        band.label, hundredths(band.low), hundredths(band.high), band.descriptor
                    )
                    for band in each.bands
                ),
                tuple(comment.text for comment in each.comments),
            )
            for number, each in enumerate(guide.criteria, start=1)
        ),
        tuple(comment.text for comment in guide.comments),
    )
