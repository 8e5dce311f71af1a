"""The editor of a regulation set: fields in sections, and what their change does to a sample."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.regulations.clauses import clauses
from cohort_desk.domain.regulations.consistency import contradictions
from cohort_desk.domain.regulations.differences import Difference, differences
from cohort_desk.domain.regulations.effect import Effect, effect_on_lateness, effect_on_marks
from cohort_desk.domain.regulations.fields import PATHS, applies, field_of, value_of
from cohort_desk.domain.regulations.kinds import YesNo
from cohort_desk.domain.regulations.plain import from_typed
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.regulations.sections import SECTIONS
from cohort_desk.domain.words import counted
from cohort_desk.services.regulations import save_set
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.modules.regulations.presenter.versions import Draft

Shown = str | bool


@dataclass(frozen=True, slots=True)
class FieldsShown:
    """The draft as its fields show it.

    Attributes:
        values: by path, what stands in the field.
        used: the fields that have an effect under these rules.
        problems: by path, what does not go together.
        sections: of each section, what to say beside its name: "", "changed" or "to put right".
    """

    values: Mapping[str, Shown]
    used: frozenset[str]
    problems: Mapping[str, str]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause in words, and what it said before; '' where it says the same."""

    number: str
    title: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the sample is tried with."""

    days_late: int = 0
    referral: bool = False
    mark: int = 65


class EditingView(Protocol):
    """What the presenter needs of the editor."""

    def show_draft(self, draft: Draft) -> None: ...
    def show_fields(self, shown: FieldsShown) -> None: ...
    def show_field_problem(self, path: str, sentence: str) -> None: ...
    def show_effect(self, marks: tuple[Effect, ...], late: tuple[Effect, ...]) -> None: ...
    def show_changes(self, summary: str, changes: tuple[Difference, ...]) -> None: ...
    def show_clauses(self, lines: tuple[ClauseLine, ...]) -> None: ...
    def show_save_problem(self, field: str, sentence: str) -> None: ...
    def leave(self, saved_id: int | None) -> None: ...


class EditingPresenter:
    """Answers the editor; nothing is kept before it is saved."""

    def __init__(self, view: EditingView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._base = self._begun_with = self._rules = Regulations()
        self._sample = Sample()

    @property
    def rules(self) -> Regulations:
        """The draft as it stands."""
        return self._rules

    @property
    def has_changes(self) -> bool:
        """Whether leaving now would lose anything."""
        return self._rules != self._begun_with

    def open(self, draft: Draft) -> None:
        """Begin to edit."""
        self._base, self._rules = draft.base, draft.rules
        self._begun_with = draft.rules
        self._view.show_draft(draft)
        self._show()

    def problem(self, path: str, value: object) -> str:
        """Return what is wrong with what was typed into a field, or ""."""
        try:
            from_typed(self._rules, path, _as_text(value))
        except RuleBroken as error:
            return str(error)
        return ""

    def field_left(self, path: str, value: object) -> None:
        """Take over what was typed into a field."""
        try:
            self._rules = from_typed(self._rules, path, _as_text(value))
        except RuleBroken as error:
            self._view.show_field_problem(path, str(error))
        else:
            self._show()

    def try_sample(self, sample: Sample) -> None:
        """Try the rules with another sample."""
        self._sample = sample
        self._show_effect()

    def undo_changes(self) -> None:
        """Go back to the rules as they were."""
        self._rules = self._base
        self._show()

    def save(self, name: str, note: str) -> None:
        """Save the draft as a new version of the set of that name."""
        for one in contradictions(self._rules):
            self._view.show_field_problem(one.path, one.why)
            self._desk.warn(f"{one.why} Nothing was saved.")
            return
        try:
            saved = save_set(self._desk.db, name, self._rules, note)
        except RuleBroken as error:
            self._view.show_save_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self._begun_with = self._rules
            self._view.leave(saved)

    def close(self) -> None:
        """Leave the editor; unsaved changes are lost only if the user says so."""
        count = len(differences(self._begun_with, self._rules))
        lost = counted(count, "change", "changes")
        if not self.has_changes or self._desk.dialogs.confirm(
            "Leave without saving?", f"{lost} would be lost.", "Leave", danger=True
        ):
            self._view.leave(None)

    def _show(self) -> None:
        rules = self._rules
        problems = {one.path: one.why for one in contradictions(rules)}
        changes = differences(self._base, rules)
        changed = {one.path for one in changes}
        sections = tuple(
            _state({field.path for field in section.fields}, changed, set(problems))
            for section in SECTIONS
        )
        values = {path: _shown(rules, path) for path in PATHS}
        used = frozenset(path for path in PATHS if applies(rules, path))
        self._view.show_fields(FieldsShown(values, used, problems, sections))
        summary = (
            f"{counted(len(changes), 'rule changes', 'rules change')}."
            if changes
            else "No changes."
        )
        self._view.show_changes(summary, changes)
        self._view.show_clauses(clause_lines(rules, self._base))
        self._show_effect()

    def _show_effect(self) -> None:
        sample = self._sample
        marks = effect_on_marks(
            self._base, self._rules, days_late=sample.days_late, referral=sample.referral
        )
        late = effect_on_lateness(
            self._base, self._rules, Decimal(sample.mark), referral=sample.referral
        )
        self._view.show_effect(marks, late)


def clause_lines(rules: Regulations, base: Regulations) -> tuple[ClauseLine, ...]:
    """Return the clauses of the rules beside those of others."""
    before = {clause.key: clause.text for clause in clauses(base)}
    return tuple(
        ClauseLine(
            one.number, one.title, one.text, "" if before[one.key] == one.text else before[one.key]
        )
        for one in clauses(rules)
    )


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return YesNo().written(value)
    return str(value)


def _shown(rules: Regulations, path: str) -> Shown:
    kind, value = field_of(rules, path).kind, value_of(rules, path)
    return bool(value) if isinstance(kind, YesNo) else kind.for_typing(value)


def _state(paths: set[str], changed: set[str], wrong: set[str]) -> str:
    if paths & wrong:
        return "to put right"
    return "changed" if paths & changed else ""
