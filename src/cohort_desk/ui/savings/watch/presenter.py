"""The view of what there is to see to: read, narrowed, looked at, and done something about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.agencies import list_agency_names
from cohort_desk.services.savings.benefits import officers as officers_service
from cohort_desk.services.savings.benefits.people import participants_to_choose
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.benefits.watching import read_watch
from cohort_desk.services.savings.claims.pots import Pot, list_pots, remove_pot
from cohort_desk.services.savings.reckoning.settings import read_settings
from cohort_desk.services.savings.shapes import BenefitLine, Officer
from cohort_desk.services.savings.today import today_or
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt
from cohort_desk.ui.kit.elsewhere import LatestReading
from cohort_desk.ui.savings.question import Question
from cohort_desk.ui.savings.watch import answers, questions
from cohort_desk.ui.savings.watch.words import (
    Item,
    Told,
    has_words,
    item_tells,
    items_of,
    items_table,
    officer_tells,
    officers_table,
    pot_tells,
    pots_table,
)

if TYPE_CHECKING:
    from cohort_desk.ui.savings.question import Choices


_Row = TypeVar("_Row", Item, Officer, Pot)


class Pane(StrEnum):
    """The lists of the view."""

    ITEMS = "items"
    OFFICERS = "officers"
    POTS = "pots"


class WatchView(Protocol):
    """What the presenter needs of its view."""

    def show_items(
        self, shown: Sequence[Item], total: int, counts: Mapping[Alarm, int]
    ) -> None: ...
    def show_officers(self, shown: Sequence[Officer], total: int) -> None: ...
    def show_pots(self, shown: Sequence[Pot], total: int) -> None: ...
    def turn_to(self, pane: Pane) -> None: ...
    def tell(self, told: Told) -> None: ...
    def ask(self, question: Question) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def close_side(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Read:
    """All that the view shows."""

    items: tuple[Item, ...]
    officers: tuple[Officer, ...]
    pots: tuple[Pot, ...]
    agencies: "Choices"
    starts_month: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are shown; no alarm chosen is all of them."""

    text: str = ""
    alarms: frozenset[Alarm] = frozenset()


