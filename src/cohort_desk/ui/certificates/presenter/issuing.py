"""Issuing: what is asked before, the run itself, and what is done with a batch afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from cohort_desk.domain.certificates.design import missing, warnings
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.batches import Batch, batch_ids, list_batches
from cohort_desk.services.certificates.designs import read_design
from cohort_desk.services.certificates.issuing import award_title
from cohort_desk.services.certificates.ready import Subject
from cohort_desk.services.certificates.register import read_certificate
from cohort_desk.services.certificates.requests import Issued, Request
from cohort_desk.services.signing import Signer, WrongPassphrase
from cohort_desk.ui.certificates.presenter.holding import KeyHolder
from cohort_desk.ui.kit.desk import Desk


@dataclass(frozen=True, slots=True)
class IssueOffer:
    """What is about to be issued, for the panel that asks for the rest.

    `award` is None where nothing is awarded; `locked` says that the passphrase is needed, and
    `told` what it is, in a sentence, where everybody may know it.
    """

    count: int
    what: str
    design: str
    issued_by: str
    award: str | None
    locked: bool
    told: str = ""
    goes_on: bool = False
    cautions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueWish:
    """What was filled in."""

    issued_by: str
    award: str
    passphrase: str


class IssueView(Protocol):
    """What the presenter needs of its panel."""

    def show_issue_offer(self, offer: IssueOffer) -> None: ...
    def show_issue_problem(self, field: str, sentence: str) -> None: ...
    def show_issuing(self, count: int) -> None: ...
    def end_issuing(self) -> None: ...
    def show_issue_progress(self, done: int, total: int) -> None: ...
    def show_issued(self, sentence: str, ids: Sequence[int], *, whole: bool) -> None: ...
    def close_issue(self) -> None: ...


_Work = Callable[[Signer, Progress], Issued]


class IssuePresenter:
    """Answers the panel that issues."""

    def __init__(self, view: IssueView, desk: Desk, holder: KeyHolder) -> None:
        self._view, self._desk, self._db, self._holder = view, desk, desk.db, holder
        self._request: Request | None = None
        self._batch: Batch | None = None
        self._stop: Callable[[], None] = lambda: None
        self._answered = False
        self._older: frozenset[str] = frozenset()

    def offer(self, subject: Subject, people: Sequence[int], design_id: int) -> None:
        """Ask for what is still needed to issue to these people, who are in print order."""
        if self._holder.key is None:
            self._desk.warn("Make a key first: certificates are signed with it.")
            return
        try:
            design = read_design(self._db, design_id)
        except CohortDeskError:
            self._desk.warn("Choose a design first: it says how the certificates look.")
            return
        lacks = missing(design.design)
        awarded = award_title(self._db) if subject.kind is Kind.AWARD else None
        self._batch = None
        self._request = Request(
            self._desk.cohort_id,
            subject.kind,
            tuple(people),
            design_id,
            self._db.actor,
            subject.module_id,
            awarded or "",
        )
        self._view.show_issue_offer(
            IssueOffer(
                len(people),
                subject.title,
                design.name,
                self._db.actor,
                awarded,
                not self._holder.is_unlocked,
                self._holder.told,
                cautions=tuple(each for each in warnings(design.design) if each not in lacks),
                missing=lacks,
            )
        )

    def offer_rest(self, batch_id: str) -> None:
        """Offer to issue what is still missing of a batch that was stopped."""
        self._batch = next((one for one in self._batches() if one.id == batch_id), None)
        if self._batch:
            self._view.show_issue_offer(
                IssueOffer(
                    self._batch.left,
                    self._batch.title,
                    "as the batch was begun",
                    self._batch.issued_by,
                    None,
                    not self._holder.is_unlocked,
                    self._holder.told,
                    goes_on=True,
                )
            )

    def issue(self, wish: IssueWish) -> None:
        """Issue, once the key is unlocked; what is in the way stands at its field."""
        if self._batch:
            count = self._batch.left
        elif self._request:
            count = len(self._request.participant_ids)
        else:
            return
        work = self._work(wish)
        self._holder.with_signer(
            wish.passphrase, lambda signer: self._run(signer, work, count), self._refuse_key
        )

    def stop(self) -> None:
        """Stop: what has been issued stays issued, and the rest can be issued later."""
        self._stop()

    def _work(self, wish: IssueWish) -> _Work:
        db, batch, request = self._db, self._batch, self._request

        def work(signer: Signer, report: Progress) -> Issued:
            # Only once something is issued: what draws and signs is a large library.
            from cohort_desk.reports.certificates import issuing  # noqa: PLC0415

            if batch:
                return issuing.resume_batch(db, batch.id, signer, report)
            asked = cast("Request", request)
            full = Request(
                asked.cohort_id,
                asked.kind,
                asked.participant_ids,
                asked.design_id,
                wish.issued_by,
                asked.module_id,
                wish.award,
            )
            return issuing.issue_certificates(db, full, signer, report)

        return work

    def _run(self, signer: Signer, work: _Work, count: int) -> None:
        self._answered = False
        others = {one.id for one in self._batches()}
        self._older = frozenset(others - {self._batch.id if self._batch else ""})
        self._view.show_issuing(count)
        self._stop = self._desk.runner.run(
            f"Issuing {counted(count, 'certificate', 'certificates')}",
            lambda report: work(signer, report),
            done=lambda issued: self._done(cast("Issued", issued)),
            failed=self._failed,
            progressed=self._view.show_issue_progress,
            ended=self._ended,
        )

    def _done(self, issued: Issued) -> None:
        self._answered = True
        ids = batch_ids(self._db, issued.batch)
        told = " ".join((self._told(ids), *map(_not_made, issued.passed_over)))
        self._view.show_issued(told, ids, whole=True)

    def _failed(self, error: CohortDeskError) -> None:
        self._answered = True
        field = error.field if isinstance(error, RuleBroken) else ""
        self._view.show_issue_problem(field, str(error))

    def _ended(self) -> None:
        self._view.end_issuing()
        if self._answered:
            return
        # Stopped: there is a batch of it only if any was written by then.
        stopped = next((one for one in self._batches() if one.id not in self._older), None)
        if stopped is None:
            self._view.close_issue()
            self._desk.say("Stopped. No certificate was issued.")
            return
        ids = batch_ids(self._db, stopped.id)
        said = f"Stopped. {self._told(ids)} {stopped.left:,} are still to be issued."
        self._view.show_issued(said, ids, whole=False)

    def _batches(self) -> Sequence[Batch]:
        return list_batches(self._db, self._desk.cohort_id)

    def _told(self, ids: Sequence[int]) -> str:
        first, last = (read_certificate(self._db, ids[at]).serial for at in (0, -1))
        if len(ids) == 1:
            return f"Issued 1 certificate, {first}."
        return f"Issued {len(ids):,} certificates, {first} to {last}."

    def _refuse_key(self, error: CohortDeskError) -> None:
        field = "passphrase" if isinstance(error, WrongPassphrase) else ""
        self._view.show_issue_problem(field, str(error))


def _not_made(why: str) -> str:
    return f"Not issued: {why}"
