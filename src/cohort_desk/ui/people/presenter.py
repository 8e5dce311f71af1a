"""What the list of people does; free of Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.people import FIELD_LABELS, STATUS_LABELS
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.services.history import history_of
from cohort_desk.services.people import (
    PeopleChoices,
    PeopleFilter,
    PeopleSort,
    Person,
    add_person,
    edit_person,
    enrol_people_again,
    find_people,
    read_people_choices,
    read_people_list,
    read_person,
    set_for_people,
    withdraw_people,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.record_editor import RecordKind
from cohort_desk.ui.people.papers import paper_of

if TYPE_CHECKING:
    from array import array

    from cohort_desk.db.database import Database

FILTERS = ("statuses", "agencies", "sectors", "grades", "locations")
_SHOWN_OF = frozenset({"participant", "agency", "membership", "round_group", "round"})
_AT_ONCE = 200
"""How many people are changed without going to the background."""


ShowPaper = Callable[[str, Callable[[Path, Progress], object]], None]
"""Shows a document's preview, given its title and what writes it."""


class PeopleView(Protocol):
    """What the presenter needs of its page."""

    def show_ids(self, ids: "array[int]", total: int) -> None: ...
    def show_choices(self, choices: PeopleChoices, context: str) -> None: ...
    def show_nobody(self) -> None: ...
    def show_filter(self, wanted: PeopleFilter) -> None: ...
    def show_added(self, person_id: int) -> None: ...
    def show_add_problem(self, field: str, sentence: str) -> None: ...
    def show_bulk_problem(self, sentence: str) -> None: ...
    def close_bulk(self) -> None: ...


