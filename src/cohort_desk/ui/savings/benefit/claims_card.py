"""The claims of a benefit with their evidence, each file by its digest, and what was decided."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.words import DECISIONS, EFFECTS, EVIDENCE, MATURITIES
from cohort_desk.services.savings.shapes import Claim, ClaimState, Decision, Evidence
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import Tag, button, label, rule
from cohort_desk.ui.savings.benefit.cards import ActionCard
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.claims.evidence import EvidenceRow, digest_words, size_words
from cohort_desk.ui.savings.claims.words import STATE_TONES


class ClaimsCard(ActionCard):
    """Lists claims, the newest first."""

    evidence_asked = Signal(str, str)
    copy_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Claims", "claim", "Claim…", "plus")

    def show_claims(self, shown: Shown) -> None:
        closed = bool(shown.line.closing)
        self.link.setVisible(not closed)
        self.rebuild((shown.benefit.claims, closed), lambda: self._make(shown))

    def _make(self, shown: Shown) -> None:
        claims = shown.benefit.claims
        if not claims:
            self.add_text("Nothing is claimed yet.")
        for at, claim in enumerate(reversed(claims)):
            if at:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._claim(claim, shown))

    def _claim(self, claim: Claim, shown: Shown) -> QFrame:
        shell = QFrame()
        shell.setAccessibleName(f"Claim of {pounds(claim.pence)}, {claim.state.value}")
        column = QVBoxLayout(shell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(label(pounds(claim.pence), "strong"))
        head.addWidget(label(shown.year(claim.year), "muted"))
        head.addWidget(Tag(claim.state.value.capitalize(), STATE_TONES[claim.state]))
        head.addStretch(1)
        if claim.state in (ClaimState.WAITING, ClaimState.VALIDATED):
            self._add_actions(head, claim)
        column.addLayout(head)
        for text in _told(claim):
            column.addWidget(label(text, "small", wrap=True))
        for file in claim.evidence:
            column.addWidget(self._evidence(file))
        for decision in claim.decisions:
            column.addWidget(label(_decided(decision), wrap=True))
        return shell

    def _add_actions(self, head: QHBoxLayout, claim: Claim) -> None:
        waits = claim.state is ClaimState.WAITING
        actions = (("Decide…", f"claim:{claim.id}"),) if waits else ()
        for verb, key in (*actions, ("Correct…", f"correct_claim:{claim.id}")):
            made = button(verb, look="link")
            made.setAccessibleName(f"{verb} {pounds(claim.pence)}")
            made.setObjectName(key)
            made.clicked.connect(lambda _=False, key=key: self.asked.emit(key))
            head.addWidget(made)

    def _evidence(self, file: Evidence) -> EvidenceRow:
        row = EvidenceRow(
            file.name, f"{size_words(file.size)}. {digest_words(file.sha256)}", file.sha256
        )
        row.open_asked.connect(self.evidence_asked)
        row.save_asked.connect(self.copy_asked)
        return row


def _told(claim: Claim) -> tuple[str, ...]:
    period = f"{written_date(claim.from_on)} to {written_date(claim.to_on)}"
    whose = claim.agency or "as shared"
    moved = (
        f"{pounds(claim.gross_pence)} less {pounds(claim.moved_pence)} of cost. "
        if claim.moved_pence
        else ""
    )
    judged = f"evidence {EVIDENCE[claim.grade].lower()} · service {EFFECTS[claim.effect].lower()}"
    waits = f" · for {claim.validator} to confirm" if claim.state is ClaimState.WAITING else ""
    return (
        f"{period} · {whose} · claimed by {claim.claimant}{waits}",
        f"{moved}{MATURITIES[claim.maturity]} · {judged}",
        *((claim.note,) if claim.note else ()),
    )


def _decided(decision: Decision) -> str:
    done = DECISIONS[decision.outcome]
    much = f" {pounds(decision.pence)}" if decision.outcome == "validated" else ""
    who = f" by {decision.officer}, {decision.officer_agency}" if decision.officer else ""
    why = f": {decision.reason}" if decision.reason else ""
    return f"{done}{much}{who} on {written_date(decision.decided_on)}{why}"
