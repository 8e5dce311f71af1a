"""The external examiner's pack: the moderation sample to read, and comments that come back.

People appear by candidate number and code alone; markers are not named.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import PurePath

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BoardRow,
    CohortRow,
    ExaminerCommentRow,
    PackRow,
    ProgrammeRow,
    SampledRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.ladder import Ladder, Rung, RungKind
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.marks.reasons import KEPT, without_reason
from cohort_desk.domain.packs.cells import ABOUT, TEXT, CellName
from cohort_desk.domain.packs.contents import (
    ExaminerContent,
    PackedFile,
    PackHead,
    PackKind,
    Returned,
    SampledCandidate,
    SampledWork,
    SentPack,
)
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.packs.words import CellKind
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.regulations.clauses import clauses
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.comments import Incoming, take_comments
from cohort_desk.services.evidence.recorded import newest_moderation
from cohort_desk.services.marks.batches import Work, read_batch
from cohort_desk.services.marks.ladders import CandidateLadder, ladders_of_cohort
from cohort_desk.services.modules.records import Assessment, modules_of
from cohort_desk.services.packs.anonymising import without_author
from cohort_desk.services.packs.keys import new_key, programme_key
from cohort_desk.services.packs.plans import CellAbout, Ground
from cohort_desk.services.packs.records import Base, Prepared
from cohort_desk.services.regulations import regulations_of
from cohort_desk.services.store import content

_MOST_COMMENTS = 200


def prepare_examiner_pack(
    db: Database,
    board_id: int,
    examiner: str,
    due_at: datetime | None = None,
    report: Progress = unwatched,
) -> Prepared:
    """Return the pack for the external examiner of a board.

    Args:
        db: the programme.
        board_id: what the examiner comments on.
        examiner: their name.
        due_at: by when the comments are wanted.
        report: counts the works read.

    Raises:
        NotFound: the board has been deleted meanwhile.
        RuleBroken: the name is missing, or no sample has been drawn yet.
        Cancelled: raised by `report`.
    """
    key, return_key = programme_key(db), new_key()
    with db.read() as work:
        board = work.need(BoardRow, board_id)
        builder = _Builder(db, work, board)
        head = builder.head(examiner, due_at)
        builder.gather(report)
        sample = builder.content()
        cohort_id = board.cohort_id
    sent = SentPack(head, sample, {}, return_key.secret, builder.files)
    stands_for = {"board": board_id, "works": builder.submissions}
    about = f"{counted(len(sample.works), 'submission', 'submissions')} sampled for {sample.board}"
    base = Base({}, stands_for, return_key.public, about, due_at)
    return Prepared(sent, base, key, cohort_id, warnings=tuple(builder.warnings))


def examiner_ground(work: UnitOfWork, row: PackRow, base: Base, returned: Returned) -> Ground:
    """Return the comments that the office has of this pack, and what may come."""
    query = select(ExaminerCommentRow).where(
        ExaminerCommentRow.board_id == base.stands_for["board"],
        ExaminerCommentRow.key.startswith(f"{row.key}/"),
    )
    codes = {id_: code for code, id_ in base.stands_for["works"].items()}
    cells: dict[str, Value] = {}
    refused: dict[str, str] = {}
    for comment in work.session.scalars(query):
        number = comment.key.removeprefix(f"{row.key}/")
        text, about = CellName(number, "", TEXT), CellName(number, "", ABOUT)
        cells[str(text)] = comment.text
        cells[str(about)] = codes.get(comment.submission_id or 0)
        if comment.response != "none":
            refused |= dict.fromkeys(map(str, (text, about)), "It has been answered already.")
    abouts: dict[str, CellAbout] = {}
    for number in range(1, _MOST_COMMENTS + 1):
        name = f"comment-{number}"
        where = str(returned.cells.get(f"{name}/{ABOUT}") or "The whole programme")
        title = f"Comment {number}"
        abouts[f"{name}/{ABOUT}"] = CellAbout(where, title, "About", CellKind.TEXT)
        abouts[f"{name}/{TEXT}"] = CellAbout(where, title, "Comment", CellKind.TEXT)
        if where not in base.stands_for["works"] and where != "The whole programme":
            refused[f"{name}/{ABOUT}"] = f"“{where}” is no work of the sample."
    return Ground(cells, abouts, refused)


def write_examiner(
    work: UnitOfWork,
    row: PackRow,
    base: Base,
    changes: Mapping[str, Value],
    _report: Progress,
) -> None:
    """Take the comments, each under a key of its own, so that none comes in twice."""
    said = {key: value for key, value in {**base.cells, **changes}.items() if value}
    numbers = dict.fromkeys(name.partition("/")[0] for name in changes)
    works: Mapping[str, int] = base.stands_for["works"]
    incoming = [
        Incoming(
            f"{row.key}/{number}",
            str(said[f"{number}/{TEXT}"]),
            works.get(str(said.get(f"{number}/{ABOUT}"))),
        )
        for number in numbers
        if f"{number}/{TEXT}" in said
    ]
    if incoming:
        take_comments(work, base.stands_for["board"], row.reader, incoming)


class _Builder:
    """Gathers the sampled works of a cohort."""

    def __init__(self, db: Database, work: UnitOfWork, board: BoardRow) -> None:
        self._db, self._work, self._board = db, work, board
        self._cohort_id = board.cohort_id
        self._sampled: list[SampledWork] = []
        self.files: dict[str, bytes] = {}
        self.submissions: dict[str, int] = {}
        self.warnings: list[str] = []

    def gather(self, report: Progress) -> None:
        """Read every sitting whose newest sample holds works."""
        ladders = ladders_of_cohort(self._work, self._cohort_id)
        sittings = [
            (assessment, sitting.number)
            for module in modules_of(self._work, self._cohort_id)
            for assessment in module.assessments
            for sitting in assessment.sittings
        ]
        for done, (assessment, sitting) in enumerate(sittings):
            report(done, len(sittings))
            self._sitting(assessment, sitting, ladders.get(assessment.id, ()))
        report(len(sittings), len(sittings))

    def head(self, examiner: str, due_at: datetime | None) -> PackHead:
        """Return whose pack it is.

        Raises:
            RuleBroken: the name is missing.
        """
        name = one_line(examiner)
        if not name:
            raise RuleBroken("examiner", "Type the examiner’s name.")
        return PackHead(
            secrets.token_hex(12),
            PackKind.EXAMINER,
            name[:200],
            self._work.need(ProgrammeRow, 1).name,
            self._work.need(CohortRow, self._cohort_id).name,
            datetime.now(UTC).replace(microsecond=0),
            due_at,
        )

    def content(self) -> ExaminerContent:
        """Return what the pack says of the works gathered.

        Raises:
            RuleBroken: there are none.
        """
        if not self._sampled:
            raise RuleBroken(
                "sample",
                "No sample has been drawn for moderation yet, so there is nothing to send. Draw "
                "one under Marking first.",
            )
        return ExaminerContent(
            self._board.name, self._modules(), self._regulations(), tuple(self._sampled)
        )

    def _modules(self) -> tuple[str, ...]:
        """Return the modules and what is assessed in each, a line each."""
        lines: list[str] = []
        for module in modules_of(self._work, self._cohort_id):
            core = ", core" if module.core else ""
            credits_ = counted(module.credits, "credit", "credits")
            lines.append(f"{module.code} {module.title}: {credits_}, level {module.level}{core}")
            lines += [
                f"  {each.title}: {written(each.share * 100)} % of the module, by "
                f"{'groups' if each.done_by == 'group' else 'each person'}"
                for each in module.assessments
            ]
        return tuple(lines)

    def _regulations(self) -> tuple[str, ...]:
        """Return the clauses that the cohort follows."""
        rules = regulations_of(self._work, self._cohort_id)
        return tuple(f"{each.number} {each.title}. {each.text}" for each in clauses(rules))

    def _sitting(
        self, assessment: Assessment, sitting: int, ladders: Sequence[CandidateLadder]
    ) -> None:
        moderation = newest_moderation(self._work, assessment.id, sitting)
        if moderation is None:
            return
        query = select(SampledRow).where(SampledRow.moderation_id == moderation.id)
        sampled = {row.submission_id: row for row in self._work.session.scalars(query)}
        batch = read_batch(self._work, assessment.id, sitting)
        for each in batch.works:
            row = sampled.get(each.line.id or 0)
            if row is not None:
                own = [one for one in ladders if one.submission_id == each.line.id]
                self._add(assessment, each, row, own)

    def _add(
        self, assessment: Assessment, each: Work, row: SampledRow, ladders: list[CandidateLadder]
    ) -> None:
        code = self._work.need(SubmissionRow, row.submission_id).code
        self.submissions[code] = row.submission_id
        marks = [
            f"{marker.role.capitalize()} marker: {_mark(marker.mark)}" for marker in each.markers
        ]
        marks.append(f"Agreed: {_mark(each.agreed)}")
        self._sampled.append(
            SampledWork(
                code,
                code,
                f"{assessment.module_code} {assessment.title}",
                tuple(row.reasons),
                tuple(marks),
                tuple(
                    SampledCandidate(
                        one.candidate or "No number",
                        _mark(one.ladder.final),
                        _ladder_words(one.ladder),
                    )
                    for one in ladders
                ),
                self._files(each, code),
            )
        )

    def _files(self, each: Work, code: str) -> tuple[PackedFile, ...]:
        packed: list[PackedFile] = []
        for number, file in enumerate(each.line.files, start=1):
            name = f"{code} {number}{PurePath(file.name).suffix.lower()}"
            data, warning = without_author(content(self._db, file.sha256), name)
            if warning:
                self.warnings.append(warning)
            path = f"files/{code}/{name}"
            self.files[path] = data
            packed.append(PackedFile(path, name, sha256(data).hexdigest(), len(data)))
        return tuple(packed)


def _ladder_words(ladder: Ladder) -> tuple[str, ...]:
    lines = [_rung_words(rung) for rung in ladder.rungs]
    return (*lines, *((ladder.waiting,) if ladder.waiting else ()))


def _rung_words(rung: Rung) -> str:
    """Return a rung without the reasons that people gave: those may say whose work it is."""
    numbers = ", ".join(f"{what} {value}" for what, value in rung.numbers)
    detail = f" ({numbers})" if numbers else ""
    rule = without_reason(rung.rule)
    if rung.kind is RungKind.BOARD and rung.title != RungKind.BOARD.value:
        rule = f"{KEPT.capitalize()}."
    return f"{rung.title}: {_mark(rung.after)}. {rule}{detail} [{rung.clause}]"


def _mark(mark: Decimal | None) -> str:
    return "none" if mark is None else written_cut(mark)
