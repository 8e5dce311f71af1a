"""The cards of a benefit's page: what comes next, people, agencies, figures, costs, history."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.savings.fields import percent
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.splitting import split
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import AgencyTag, button, label
from cohort_desk.ui.savings.benefit.history import Entry
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.benefit.steps import Step, Steps
from cohort_desk.ui.savings.claims.words import measured

_CAPTION = 96
_FIRST_SHOWN = 5


class ActionCard(Card):
    """A card with a link at its head; its rows ask for actions by their keys."""

    asked = Signal(str)

    def __init__(self, title: str, action: str = "", verb: str = "", icon: str = "pencil") -> None:
        super().__init__(title)
        self.link = button(verb or "Change…", icon, look="link")
        self.link.setAccessibleName(f"{title}: {self.link.text()}")
        self.link.clicked.connect(lambda: self.asked.emit(action))
        self.head.addWidget(self.link)
        if not action:
            self.link.hide()

    def add_fact(self, caption: str, text: str, *, tip: str = "") -> QLabel:
        """Add a caption with its text, which can be selected."""
        name = label(caption, "muted")
        name.setFixedWidth(Theme.current().px(_CAPTION))
        told = label(text, wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setToolTip(tip)
        self.add_row(name, told, stretch=1)
        return told

    def add_text(self, text: str) -> None:
        self.add_row(label(text, "muted", wrap=True))


class QuoteCard(QFrame):
    """The sentence of the report that promised it, as it stands there."""

    project_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Quoted from the report")
        self.quote = label("", "heading", wrap=True)
        self.quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.source = button("", "briefcase", look="link")
        self.source.clicked.connect(self.project_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.S)
        column.setSpacing(tokens.XS)
        column.addWidget(self.quote)
        column.addWidget(self.source, 0, Qt.AlignmentFlag.AlignLeft)

    def show_quote(self, shown: Shown) -> None:
        benefit = shown.benefit
        told = f"“{benefit.quote}”" if benefit.quote else "No sentence is quoted yet."
        self.quote.setText(told)
        page = benefit.page
        where = f", page {page}" if page and page[0].isdigit() else f", {page}" if page else ""
        self.source.setText(f"{shown.line.project}{where}")


class StepsCard(ActionCard):
    """The checklist before the next rung."""

    def __init__(self) -> None:
        super().__init__("Next")

    def show_steps(self, steps: Steps) -> None:
        self.heading.setText(steps.title)
        self.setAccessibleName(steps.title)
        self.rebuild(steps, lambda: self._make(steps))

    def _make(self, steps: Steps) -> None:
        for step in steps.steps:
            self._add(step)

    def _add(self, step: Step) -> None:
        sign = QLabel()
        sign.setFixedWidth(tokens.L + tokens.XS)
        icon, role = ("circle-check", "success") if step.done else ("circle-dot", "muted")
        sign.setPixmap(Theme.current().pixmap(icon, tokens.ICON, role))
        text = label(step.text, "muted" if step.done else "body", wrap=True)
        text.setAccessibleDescription("Done" if step.done else "To do")
        if not step.action:
            self.add_row(sign, text, stretch=1)
            return
        go = button(step.verb, look="primary" if step.main else "plain")
        go.setAccessibleName(f"{step.verb} {step.text}")
        go.setObjectName(f"step {step.action}")
        go.clicked.connect(lambda: self.asked.emit(step.action))
        self.add_row(sign, text, go, stretch=1)


class PeopleCard(ActionCard):
    """Owner, validator and pot."""

    def __init__(self) -> None:
        super().__init__("Owner, validator and pot", "people")

    def show_people(self, shown: Shown) -> None:
        self.rebuild((shown.benefit.owner, shown.benefit.validator, shown.line.pot, shown.pots),
                     lambda: self._make(shown))  # fmt: skip

    def _make(self, shown: Shown) -> None:
        self.add_fact("Owner", _officer(shown.benefit.owner))
        self.add_fact("Validator", _officer(shown.benefit.validator))
        pot = next((each for each in shown.pots if each.id == shown.benefit.pot_id), None)
        self.add_fact("Pot", pot.name if pot else "None yet")
        if pot is None:
            return
        taken = {each.year: each.pence for each in pot.claimed}
        for year in sorted(taken):
            left = pot.baseline_pence - taken[year]
            told = f"{pounds(taken[year])} of {pounds(pot.baseline_pence)}, {pounds(left)} left"
            self.add_fact(f"In {shown.year(year)}", told)
        if not taken:
            self.add_fact("Baseline", f"{pounds(pot.baseline_pence)} a year, nothing claimed yet")


class SharesCard(ActionCard):
    """Which agencies it is for, and what each gets of the current figure."""

    def __init__(self) -> None:
        super().__init__("Agencies", "shares", "Share…")

    def show_shares(self, shown: Shown) -> None:
        self.rebuild((shown.benefit.shares, shown.line.projected, shown.line.forecast),
                     lambda: self._make(shown))  # fmt: skip

    def _make(self, shown: Shown) -> None:
        shares = shown.benefit.shares
        if not shares:
            self.add_text("No agency has a share yet.")
            return
        total = shown.line.forecast or shown.line.projected
        parts = split(total, {share.agency_id: share.basis_points for share in shares})
        for share in shares:
            amount = label(pounds(parts[share.agency_id]), "strong")
            part = label(percent(share.basis_points), "muted")
            self.add_row(AgencyTag(share.agency_id, share.agency), QWidget(), part, amount,
                         stretch=1)  # fmt: skip
        of = "forecast" if shown.line.forecast else "projection"
        self.add_row(label(f"Of the {of}, {pounds(total)} in all.", "small", wrap=True))


class MeasureCard(ActionCard):
    """What is measured, from where to where."""

    def __init__(self) -> None:
        super().__init__("Measure", "measure")

    def show_measure(self, shown: Shown) -> None:
        benefit = shown.benefit
        facts = (
            ("Measure", benefit.measure),
            ("Baseline", _baseline(shown)),
            ("Target", measured(benefit.target, benefit.unit) if benefit.target else ""),
        )
        self.rebuild(facts, lambda: self._make(facts))

    def _make(self, facts: Sequence[tuple[str, str]]) -> None:
        for caption, text in facts:
            self.add_fact(caption, text or "Not recorded")


class HistoryCard(ActionCard):
    """What happened, newest first; money is only ever added to."""

    changes_asked = Signal()

    def __init__(self) -> None:
        super().__init__("History", "changes", "All changes", "history")
        self._all = False

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        self.rebuild((entries, self._all), lambda: self._make(entries))

    def _make(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries if self._all else entries[:_FIRST_SHOWN]:
            lines = QWidget()
            column = QVBoxLayout(lines)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(label(entry.what, wrap=True))
            if entry.why:
                why = label(entry.why, "muted", wrap=True)
                why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(why)
            column.addWidget(label(f"{entry.by} · {written_moment(entry.at)}", "small", wrap=True))
            self.rows.addWidget(lines)
        if len(entries) > _FIRST_SHOWN and not self._all:
            more = button(f"Show {len(entries) - _FIRST_SHOWN} earlier", look="link")
            more.clicked.connect(lambda: self._show_all(entries))
            self.add_row(more, QWidget(), stretch=1)

    def _show_all(self, entries: tuple[Entry, ...]) -> None:
        self._all = True
        self.show_entries(entries)


def _officer(officer: Officer | None) -> str:
    if officer is None:
        return "Nobody yet"
    post = f"{officer.post}, " if officer.post else ""
    gone = f" ({officer.gone})" if officer.gone else ""
    return f"{officer.name}, {post}{officer.agency}{gone}"


def _baseline(shown: Shown) -> str:
    benefit = shown.benefit
    if not benefit.baseline_value:
        return ""
    day = f" on {written_date(benefit.baseline_on)}" if benefit.baseline_on else ""
    source = f", from {benefit.baseline_source}" if benefit.baseline_source else ""
    return f"{measured(benefit.baseline_value, benefit.unit)}{day}{source}"
