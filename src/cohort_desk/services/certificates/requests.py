"""What issuing is asked for, what it needs from the reports, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cohort_desk.domain.certificates.design import Design
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.errors import Cancelled, CohortDeskError
from cohort_desk.services.certificates.bases import Topic
from cohort_desk.services.certificates.ready import Unprintable, all_printable
from cohort_desk.services.signing.signer import Signer


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be issued.

    Attributes:
        participant_ids: to whom, in print order.
        issued_by: who issues them, as the register names them.
        award: what is awarded, in words; the programme's name if left out.
    """

    cohort_id: int
    kind: Kind
    participant_ids: tuple[int, ...]
    design_id: int
    issued_by: str
    module_id: int | None = None
    award: str = ""

    @property
    def topic(self) -> Topic:
        """What the certificates are of."""
        of_module = self.kind is Kind.MODULE
        return Topic(self.cohort_id, self.kind, self.module_id if of_module else None)


@dataclass(frozen=True, slots=True)
class ToDraw:
    """A certificate to be drawn; `jws` and `credential` are to be attached to it."""

    statement: Statement
    design: Design
    pictures: Mapping[str, bytes]
    jws: str
    credential: str


def unchecked(_said: Statement, _design: Design, _pictures: Mapping[str, bytes]) -> None:
    """Find room for everything."""


@dataclass(frozen=True, slots=True)
class Press:
    """How certificates are drawn and signed; drawing is the reports', so it is handed in.

    Attributes:
        signer: the programme's key, unlocked.
        make: returns the PDF, signed with that key; raises NotMade for one that cannot be made.
        unprintable: says which characters of a name no font has.
        check: refuses a design whose wording has no room on a certificate that says this.
    """

    signer: Signer
    make: Callable[[ToDraw], bytes]
    unprintable: Unprintable = all_printable
    check: Callable[[Statement, Design, Mapping[str, bytes]], None] = unchecked


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued of a batch, in print order; `of` is how many it was to be.

    `passed_over` says in words whose certificate could not be made, and why.
    """

    batch: str
    certificate_ids: tuple[int, ...]
    of: int
    passed_over: tuple[str, ...] = ()


class NotMade(CohortDeskError):
    """One certificate cannot be made, for a reason of its own; the others can."""


class BatchStopped(CohortDeskError):
    """A batch ended before its end; what was issued of it until then stays issued."""

    def __init__(self, message: str, batch: str, certificate_ids: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.batch, self.certificate_ids = batch, certificate_ids


class BatchCancelled(Cancelled):
    """The same at the user's request; perhaps before any was issued."""

    def __init__(self, message: str, batch: str, certificate_ids: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.batch, self.certificate_ids = batch, certificate_ids
