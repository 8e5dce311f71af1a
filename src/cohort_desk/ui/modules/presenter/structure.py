"""What the view of modules and assessments does."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from cohort_desk.domain.modules.credits import Credits, credit_line, credit_problems
from cohort_desk.domain.names import numbered_names
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.services import groups, modules, programmes
from cohort_desk.services.modules import Assessment, GuideLine, Module
from cohort_desk.services.regulations import read_regulations
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt
from cohort_desk.ui.modules.presenter.records import STRUCTURE
from cohort_desk.ui.modules.presenter.words import structure_table, with_words

_SHOWN_OF = STRUCTURE | {
    *("regulation_set", "cohort_regulations", "cohort", "criterion", "criterion_band"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What an assessment can refer to, each as (id, name)."""

    modules: tuple[tuple[int, str], ...]
    rounds: tuple[tuple[int, str], ...]
    guides: tuple[tuple[int, str], ...]


class StructureView(Protocol):
    """What the presenter needs of its page."""

    def show_modules(self, shown: Sequence[Module], total: int, line: str, warning: str) -> None:
        """Show the modules found of all there are, what they add up to, and what is odd."""
        ...

    def show_none(self, *, others: bool) -> None:
        """Show how to begin; `others` tells whether another cohort's could be copied."""
        ...

    def show_choices(self, choices: Choices) -> None: ...
    def open_module(self, module_id: int) -> None: ...
    def open_assessment(self, assessment_id: int) -> None: ...
    def offer_cohorts(self, cohorts: Sequence[tuple[int, str]]) -> None: ...