class WatchPresenter:
    """Answers the view."""

    def __init__(self, view: WatchView, desk: Desk, cohort: Callable[[], int | None]) -> None:
        self._view, self._desk, self._cohort = view, desk, cohort
        self._reading = LatestReading("Reading what there is to see to", desk)
        self._read = Read((), (), (), (), 4)
        self._wanted = Wanted()
        self._lines: tuple[BenefitLine, ...] = ()
        self._item: Item | None = None
        self._officer: Officer | None = None
        self._pot: Pot | None = None

    def refresh(self) -> None:
        """Read everything anew, off the window's thread."""
        db, cohort_id = self._desk.db, self._cohort()

        def read(_report: Progress) -> Read:
            return Read(
                items_of(read_watch(db, cohort_id)),
                officers_service.list_officers(db),
                list_pots(db),
                list_agency_names(db),
                read_settings(db).year_starts_month,
            )

        self._reading.ask(read, self._take, at_once=False)

    def narrow(self, wanted: Wanted) -> None:
        """Show those rows that are wanted."""
        self._wanted = wanted
        self._show()

    def look(self, pane: Pane, key: int) -> None:
        """Tell at the side of the row that was gone to."""
        if pane == Pane.ITEMS:
            item = self._item = next(each for each in self._read.items if each.id == key)
            self._lines = (item.line,) if item.line else ()
            self._view.tell(item_tells(item))
        elif pane == Pane.OFFICERS:
            self._officer = next(each for each in self._read.officers if each.id == key)
            self._view.tell(officer_tells(self._officer))
        else:
            self._pot = next(each for each in self._read.pots if each.id == key)
            self._view.tell(pot_tells(self._pot, self._left(self._pot)))

    def open(self, key: int) -> None:
        """Go where a row of things to see to leads: the benefit's page, or the pots."""
        item = next(each for each in self._read.items if each.id == key)
        if item.line is None:
            self._view.turn_to(Pane.POTS)
        else:
            self._desk.show("savings", item.line.id)

    def act(self, pane: Pane, key: str) -> None:
        """Begin what the panel offers about the row that is looked at, as it was last read."""
        self._item = _same(self._item, self._read.items)
        self._officer = _same(self._officer, self._read.officers)
        self._pot = _same(self._pot, self._read.pots)
        if pane == Pane.OFFICERS and self._officer:
            self._act_on_officer(self._officer, key)
        elif pane == Pane.POTS and self._pot:
            self._act_on_pot(self._pot, key)
        elif pane == Pane.ITEMS and self._item:
            self._act_on_item(self._item, key)

    def reassign(self, ids: Sequence[int]) -> None:
        """Ask who is to own the benefits of these rows, however often each is among them."""
        items = [item for item in self._read.items if item.id in set(ids)]
        lines = {item.line.id: item.line for item in items if item.line}
        if not lines:
            self._desk.warn("A pot has no owner. Choose benefits to reassign.")
            return
        self._lines = tuple(lines.values())
        self._view.ask(questions.reassign(self._lines, self._read.officers))

    def add_officer(self) -> None:
        self._officer = None
        people = participants_to_choose(self._desk.db)
        self._view.ask(questions.officer(None, self._read.agencies, people))

    def go_another_way(self, key: str) -> None:
        """Ask what a question leads to, instead of it."""
        if key == "officer":
            self.add_officer()

    def add_pot(self) -> None:
        self._pot = None
        self._view.ask(questions.pot(None, self._read.agencies))

    def answer(self, key: str, values: Mapping[str, Any]) -> None:
        """Carry out what was asked; what is refused is shown at its field."""
        db = self._desk.db
        try:
            if key == "officer":
                answers.save_officer(db, self._officer, values)
            elif key == "left" and self._officer:
                answers.mark_left(db, self._officer, values)
            elif key == "pot":
                answers.save_pot(db, self._pot, values)
            elif self._lines:
                answers.answer_lines(db, self._lines, key, values)
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._view.show_problem("", str(error))
            self._look_again()
        else:
            self._view.close_side()

    def export(self, pane: Pane) -> None:
        """Save the rows shown as a sheet."""
        table = self._table(pane)
        path = self._desk.dialogs.path_to_save("Export", f"{table.name}.xlsx", SHEETS_OUT)
        if path is None:
            return

        def write(report: Progress) -> None:
            write_table(table, path, report)

        self._desk.runner.run(
            f"Exporting {table.name.lower()}",
            write,
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} rows in {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _act_on_item(self, item: Item, key: str) -> None:
        line = item.line
        if line is None or key == "benefit":
            self.open(item.id)
            return
        self._lines = (line,)
        if key == "reassign":
            self.reassign([item.id])
        elif key == "update":
            self._view.ask(questions.update(line))
        elif key == "redate":
            self._view.ask(questions.redate(line, self._read.starts_month))
        elif key == "remove":
            self._view.ask(questions.remove(line))
        elif key == "settle":
            attempt(self._desk, lambda: self._settle(line))

    def _settle(self, line: BenefitLine) -> None:
        figure = read_benefit(self._desk.db, line.id).current("projected")
        self._view.ask(questions.settle(line, figure.pence if figure else line.projected))

    def _act_on_officer(self, officer: Officer, key: str) -> None:
        db = self._desk.db
        if key == "edit":
            people = participants_to_choose(db)
            self._view.ask(questions.officer(officer, self._read.agencies, people))
        elif key == "left":
            self._view.ask(questions.left(officer, today_or(None)))
        elif key == "back":
            self._done(lambda: officers_service.mark_back(db, officer.id, officer.version))
        elif key == "take_out":
            self._done(lambda: officers_service.remove_officer(db, officer.id, officer.version))

    def _act_on_pot(self, pot: Pot, key: str) -> None:
        if key == "edit":
            self._view.ask(questions.pot(pot, self._read.agencies))
        elif key == "take_out":
            self._done(lambda: remove_pot(self._desk.db, pot.id, pot.version))

    def _done(self, action: Callable[[], object]) -> None:
        if attempt(self._desk, action):
            self._view.close_side()

    def _left(self, pot: Pot) -> list[tuple[str, int]]:
        month = self._read.starts_month
        return [(years.words(each.year, month), pot.left(each.year)) for each in pot.claimed]

    def _look_again(self) -> None:
        """Take what is asked about as it is now, once the user was told that it has changed."""

        def look() -> None:
            self._lines = tuple(read_benefit(self._desk.db, one.id).line for one in self._lines)
            self._officer = _same(self._officer, officers_service.list_officers(self._desk.db))
            self._pot = _same(self._pot, list_pots(self._desk.db))

        attempt(self._desk, look)
        self.refresh()

    def _take(self, read: Read) -> None:
        self._read = read
        self._show()

    def _show(self) -> None:
        items, found = self._read.items, self._items()
        counts = {alarm: sum(item.alarm is alarm for item in items) for alarm in Alarm}
        self._view.show_items(found, len(items), counts)
        self._view.show_officers(self._officers(), len(self._read.officers))
        self._view.show_pots(self._pots(), len(self._read.pots))

    def _items(self) -> list[Item]:
        wanted = self._wanted
        return [
            item
            for item in self._read.items
            if (not wanted.alarms or item.alarm in wanted.alarms)
            and has_words(wanted.text, (item.title, item.project, item.owner, item.what))
        ]

    def _officers(self) -> list[Officer]:
        text = self._wanted.text
        return [o for o in self._read.officers if has_words(text, (o.name, o.post, o.agency))]

    def _pots(self) -> list[Pot]:
        return [p for p in self._read.pots if has_words(self._wanted.text, (p.name, p.agency))]

    def _table(self, pane: Pane) -> TableOut:
        if pane == Pane.OFFICERS:
            return officers_table(self._officers())
        return pots_table(self._pots()) if pane == Pane.POTS else items_table(self._items())


def _same(one: _Row | None, among: Sequence[_Row]) -> _Row | None:
    """Return a row as it is among others; as it was where it is gone."""
    return next((each for each in among if one and each.id == one.id), one)
