"""Handing in, taking back, closing and opening again; each function is one step.

What each is refused for stands in `domain.marks.refusals`, from what is recorded at that moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, SubmissionFileRow, SubmissionRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.refusals import (
    refuse_finalising,
    refuse_reopening,
    refuse_submitting,
    refuse_under_final_mark,
)
from cohort_desk.domain.marks.states import is_finalised
from cohort_desk.domain.modules.fields import check_group_hand_in
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.submissions.deadlines import Window, check_received
from cohort_desk.domain.submissions.kinds import Upload, check_upload
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.locks import refuse_if_ratified
from cohort_desk.services.store import digest_of, keep, read_upload
from cohort_desk.services.submissions.facts import facts_of
from cohort_desk.services.submissions.making import (
    Due,
    need_submission,
    owner_name,
    submission_of,
)
from cohort_desk.services.submissions.records import submission_line

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who brought files, when the office had them, and when they were entered."""

    by: str
    received_at: datetime
    entered_at: datetime


def read_uploads(paths: Sequence[Path], report: Progress = unwatched) -> tuple[Upload, ...]:
    """Return files of this computer, checked as `hand_in` takes them.

    Raises:
        RuleBroken: one is a folder, cannot be read, or is not of a kind that is taken.
        Cancelled: raised by `report`.
    """
    uploads: list[Upload] = []
    for done, path in enumerate(paths, start=1):
        upload = Upload(path.name, read_upload(path))
        check_upload(upload)
        uploads.append(upload)
        report(done, len(paths))
    return tuple(uploads)


def hand_in(
    db: Database,
    due: Due,
    files: Sequence[Upload],
    *,
    by: str = "",
    received_at: datetime | None = None,
) -> int:
    """Hand files in and return the submission's id; a name that was there gets its next version.

    Args:
        db: the programme.
        due: what it is handed in for, and whose work it is.
        files: what is handed in, at least one.
        by: who hands it in; "" if the user does so on behalf of the owner.
        received_at: when it reached the office, if that was before now; lateness counts from it.

    Raises:
        NotFound: the assessment, sitting or owner has been deleted meanwhile.
        RuleBroken: a file is not taken, the window is closed, the submission is final, or it cannot
            have been received at that moment.
    """
    now = datetime.now(UTC)
    received = received_at or now
    what = _what(files)
    with db.read() as work:
        whose = owner_name(work, due.owner)
    with db.begin(f"hand-in of {what} for {whose}") as work:
        row = submission_of(work, due.assessment_id, due.sitting, due.owner)
        receipt = Receipt(by or f"{db.actor}, on behalf of {whose}", received, now)
        add_files(work, row, files, receipt)
        work.session.flush()
        late = submission_line(work, row).late_words
        said = f"Handed in {what} for {whose}{f', {late} late' if late else ''}"
        work.call(f"hand-in of {what} for {whose}", said)
        return row.id


def add_files(
    work: UnitOfWork,
    row: SubmissionRow,
    files: Sequence[Upload],
    receipt: Receipt,
) -> None:
    """Add files to a submission as a part of a step, at the moment they were received.

    Raises:
        RuleBroken: as `hand_in` does.
    """
    assessment = work.need(AssessmentRow, row.assessment_id)
    check_group_hand_in(assessment.title, assessment.done_by, assessment.round_id)
    refuse_if_ratified(work, row.id)
    facts = facts_of(work, row)
    window = Window(facts.opens_at, facts.deadline, facts.closes_at)
    check_received(receipt.received_at, window, receipt.entered_at)
    # What came in time may be entered later; what was closed meanwhile has to be opened first.
    final = is_finalised(facts, receipt.entered_at)
    refuse_submitting(facts, receipt.entered_at if final else receipt.received_at)
    new = _not_there_yet(work, row, _each_once(files))
    for upload, number in new:
        check_upload(upload)
        work.session.add(
            SubmissionFileRow(
                submission_id=row.id,
                sha256=keep(work, upload.name, upload.data),
                name=upload.name,
                number=number,
                added_at=receipt.entered_at,
                added_by=receipt.by,
            )
        )
    row.submitted_at, row.submitted_by = receipt.received_at, receipt.by


