"""What packs hold: no more of the programme than their reader may see.

Every work, criterion and member has a key of the pack's own; what each stands for is known to the
office alone. Marks are in hundredths.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from cohort_desk.domain.packs.merging import Cells, Value


class PackKind(StrEnum):
    """What a pack is for."""

    MARKING = "marking"
    PEERS = "peers"
    EXAMINER = "examiner"
    SAVINGS = "savings"


KIND_WORDS = {
    PackKind.MARKING: "Marking",
    PackKind.PEERS: "Peer ratings",
    PackKind.EXAMINER: "External examiner",
    PackKind.SAVINGS: "Savings",
}


@dataclass(frozen=True, slots=True)
class PackHead:
    """Whose pack it is, of which programme, and when it was made and is wanted back."""

    key: str
    kind: PackKind
    reader: str
    programme: str
    cohort: str
    made_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a work: where it lies in the pack, what it is called there, and its digest."""

    path: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class PackedBand:
    """A band of a criterion, from `low` to `high`, both included."""

    label: str
    low: int
    high: int
    descriptor: str


@dataclass(frozen=True, slots=True)
class PackedCriterion:
    """A criterion with its bands and the remarks of the comment bank that go with it."""

    key: str
    title: str
    description: str
    weight: int
    bands: tuple[PackedBand, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedGuide:
    """A rubric or marking guide."""

    title: str
    kind: str
    notes: str
    criteria: tuple[PackedCriterion, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedAssessment:
    """What is marked, with its brief; without a guide, works get one mark as a whole."""

    key: str
    module_code: str
    module_title: str
    title: str
    brief: str
    word_limit: int | None
    done_by: str
    markers: int
    anonymous: bool
    guide: PackedGuide | None


@dataclass(frozen=True, slots=True)
class PackedWork:
    """A submission to be marked; `shown` is a candidate number or code where names are hidden."""

    key: str
    shown: str
    assessment: str
    sitting: int
    role: str
    due_at: datetime | None
    files: tuple[PackedFile, ...]


@dataclass(frozen=True, slots=True)
class MarkingContent:
    """A tutor's submissions, and what they are marked by."""

    assessments: tuple[PackedAssessment, ...]
    works: tuple[PackedWork, ...]

    def assessment_of(self, work: PackedWork) -> PackedAssessment:
        """Return what a work was handed in for."""
        return next(each for each in self.assessments if each.key == work.assessment)


@dataclass(frozen=True, slots=True)
class PackedMember:
    """A member of the reader's own group; `rater` is the reader."""

    key: str
    name: str
    rater: bool


@dataclass(frozen=True, slots=True)
class PackedPeerCriterion:
    """What members rate each other by, from 0 to 5."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class PeerContent:
    """A form for rating one's own group; `self_too` says whether members rate themselves."""

    assessment: str
    group: str
    members: tuple[PackedMember, ...]
    criteria: tuple[PackedPeerCriterion, ...]
    self_too: bool
    justify: bool
    closes_at: datetime | None

    @property
    def rated(self) -> tuple[PackedMember, ...]:
        """The members whom the reader rates."""
        return tuple(m for m in self.members if self.self_too or not m.rater)


@dataclass(frozen=True, slots=True)
class SampledCandidate:
    """A candidate of a sampled work: the mark and how it came about, rung by rung, in words."""

    candidate: str
    mark: str
    ladder: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampledWork:
    """A work of the moderation sample, as the external examiner sees it."""

    key: str
    shown: str
    assessment: str
    reasons: tuple[str, ...]
    marks: tuple[str, ...]
    candidates: tuple[SampledCandidate, ...]
    files: tuple[PackedFile, ...]


@dataclass(frozen=True, slots=True)
class ExaminerContent:
    """A read-only sample for the external examiner, with modules and regulations as text."""

    board: str
    modules: tuple[str, ...]
    regulations: tuple[str, ...]
    works: tuple[SampledWork, ...]


@dataclass(frozen=True, slots=True)
class PackedClaim:
    """A claim that waits for the reader, with what it rests on; amounts in pence.

    `quote` is the sentence of the report; `baseline` and `pot` are in words, "" where there is
    none. The path of a file of evidence is "" where it does not go with the form. `doubts` are
    sentences that its reader should know before they confirm it.
    """

    key: str
    title: str
    project: str
    quote: str
    page: str
    from_on: date
    to_on: date
    agency: str
    pence: int
    gross_pence: int
    moved_pence: int
    baseline: str
    pot: str
    grade: str
    effect: str
    maturity: str
    note: str
    evidence: tuple[PackedFile, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavingsContent:
    """The claims that a finance officer of an agency is asked to confirm."""

    agency: str
    claims: tuple[PackedClaim, ...]


Content = MarkingContent | PeerContent | ExaminerContent | SavingsContent


@dataclass(frozen=True, slots=True)
class SentPack:
    """A pack as its reader has it.

    `return_secret` signs what is sent back, so that damage and casual changes are noticed on the
    way; whoever has the pack has the key too, and could sign anything.
    """

    head: PackHead
    content: Content
    cells: Cells
    return_secret: str
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """What stood in a cell of a sheet and cannot be taken, and why."""

    key: str
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: a returned pack, or the sheet out of one.

    Attributes:
        key: the pack's.
        source: the name of the file.
        cells: every cell of a pack; of a sheet only those that it has.
        digest: the file's SHA-256.
        returned_at: when it was filled in, as far as that is known.
        signed_by: the public key of a returned pack; "" of a sheet, which nobody signs.
        unread: what stood in a sheet and cannot be taken.
    """

    key: str
    source: str
    cells: Mapping[str, Value]
    digest: str
    returned_at: datetime | None = None
    signed_by: str = ""
    unread: tuple[UnreadCell, ...] = ()
