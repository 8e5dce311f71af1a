"""One claim of the inbox: all that its validator needs, and what can be done with it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import EFFECTS, EVIDENCE, MATURITIES, TYPES
from cohort_desk.services.savings.claims.inbox import Waiting
from cohort_desk.services.savings.claims.records import LIVE
from cohort_desk.services.savings.shapes import Claim, ClaimState
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.savings.claims.decide_form import DecideForm
from cohort_desk.ui.savings.claims.evidence import EvidenceList
from cohort_desk.ui.savings.claims.links import LinkRow
from cohort_desk.ui.savings.claims.pot_bar import PotBar
from cohort_desk.ui.savings.claims.words import (
    STATE_TONES,
    STATES,
    decision_words,
    measured,
    period,
    waited,
    whose,
)

Rows = Iterable[tuple[str, str]]


class ClaimPanel(QWidget):
    """Shows a claim and passes on what is asked of it."""

    decision_asked = Signal(str)
    correction_asked = Signal(int)
    benefit_asked = Signal(int)
    claim_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._entry: Waiting | None = None
        self.state = Tag("")
        self.amount = label("", "title", wrap=True)
        self.notice = label("", "error", wrap=True)
        self.doubts = label("", "error", wrap=True)
        self.validate = button("Validate…", "check", look="primary")
        self.again = button("Validate anew…", "check")
        self.reject = button("Reject…", "x")
        self.correct = button("Correct…", "pencil")
        self.withdraw = button("Withdraw…", "undo-2")
        self.benefit = button("Show the benefit", "arrow-right", look="link")
        self.form = DecideForm()
        self.evidence = EvidenceList()
        self.pot = PotBar()
        self._facts, self._ground, self._history, self._earlier = (QVBoxLayout() for _ in range(4))
        self._lay_out()
        self._connect()

    @property
    def claim_id(self) -> int:
        """The claim shown, 0 before any is."""
        return self._entry.claim.id if self._entry else 0

    def show_claim(self, entry: Waiting, year: str) -> None:
        """Show a claim; `year` is its financial year in words."""
        if not self._entry or self._entry.claim != entry.claim:
            self.form.close_form()
        self._entry = entry
        claim = entry.claim
        self.state.show_text(STATES[claim.state], STATE_TONES[claim.state])
        self.amount.setText(_amount(claim))
        left = entry.validator_left
        gone = left and claim.state is ClaimState.WAITING
        self.notice.setText(
            f"{claim.validator} left the post on {written_date(left)}. Somebody else must decide."
            if left
            else ""
        )
        self.notice.setVisible(bool(gone))
        self.doubts.setText("\n".join(entry.doubts))
        self.doubts.setVisible(bool(entry.doubts))
        self._offer(claim)
        _show(self._facts, _Facts(_facts(entry)))
        self.evidence.show_files(claim.evidence)
        if entry.pot:
            own = entry.pot.claimed - entry.pot.others
            self.pot.show_room(entry.pot.name, year, entry.pot.baseline, entry.pot.others, own)
        self.pot.setVisible(entry.pot is not None)
        _show(self._ground, _Facts(_ground(entry)))
        decided = [decision_words(decision) for decision in reversed(claim.decisions)]
        nothing = label("Nothing has been decided yet.", "muted")
        _show(self._history, _Facts(decided, under=True) if decided else nothing)
        self._show_earlier(entry.earlier)

    def _offer(self, claim: Claim) -> None:
        state = claim.state
        self.validate.setVisible(state in {ClaimState.WAITING, ClaimState.REJECTED})
        self.again.setVisible(state is ClaimState.VALIDATED)
        self.reject.setVisible(state in LIVE)
        self.withdraw.setVisible(state in LIVE or state is ClaimState.REJECTED)
        self.correct.setVisible(state in LIVE or state is ClaimState.REJECTED)

    def _show_earlier(self, claims: Iterable[Claim]) -> None:
        clear_layout(self._earlier)
        for claim in claims:
            words = f"{pounds(claim.pence)}, {period(claim)}: {STATES[claim.state].lower()}"
            link = LinkRow(words)
            link.clicked.connect(lambda _=False, key=claim.id: self.claim_asked.emit(key))
            self._earlier.addWidget(link)
        if not self._earlier.count():
            self._earlier.addWidget(label("This is the only claim on the benefit.", "muted"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.state)
        top.addStretch(1)
        actions = FlowLayout()
        for made in (self.validate, self.again, self.reject, self.correct, self.withdraw):
            actions.add(made)
        actions.add(self.benefit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addLayout(top)
        for part in (self.amount, self.notice, self.doubts):
            column.addWidget(part)
        column.addLayout(actions)
        column.addWidget(self.form)
        column.addLayout(self._facts)
        for heading, part in (
            ("Evidence", self.evidence),
            ("", self.pot),
            ("What it rests on", self._ground),
            ("Decisions", self._history),
            ("Other claims on the benefit", self._earlier),
        ):
            if heading:
                column.addWidget(label(heading, "heading"))
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)

    def _connect(self) -> None:
        for outcome, made in (
            ("validated", self.validate),
            ("validated", self.again),
            ("rejected", self.reject),
            ("withdrawn", self.withdraw),
        ):
            made.clicked.connect(lambda _=False, outcome=outcome: self.decision_asked.emit(outcome))
        self.correct.clicked.connect(lambda: self.correction_asked.emit(self.claim_id))
        self.benefit.clicked.connect(self._ask_benefit)

    def _ask_benefit(self) -> None:
        if self._entry:
            self.benefit_asked.emit(self._entry.claim.benefit_id)


class _Facts(QWidget):
    """Rows to read and copy, beside their caption or `under` it; one without text is left out."""

    def __init__(self, rows: Rows, *, under: bool = False) -> None:
        super().__init__()
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(tokens.L)
        layout.setVerticalSpacing(tokens.S if not under else tokens.XS)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if under:
            layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for caption, text in rows:
            if not text:
                continue
            shown = label(text, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            head = label(caption, "strong" if under else "muted", wrap=under)
            head.setAlignment(Qt.AlignmentFlag.AlignTop)
            layout.addRow(head, shown)


def _show(place: QVBoxLayout, widget: QWidget) -> None:
    clear_layout(place)
    place.addWidget(widget)


def _amount(claim: Claim) -> str:
    if claim.state is ClaimState.VALIDATED and claim.validated_pence != claim.pence:
        return f"{pounds(claim.validated_pence)} of {pounds(claim.pence)}"
    return pounds(claim.pence)


def _facts(entry: Waiting) -> Rows:
    claim = entry.claim
    moved = (
        f"{pounds(claim.gross_pence)} less {pounds(claim.moved_pence)} of cost"
        if claim.moved_pence
        else ""
    )
    return (
        ("Period", period(claim)),
        ("Saving of", whose(entry)),
        ("Reckoned as", moved),
        ("Service", EFFECTS[claim.effect]),
        ("Amount", MATURITIES[claim.maturity]),
        ("Evidence", _evidence(claim)),
        ("Claimed by", f"{claim.claimant}, {entry.claimant_agency}"),
        ("Claimed on", written_date(claim.claimed_on)),
        _confirmed(entry),
        ("Waiting", waited(entry) if claim.state is ClaimState.WAITING else ""),
        ("Entered", f"{written_moment(claim.recorded_at)} by {claim.recorded_by}"),
        ("Note", claim.note),
        ("Corrects", f"An earlier claim: {claim.reason}" if claim.replaces_id else ""),
    )


def _confirmed(entry: Waiting) -> tuple[str, str]:
    """Return who confirmed it, or who is to; nobody is said to have who has not."""
    claim = entry.claim
    if claim.state is ClaimState.VALIDATED:
        newest = claim.decisions[-1]
        return "Confirmed by", f"{newest.officer}, {newest.officer_agency}"
    return "To be confirmed by", f"{claim.validator}, {entry.validator_agency}"


def _evidence(claim: Claim) -> str:
    """Return how good the evidence is, and who says so."""
    if claim.decisions and claim.state is not ClaimState.WAITING:
        newest = claim.decisions[-1]
        return f"{EVIDENCE[newest.grade]}, says {newest.officer or 'the office'}"
    return f"{EVIDENCE[claim.grade]}, says the claimant"


def _ground(entry: Waiting) -> Rows:
    when = written_date(entry.baseline_on) if entry.baseline_on else ""
    baseline = ", ".join(
        filter(None, (measured(entry.baseline_value, entry.unit), when, entry.baseline_source))
    )
    page = f" (page {entry.page})" if entry.page else ""
    return (
        ("Benefit", entry.benefit),
        ("Project", f"{entry.project}, {entry.cohort}"),
        ("Report says", f"“{entry.quote}”{page}" if entry.quote else ""),
        ("Type", f"{TYPES[entry.type]}, {'every year' if entry.recurrent else 'once'}"),
        ("Owner", entry.owner),
        ("Measure", entry.measure),
        ("Baseline", baseline),
    )