class PeoplePresenter:
    """Answers the people's page, and keeps its list current as records change."""

    def __init__(self, view: PeopleView, desk: Desk, show_paper: ShowPaper) -> None:
        self._view, self._db, self._cohort_id = view, desk.db, desk.cohort_id
        self._runner, self._asks = desk.runner, desk.dialogs
        self._say, self._warn = desk.say, desk.warn
        self._show_paper = show_paper
        self._wanted = PeopleFilter()
        self._sort = PeopleSort()
        self._ids: Sequence[int] = ()
        self._total = 0

    def refresh(self) -> None:
        """Show the list and what it can be filtered by."""
        self.show_list()
        self.show_choices()

    def show_list(self) -> None:
        """Show those whom search and filters let through; quick enough to come first."""
        self._ids = find_people(self._db, self._cohort_id, self._wanted, self._sort)
        if self._ids or not self._wanted.is_empty:
            self._view.show_ids(self._ids, self._total)
        else:
            self._view.show_nobody()

    def show_choices(self) -> None:
        """Show how many people there are, and what they can be filtered by."""
        choices = read_people_choices(self._db, self._cohort_id)
        self._total = choices.total
        self._view.show_choices(choices, _context(choices))

    def show_cohort(self, cohort_id: int) -> None:
        """Show everyone of another cohort."""
        self._cohort_id = cohort_id
        self._wanted = PeopleFilter()
        self._view.show_filter(self._wanted)
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the list is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._wanted = replace(self._wanted, text=text)
        self.show_list()

    def filter_by(self, field: str, keys: tuple[Any, ...]) -> None:
        """Narrow the list to these values of one of FILTERS; none of them is all of them."""
        changes: dict[str, Any] = {field: keys}
        self._wanted = replace(self._wanted, **changes)
        self.show_list()

    def narrow(self, wanted: PeopleFilter) -> None:
        """Show just these people, as another page asks for them; the filters follow."""
        self._wanted = wanted
        self._view.show_filter(wanted)
        self.show_list()

    def widen(self) -> None:
        """Show everyone again."""
        self.narrow(PeopleFilter())

    def sort(self, column: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._sort = PeopleSort(column, descending)
        self.show_list()

    def add(self, values: Mapping[str, str]) -> None:
        """Enrol a person with what was typed."""
        try:
            person_id = add_person(self._db, self._cohort_id, values)
        except RuleBroken as error:
            self._view.show_add_problem(error.field, str(error))
        except CohortDeskError as error:
            self._warn(str(error))
        else:
            self.refresh()
            self._view.show_added(person_id)

    def withdraw(self, ids: Sequence[int]) -> None:
        self._change(ids, "Withdrawing", lambda report: withdraw_people(self._db, ids, report))

    def enrol_again(self, ids: Sequence[int]) -> None:
        self._change(ids, "Enrolling", lambda report: enrol_people_again(self._db, ids, report))

    def set_for(self, ids: Sequence[int], field: str, value: str) -> None:
        """Give one field the same value for many people."""
        self._change(
            ids,
            "Changing",
            lambda report: set_for_people(self._db, ids, field, value, report),
            failed=lambda error: self._view.show_bulk_problem(str(error)),
            done=self._view.close_bulk,
        )

    def export(self, columns: Sequence[str]) -> None:
        """Save the people shown, with the columns shown, as a sheet."""
        path = self._asks.path_to_save("Export people", "People.xlsx", SHEETS_OUT)
        if path is None:
            return
        ids, cohort_id = list(self._ids), self._cohort_id
        self._runner.run(
            f"Exporting {len(ids):,} people",
            lambda report: _save_sheet(self._db, cohort_id, (ids, columns), path, report),
            done=lambda _: self._say(f"Saved {len(ids):,} people in {path.name}."),
            writes=False,
        )

    def print_list(self, columns: Sequence[str]) -> None:
        """Show the people shown, with the columns shown, as they will be on paper."""
        db, cohort_id, ids = self._db, self._cohort_id, list(self._ids)
        self._show_paper(
            "People", lambda path, report: _print(db, cohort_id, (ids, columns), path, report)
        )

    def print_paper(self, name: str) -> None:
        """Show one of PAPERS for everybody in the cohort as it will be printed."""
        self._show_paper(name, paper_of(self._db, self._cohort_id, name))

    def _change(
        self,
        ids: Sequence[int],
        doing: str,
        work: Callable[[Progress], object],
        failed: Callable[[CohortDeskError], None] | None = None,
        done: Callable[[], None] = lambda: None,
    ) -> None:
        """Change people: a few at once, many in the background with a row in the status bar."""
        failed = failed or (lambda error: self._warn(str(error)))
        if len(ids) > _AT_ONCE:
            self._runner.run(
                f"{doing} {len(ids):,} people", work, done=lambda _: done(), failed=failed
            )
            return
        try:
            work(lambda _done, _total: None)
        except CohortDeskError as error:
            failed(error)
        else:
            done()


_Chosen = tuple[Sequence[int], Sequence[str]]
"""The people to list, and the columns."""


def _save_sheet(
    db: "Database", cohort_id: int, chosen: _Chosen, path: Path, report: Progress
) -> None:
    from cohort_desk.exchange.tables_out import TableOut, write_table  # noqa: PLC0415 - slow

    people = read_people_list(db, cohort_id, *chosen, report)
    write_table(TableOut(people.title, people.headings, people.rows), path, report)


def _print(db: "Database", cohort_id: int, chosen: _Chosen, path: Path, report: Progress) -> None:
    from cohort_desk.reports.people import write_people_list  # noqa: PLC0415 - slow to import

    people = read_people_list(db, cohort_id, *chosen, names_apart=False)
    write_people_list(people, path, report)


def person_kind(db: "Database") -> RecordKind[Person]:
    """Return how the panel of one person reads and saves."""

    def save(person: Person, field: str, typed: str) -> None:
        edit_person(db, person.id, person.version, {field: typed})

    def words(field: str, typed: str) -> str:
        return STATUS_LABELS.get(typed, typed) if field == "status" else typed

    return RecordKind(
        FIELD_LABELS,
        _SHOWN_OF | {"rule", "rule_member"},
        read=lambda person_id: read_person(db, person_id),
        save=save,
        typed=typed_value,
        history=lambda person_id: history_of(db, "participant", person_id),
        words=words,
    )


def typed_value(person: Person, field: str) -> str:
    """Return what a form shows of a person's field: of an agency its name."""
    if field == "agency_id":
        return person.agency
    value = getattr(person, field)
    return "" if value is None else str(value)


def _context(choices: PeopleChoices) -> str:
    if not choices.total:
        return ""
    agencies = sum(choice.key is not None for choice in choices.agencies)
    people = counted(choices.total, "person", "people")
    return f"{people} from {counted(agencies, 'agency', 'agencies')}"
