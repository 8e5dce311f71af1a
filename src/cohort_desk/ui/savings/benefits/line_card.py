"""A proposed line in the panel: what was read, in short and in fields, to confirm or put right."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import (
    LONGEST,
    BenefitEntry,
    check_basis,
    clean_benefit,
    clean_figure,
)
from cohort_desk.domain.savings.money import about, pounds, typed_pence
from cohort_desk.domain.savings.reading import Proposed
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.words import BASES, TYPES
from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form, spin_box
from cohort_desk.ui.kit.widgets import button, label

_FIELDS = (
    *("title", "pence", "approximate", "recurrent", "years", "first_year", "basis", "type"),
    *("page", "quote"),
)


class LineCard(QFrame):
    """One line to come; its fields are folded away while there are several."""

    changed = Signal()

    def __init__(self, read: Proposed, settings: SavingsSettings, today: date) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._read, self._settings, self._today = read, settings, today
        self.wanted = QCheckBox()
        self.title = label("", wrap=True)
        self.wanted.setChecked(not read.doubt)
        self.wanted.toggled.connect(self.changed)
        self.summary = label("", "strong", wrap=True)
        self.kind = label("", "small", wrap=True)
        self.fold = button("Change", "chevron-down", look="link")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        self.form = self._made_form()
        self.form.left.connect(self._tell_short)
        self._lay_out()
        self._fill()
        self._tell_short()

    def unfold(self) -> None:
        """Show the fields."""
        self.fold.setChecked(True)

    def entry(self, project_id: int) -> BenefitEntry | None:
        """Return the line as it stands in the fields; None once a sentence stands at a field."""
        try:
            made = self._entry(project_id)
            clean_benefit(made)
            check_basis(made.basis)
            clean_figure(
                made.figure, recurrent=made.recurrent, horizon=self._settings.horizon_years
            )
        except RuleBroken as error:
            self.show_problem(error.field, str(error))
            return None
        return made

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a refusal beside its field, or at the amount where the card has no such field."""
        self.unfold()
        if not self.form.show_problem(field, sentence):
            self.form.show_problem("pence", sentence)
            field = "pence"
        self.form.editor(field).setFocus()

    def _entry(self, project_id: int) -> BenefitEntry:
        typed = self.form.values()
        for field in _FIELDS:
            self.form.show_problem(field, "")
        first_year = years.parse(str(typed["first_year"]), "first_year")
        recurrent = typed["recurrent"] == "yearly"
        pence = typed_pence(str(typed["pence"]))
        return BenefitEntry(
            project_id=project_id,
            title=str(typed["title"]),
            type=str(typed["type"]),
            recurrent=recurrent,
            basis=str(typed["basis"]),
            approximate=bool(typed["approximate"]),
            pence=pence,
            first_year=first_year,
            years=int(str(typed["years"])) if recurrent else 1,
            by_year=self._by_year(pence, first_year, int(str(typed["years"]))),
            quote=str(typed["quote"]),
            page=str(typed["page"]),
        )

    def _by_year(self, pence: int, first_year: int, count: int) -> tuple[tuple[int, int], ...]:
        """Return the years of a total that does not divide evenly, unless that was changed."""
        if pence != self._read.pence or count != len(self._read.by_year):
            return ()
        return tuple((first_year + at, each) for at, each in enumerate(self._read.by_year))

    def _fill(self) -> None:
        read, start = self._read, self._settings.year_starts_month
        first = read.first_year
        if first is None:
            first = years.year_of(self._today, start)
        whole, rest = divmod(read.pence, 100)
        self.form.set_values(
            {
                "title": read.title,
                "pence": f"{whole:,}.{rest:02}" if rest else f"{whole:,}" if whole else "",
                "approximate": read.approximate,
                "recurrent": "yearly" if read.recurrent else "once",
                "years": read.years or self._settings.horizon_years,
                "first_year": years.words(first, start),
                "basis": read.basis,
                "type": read.type,
                "page": read.page,
                "quote": read.quote,
            }
        )

    def _tell_short(self, *_: object) -> None:
        """Say in a line what would be added."""
        typed = self.form.values()
        recurrent = typed["recurrent"] == "yearly"
        self.form.show_field("years", shown=recurrent and self.fold.isChecked())
        self.title.setText(str(typed["title"]) or "Without a title")
        self.wanted.setAccessibleName(f"Add “{self.title.text()}”")
        guessed = self._read.quote and typed["type"] == self._read.type
        guess = " (a guess: confirm it)" if guessed else ""
        self.kind.setText(f"{BASES[str(typed['basis'])]} · {TYPES[str(typed['type'])]}{guess}")
        try:
            amount = typed_pence(str(typed["pence"]))
        except RuleBroken:
            self.summary.setText("No amount yet")
            return
        often = f" a year, {self._in_all(amount)}" if recurrent else ", one-off"
        self.summary.setText(f"{about(amount, approximate=bool(typed['approximate']))}{often}")

    def _in_all(self, amount: int) -> str:
        """Say over how many years it comes, whose choice that is, and what they come to."""
        count = int(str(self.form.values()["years"]))
        own = self._by_year(amount, 0, count)
        total = pounds(sum(each for _, each in own) if own else amount * count)
        is_horizon = self._read.years is None and count == self._settings.horizon_years
        horizon = ", the programme’s horizon" if is_horizon else ""
        return f"{counted(count, 'year', 'years')}{horizon}: {total} in all"

    def _unfold(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.form.setVisible(on)
        self.fold.setText("Fold away" if on else "Change")
        self._tell_short()

    def _made_form(self) -> Form:
        form = Form()
        form.add("title", "What is saved", QLineEdit())
        form.add("pence", "Amount", QLineEdit(), hint="As 150,000, £150K or £1,234.50.")
        form.add("approximate", "", QCheckBox("The source says “about”"))
        form.editor("approximate").setAccessibleName("The source says “about”")
        form.add("recurrent", "How often", _box({"yearly": "Every year", "once": "One-off"}))
        form.add("years", "For how many years", spin_box(1, LONGEST))
        form.add("first_year", "First financial year", QLineEdit(), hint="As 2026/27.")
        form.add("basis", "Gross or net", _box(BASES), hint="Net: running costs are taken off.")
        form.add("type", "Type", _box(TYPES))
        form.add("page", "Page", QLineEdit())
        form.add("quote", "Quoted sentence", QPlainTextEdit())
        form.hide()
        return form

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.XS)
        head.addWidget(self.wanted, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.fold)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        column.setSpacing(tokens.XS)
        column.addLayout(head)
        column.addWidget(self.summary)
        column.addWidget(self.kind)
        if self._read.doubt:
            column.addWidget(label(self._read.doubt, "error", wrap=True))
        for note in self._read.notes:
            column.addWidget(label(note, "small", wrap=True))
        column.addLayout(foot)
        column.addWidget(self.form)


def _box(choices: dict[str, str]) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    for key, words in choices.items():
        box.addItem(words, key)
    return box