class StructurePresenter:
    """Answers the view of modules, and keeps it current as records change."""

    def __init__(self, view: StructureView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._all: tuple[Module, ...] = ()
        self._guides: tuple[GuideLine, ...] = ()
        self._text = ""

    def refresh(self) -> None:
        """Read the modules anew and show them."""
        self._all = modules.list_modules(self._db, self._desk.cohort_id)
        self._guides = modules.list_guides(self._db)
        self._view.show_choices(self._choices())
        self._view.offer_cohorts(self._other_cohorts())
        self._show()

    def show_cohort(self, _cohort_id: int) -> None:
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the view is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def set_up_standard(self) -> None:
        """Give the cohort the standard modules to begin with."""
        attempt(self._desk, lambda: modules.set_up_standard(self._db, self._desk.cohort_id))

    def copy_from(self, cohort_id: int) -> None:
        """Give the cohort another's modules, without their dates."""
        here = self._desk.cohort_id
        attempt(self._desk, lambda: modules.copy_structure(self._db, cohort_id, here))

    def add_module(self) -> None:
        """Add a module under a name to be changed, and open it."""
        taken = {module.code.casefold() for module in self._all}
        numbered = (f"M{number}" for number in count(len(taken) + 1))
        code = next(code for code in numbered if code.casefold() not in taken)
        values = {"code": code, "title": "New module"}
        made: list[int] = []
        cohort_id = self._desk.cohort_id
        if attempt(
            self._desk, lambda: made.append(modules.add_module(self._db, cohort_id, values))
        ):
            self.refresh()
            self._view.open_module(made[0])

    def add_assessment(self, module_id: int) -> None:
        """Add an assessment under a name to be changed, and open it."""
        module = self._module(module_id)
        if module is None:
            return
        taken = {one.title.casefold() for one in module.assessments}
        title = next(numbered_names("Assessment", taken, len(taken) + 1))
        made: list[int] = []
        if attempt(
            self._desk,
            lambda: made.append(modules.add_assessment(self._db, module_id, {"title": title})),
        ):
            self.refresh()
            self._view.open_assessment(made[0])

    def move_module(self, module_id: int, by: int) -> None:
        """Move a module up (-1) or down (1) among the cohort's."""
        at = _place(self._all, module_id)
        if at is not None and 0 <= at + by < len(self._all):
            attempt(self._desk, lambda: modules.move_module(self._db, module_id, at + by))

    def move_assessment(self, assessment_id: int, by: int) -> None:
        """Move an assessment up (-1) or down (1) within its module."""
        found = self._assessment(assessment_id)
        within = self._module(found.module_id) if found else None
        among = within.assessments if within else ()
        at = _place(among, assessment_id)
        if at is not None and 0 <= at + by < len(among):
            attempt(self._desk, lambda: modules.move_assessment(self._db, assessment_id, at + by))

    def delete_module(self, module_id: int) -> None:
        """Delete a module; with assessments in it only once the user agrees."""
        module = self._module(module_id)
        if module is None:
            return
        within = counted(len(module.assessments), "assessment goes", "assessments go")
        question = f"Its {within} with it. You can undo this."
        if module.assessments and not self._desk.dialogs.confirm(
            f"Delete {module.title}?", question, "Delete module", danger=True
        ):
            return
        attempt(self._desk, lambda: modules.delete_module(self._db, module.id, module.version))

    def delete_assessment(self, assessment_id: int) -> None:
        found = self._assessment(assessment_id)
        if found is not None:
            attempt(
                self._desk, lambda: modules.delete_assessment(self._db, found.id, found.version)
            )

    def add_sitting(self, assessment_id: int) -> None:
        attempt(self._desk, lambda: modules.add_sitting(self._db, assessment_id))

    def delete_sitting(self, assessment_id: int) -> None:
        """Delete the last sitting of an assessment."""

        def delete() -> None:
            last = modules.read_assessment(self._db, assessment_id).sittings[-1]
            modules.delete_sitting(self._db, assessment_id, last.number, last.version)

        attempt(self._desk, delete)

    def export(self) -> None:
        """Save the modules shown as a sheet."""
        asks = self._desk.dialogs
        path = asks.path_to_save("Export modules", "Modules.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = structure_table(with_words(self._all, self._text))
        self._desk.runner.run(
            "Exporting modules",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved the modules in {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _show(self) -> None:
        if not self._all:
            self._view.show_none(others=bool(self._other_cohorts()))
            return
        award = read_regulations(self._db, self._desk.cohort_id).rules.award
        credits_ = [Credits(module.credits, module.level) for module in self._all]
        assessments = sum(len(module.assessments) for module in self._all)
        line = (
            f"{credit_line(credits_, award)} · "
            f"{counted(len(self._all), 'module', 'modules')} · "
            f"{counted(assessments, 'assessment', 'assessments')}"
        )
        warning = " ".join((*credit_problems(credits_, award), *self._guide_problems()))
        shown = with_words(self._all, self._text)
        self._view.show_modules(shown, len(self._all), line, warning)

    def _guide_problems(self) -> tuple[str, ...]:
        """Return which marking guides are used here though something in them is missing."""
        used = {one.guide_id for module in self._all for one in module.assessments}
        return tuple(
            f"The marking guide {guide.title} is not complete yet."
            for guide in self._guides
            if guide.id in used and not guide.ready
        )

    def _choices(self) -> Choices:
        rounds = groups.list_rounds(self._db, self._desk.cohort_id)
        guides = self._guides
        return Choices(
            tuple((module.id, f"{module.code} {module.title}") for module in self._all),
            tuple((one.id, one.name) for one in rounds),
            tuple((guide.id, guide.title) for guide in guides),
        )

    def _other_cohorts(self) -> tuple[tuple[int, str], ...]:
        """Return the other cohorts that have modules which this one lacks."""
        here = {module.code.casefold() for module in self._all}
        cohorts = programmes.read_programme(self._db).cohorts
        return tuple(
            (cohort.id, cohort.name)
            for cohort in cohorts
            if {one.code.casefold() for one in modules.list_modules(self._db, cohort.id)} - here
        )

    def _module(self, module_id: int) -> Module | None:
        return next((module for module in self._all if module.id == module_id), None)

    def _assessment(self, assessment_id: int) -> Assessment | None:
        every = (one for module in self._all for one in module.assessments)
        return next((one for one in every if one.id == assessment_id), None)


def _place(rows: Sequence[Module] | Sequence[Assessment], row_id: int) -> int | None:
    return next((at for at, row in enumerate(rows) if row.id == row_id), None)
