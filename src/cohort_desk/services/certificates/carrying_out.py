"""Carries out a run of issuing: a batch, written in chunks of which each is whole.

The numbers of a chunk are read, its certificates drawn and signed outside of any transaction, and
then a short one looks whether the numbers are still free and writes the chunk, or, where another
desktop took them meanwhile, has it drawn again. So there are no gaps and no repeats, nobody waits
long for anybody, and a run that was cancelled or cut short keeps whole chunks and can go on.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.certificates.serial import serial
from cohort_desk.domain.certificates.statement import Statement, sealed
from cohort_desk.domain.errors import Cancelled, CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.services.certificates.bases import Basis
from cohort_desk.services.certificates.requests import (
    BatchCancelled,
    BatchStopped,
    Issued,
    NotMade,
    Press,
    ToDraw,
)
from cohort_desk.services.certificates.runs import Run
from cohort_desk.services.certificates.writing import (
    Chunk,
    Made,
    NumbersTaken,
    next_number,
    write_chunk,
)
from cohort_desk.services.signing.badges import open_badge
from cohort_desk.services.signing.tokens import signed_statement

AT_ONCE = 25
"""How many certificates are written in one step: about a second's work."""
_NONCE_BYTES = 16


def new_batch() -> str:
    """Return what a new batch is called: the day, and what no other has."""
    return f"{_now():%Y%m%d}-{secrets.token_hex(4)}"


def carry_out(db: Database, run: Run, press: Press, report: Progress = unwatched) -> Issued:
    """Draw, sign and write what is left of a run, and return what was issued by it.

    One that cannot be made for a reason of its own takes no number, and keeps nobody waiting.

    Raises:
        NotMade: none of them can be made.
        EditedMeanwhile, RuleBroken: something may not be issued any more; nothing was.
        BatchStopped: something failed after some were issued; these stay, the rest can go on.
        BatchCancelled: `report` asked to stop; says what was issued until then.
    """
    if run.left:
        try:
            press.check(_statement(run, run.left[0], 1, _now()), run.design, run.pictures)
        except RuleBroken as error:
            raise RuleBroken(
                "design", f"Nothing was issued by the design “{run.design.name}”. {error}"
            ) from error
    work = _Work(db, run, press, report)
    try:
        work.go_on()
    except Cancelled as error:
        said = work.stopped("Stopped at your request.")
        raise BatchCancelled(said, run.plan.batch, tuple(work.ids)) from error
    except CohortDeskError as error:
        if not work.ids:
            raise
        said = work.stopped(str(error))
        raise BatchStopped(said, run.plan.batch, tuple(work.ids)) from error
    return Issued(
        run.plan.batch, tuple(work.ids), len(run.plan.people), tuple(map(str, work.passed_over))
    )


@dataclass(slots=True)
class _Work:
    """A run on its way; `ids` are the certificates that have been written.

    `passed_over` says of which people none can be made.
    """

    db: Database
    run: Run
    press: Press
    report: Progress
    ids: list[int] = field(default_factory=list[int])
    passed_over: list[NotMade] = field(default_factory=list[NotMade])

    def go_on(self) -> None:
        left, total, seen = self.run.left, len(self.run.plan.people), self.run.seen
        at_once = AT_ONCE
        while left:
            made, passed_over = self._drawn(left[:at_once])
            if made:
                chunk = Chunk(made, self.press.signer.key_id, seen, self._done)
                try:
                    written = write_chunk(self.db, self.run, chunk)
                except NumbersTaken:
                    # Fewer at once are drawn sooner: so the slower of two desktops has its turn.
                    at_once = max(1, at_once // 2)
                    continue
                self.ids += written.ids
                seen = written.step
            self.passed_over += passed_over
            left = left[at_once:]
            at_once = min(AT_ONCE, 2 * at_once)
        if self.passed_over and not self.ids:
            raise self.passed_over[0]
        self.report(total, total)

    def stopped(self, why: str) -> str:
        """Return in sentences why the run ended before its end, and what was issued of it."""
        if not self.ids:
            return f"{why} No certificate was issued, and no serial was used."
        with self.db.read() as work:
            ends = (self.ids[0], self.ids[-1])
            first, last = (work.need(CertificateRow, key).serial for key in ends)
        serials = first if first == last else f"{first} to {last}"
        of = f"{len(self.ids):,} of {len(self.run.left):,}"
        return (
            f"{why} {of} certificates were issued before that and stay so ({serials}). Go on with "
            "the batch to issue the rest."
        )

    @property
    def _done(self) -> int:
        return len(self.run.plan.done) + len(self.ids)

    def _drawn(self, some: Sequence[Basis]) -> tuple[list[Made], list[NotMade]]:
        """Return those drawn, and why others cannot be."""
        moment, made, passed_over = _now(), list[Made](), list[NotMade]()
        with self.db.read() as work:
            number = next_number(work, moment.year)
        for basis in some:
            # Of those issued, for what has only been drawn is gone when somebody stops.
            self.report(self._done, len(self.run.plan.people))
            try:
                made.append(self._made(basis, number + len(made), moment))
            except NotMade as error:
                passed_over.append(NotMade(f"{basis.name}: {error}"))
        return made, passed_over

    def _made(self, basis: Basis, number: int, moment: datetime) -> Made:
        said = _statement(self.run, basis, number, moment)
        signer = self.press.signer
        jws, credential = signed_statement(said, signer), open_badge(said, signer)
        drawing = ToDraw(said, self.run.design, self.run.pictures, jws, credential)
        return Made(basis, said, number, moment, jws, credential, self.press.make(drawing))


def _statement(run: Run, basis: Basis, number: int, moment: datetime) -> Statement:
    words = run.words
    return sealed(
        Statement(
            serial=serial(words.code, moment.year, number),
            kind=run.plan.topic.kind,
            name=basis.name,
            programme=words.programme,
            cohort=words.cohort,
            issued_on=moment.date(),
            nonce=secrets.token_hex(_NONCE_BYTES),
            organisation=words.organisation,
            award=run.award,
            outcome=basis.outcome,
            module_code=basis.module_code,
            module_title=basis.module_title,
            credits=basis.credits,
            level=basis.level,
            attended=basis.attended,
            held_from=basis.held_from,
            held_to=basis.held_to,
            decided_on=basis.decided_on,
            board=basis.board,
        )
    )


def _now() -> datetime:
    return datetime.now(UTC).astimezone(LONDON)