def withdraw_file(db: Database, file_id: int, version: int) -> None:
    """Take a file back; it stays in sight among the older ones.

    Raises:
        NotFound: the file has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: the submission is final.
    """
    with db.read() as work:
        found = work.need(SubmissionFileRow, file_id)
        name, (_, whose) = found.name, need_submission(work, found.submission_id)
    with db.begin(f"withdrawal of {name} of {whose}", f"Withdrew {name} of {whose}") as work:
        file = work.need(SubmissionFileRow, file_id, version)
        row, _ = need_submission(work, file.submission_id)
        refuse_if_ratified(work, row.id)
        facts = facts_of(work, row)
        refuse_under_final_mark(facts)
        if is_finalised(facts, datetime.now(UTC)):
            raise RuleBroken(
                "files",
                f"The submission of {whose} is final, so {name} stays in it. Open it again first, "
                "with a reason.",
            )
        file.withdrawn = True
        work.session.flush()
        if not submission_line(work, row).files:
            row.submitted_at, row.submitted_by = None, ""


def finalise(db: Database, submission_id: int, version: int) -> None:
    """Declare a submission final before its deadline does.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it has no file, or is final already.
    """
    now = datetime.now(UTC)
    with db.read() as work:
        _, whose = need_submission(work, submission_id)
    step, said = f"finalising of the submission of {whose}", f"The submission of {whose} is final"
    with db.begin(step, said) as work:
        row, _ = need_submission(work, submission_id, version)
        refuse_finalising(facts_of(work, row), now)
        row.finalised_at = now


def reopen(db: Database, submission_id: int, version: int, reason: str) -> None:
    """Open a final submission again, so that files can be handed in.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: there is no reason, it is open already, or a final mark exists.
    """
    now = datetime.now(UTC)
    with db.read() as work:
        _, whose = need_submission(work, submission_id)
    step = f"reopening of the submission of {whose}"
    with db.begin(step, f"Opened the submission of {whose} again") as work:
        row, _ = need_submission(work, submission_id, version)
        refuse_if_ratified(work, row.id)
        refuse_reopening(facts_of(work, row), now, reason)
        row.reopened_at, row.reopened_why = now, checked_reason(reason)
        if row.finalised_at is not None:
            row.finalised_at = None


def checked_reason(reason: str) -> str:
    """Return a reason without stray spaces.

    Raises:
        RuleBroken: it is missing or too long.
    """
    reason = one_line(reason)
    if not reason:
        raise RuleBroken("reason", "Give the reason; it is kept with the record.")
    if len(reason) > REASON_LENGTH:
        raise RuleBroken("reason", f"A reason has at most {REASON_LENGTH} characters.")
    return reason


def _what(files: Sequence[Upload]) -> str:
    if not files:
        raise RuleBroken("files", "Choose at least one file to hand in.")
    return files[0].name if len(files) == 1 else counted(len(files), "file", "files")


def _each_once(files: Iterable[Upload]) -> list[Upload]:
    """Return the files without doubles.

    Raises:
        RuleBroken: two of the same name differ.
    """
    found: dict[str, Upload] = {}
    for upload in files:
        other = found.setdefault(upload.name.casefold(), upload)
        if other.data != upload.data:
            raise RuleBroken(
                "files",
                f"Two different files are called {upload.name}. Rename one of them, then hand "
                "both in.",
            )
    return list(found.values())


def _not_there_yet(
    work: UnitOfWork, row: SubmissionRow, files: Sequence[Upload]
) -> list[tuple[Upload, int]]:
    """Return the files that are new or changed, each with the number of its version.

    Raises:
        RuleBroken: all of them are there already.
    """
    mine = select(SubmissionFileRow).where(SubmissionFileRow.submission_id == row.id)
    by_name: dict[str, SubmissionFileRow] = {}
    for each in work.session.scalars(mine.order_by(SubmissionFileRow.number)):
        by_name[each.name.casefold()] = each
    new: list[tuple[Upload, int]] = []
    for upload in files:
        last = by_name.get(upload.name.casefold())
        same = last is not None and not last.withdrawn and last.sha256 == digest_of(upload.data)
        if last is None:
            new.append((upload, 1))
        elif not same:
            new.append((replace(upload, name=last.name), last.number + 1))
    if not new:
        raise RuleBroken(
            "files",
            f"{_what(files)} has been handed in already, with the very same content. Nothing was "
            "changed.",
        )
    return new
