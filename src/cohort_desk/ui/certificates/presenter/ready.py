"""Who is ready for a certificate, who is not and why, and in which order they are printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cohort_desk.domain.certificates.design import missing
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.certificates.bases import Topic
from cohort_desk.services.certificates.batches import Batch, list_batches
from cohort_desk.services.certificates.designs import list_designs
from cohort_desk.services.certificates.ready import (
    Overview,
    ReadyLine,
    State,
    Subject,
    list_topics,
    read_overview,
)
from cohort_desk.services.programmes.identity import read_identity
from cohort_desk.ui.certificates.presenter.holding import KeyHolder
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading


class PrintOrder(StrEnum):
    """In which order serials are given, and a batch is printed."""

    NAME = "name"
    GROUP = "group"
    AGENCY = "agency"
    SORTED = "sorted"


ORDER_WORDS: Mapping[PrintOrder, str] = {
    PrintOrder.NAME: "By name",
    PrintOrder.GROUP: "By group, then name",
    PrintOrder.AGENCY: "By agency, then name",
    PrintOrder.SORTED: "As sorted in the list",
}


Choice = tuple[Kind, int | None, str]
"""A kind of certificate, of which module, and what it is called."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do before certificates can be issued, and where it is done."""

    words: str
    done: bool
    action: str
    page: str
    record: object = None


class ReadyPage(Protocol):
    """What the presenter needs of the page around its view."""

    def show_choices(self, choices: Sequence[Choice], chosen: int) -> None: ...
    def offer_issue(self, count: int) -> None: ...
    @property
    def is_issuing(self) -> bool: ...


class ReadyView(Protocol):
    """What the presenter needs of its view."""

    def show_reading(self) -> None: ...
    def show_steps(self, steps: Sequence[Step]) -> None: ...
    def show_unfinished(self, batch: Batch | None) -> None: ...
    def show_ready(self, shown: Sequence[ReadyLine], total: int) -> None: ...
    def show_state_counts(self, counts: Mapping[State, int]) -> None: ...
    def offer_designs(self, designs: Sequence[tuple[int, str]]) -> None: ...


class ReadyPresenter:
    """Answers the list of who is ready."""

    def __init__(self, page: ReadyPage, view: ReadyView, desk: Desk, holder: KeyHolder) -> None:
        self._page, self._view = page, view
        self._desk, self._db, self._holder = desk, desk.db, holder
        self._wanted = Topic(desk.cohort_id, Kind.AWARD)
        self._subject: Subject | None = None
        self._lines: tuple[ReadyLine, ...] = ()
        self._shown: tuple[ReadyLine, ...] = ()
        self._chosen: tuple[int, ...] = ()
        self._text, self._states = "", tuple[object, ...]()
        self._reading = LatestReading("Reading who is ready", desk)

    @property
    def subject(self) -> Subject | None:
        """What the certificates shown are for."""
        return self._subject

    def show(self) -> None:
        """Read how everybody stands, and show it."""
        wanted = self._wanted
        self._reading.ask(lambda _report: self._read(wanted), self._show_overview, at_once=False)

    def begin(self) -> None:
        """Begin with the award of the cohort, offering what can be chosen before all is read."""
        self._want(Topic(self._desk.cohort_id, Kind.AWARD))
        topics = list_topics(self._db, self._wanted.cohort_id)
        self._page.show_choices([(one.kind, one.module_id, title) for one, title in topics], 0)

    def choose(self, kind: Kind, module_id: int | None) -> None:
        """Show who is ready for another kind of certificate."""
        self._want(Topic(self._desk.cohort_id, kind, module_id))
        self.show()

    def search(self, text: str) -> None:
        self._text = text
        self._narrow()

    def filter_states(self, states: tuple[object, ...]) -> None:
        self._states = states
        self._narrow()

    def widen(self) -> None:
        """Show everybody again."""
        self._text, self._states = "", ()
        self._narrow()

    def select(self, ids: tuple[int, ...]) -> None:
        """Issue to these people only, where several are chosen."""
        self._chosen = ids
        self._page.offer_issue(len(self.ready()))

    def ready(self) -> tuple[ReadyLine, ...]:
        """Return to whom certificates would be issued: those chosen, else all that are shown."""
        chosen = self._chosen if len(self._chosen) > 1 else ()
        return tuple(
            line
            for line in self._shown
            if line.state is State.READY and (not chosen or line.participant_id in chosen)
        )

    def in_order(self, order: PrintOrder, as_sorted: Sequence[int]) -> tuple[int, ...]:
        """Return whom to issue to, in print order; `as_sorted` are the ids as the list has them."""
        ready = self.ready()
        if order is PrintOrder.SORTED:
            wanted = {line.participant_id for line in ready}
            return tuple(key for key in as_sorted if key in wanted)
        # Sorting keeps the order of names among those of one group or agency.
        if order is PrintOrder.GROUP:
            ready = tuple(sorted(ready, key=lambda line: _numbered(line.group)))
        elif order is PrintOrder.AGENCY:
            ready = tuple(sorted(ready, key=lambda line: folded(line.agency)))
        return tuple(line.participant_id for line in ready)

    def export(self) -> None:
        """Save the people shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export the list", "Ready.xlsx", SHEETS_OUT)
        if path is None:
            return
        rows = [
            (one.name, one.group, one.agency, one.outcome, str(one.state), one.serial, one.reason)
            for one in self._shown
        ]
        headings = ("Name", "Group", "Agency", "Outcome", "Status", "Serial", "Why")
        table = TableOut("Ready", headings, rows)
        self._desk.runner.run(
            "Exporting the list",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(
                f"Saved {counted(len(rows), 'person', 'people')} in {path.name}."
            ),
            writes=False,
        )

    def _want(self, topic: Topic) -> None:
        """Turn to another topic: of whom was shown before nothing can be issued any more."""
        self._wanted, self._subject, self._lines, self._chosen = topic, None, (), ()
        self._page.offer_issue(0)
        self._view.show_reading()
        self._offer_designs(topic.kind)

    def _offer_designs(self, kind: Kind) -> None:
        self._view.offer_designs(
            [
                (one.id, f"{one.name} (not finished)" if missing(one.design) else one.name)
                for one in list_designs(self._db)
                if one.kind is kind
            ]
        )

    def _read(self, wanted: Topic) -> Overview:
        # Only once the page is seen: which characters can be printed, the reports know.
        from cohort_desk.reports.printable import unprintable_names  # noqa: PLC0415

        return read_overview(self._db, wanted, unprintable_names)

    def _show_overview(self, overview: Overview) -> None:
        self._subject, self._lines = overview.chosen, overview.lines
        self._page.show_choices(
            [(one.kind, one.module_id, _with_count(one)) for one in overview.subjects],
            overview.subjects.index(overview.chosen),
        )
        self._view.show_steps(self._steps(overview))
        self._offer_designs(overview.chosen.kind)
        batches = list_batches(self._db, self._desk.cohort_id)
        stopped = (one for one in batches if not one.finished and not self._page.is_issuing)
        self._view.show_unfinished(next(stopped, None))
        self._narrow()

    def _narrow(self) -> None:
        if self._subject is None:
            return
        words = folded(self._text).split()
        found = [
            line
            for line in self._lines
            if all(w in folded(f"{line.name} {line.group} {line.agency}") for w in words)
        ]
        self._view.show_state_counts(
            {state: sum(line.state is state for line in found) for state in State}
        )
        self._shown = tuple(
            line for line in found if not self._states or line.state in self._states
        )
        self._view.show_ready(self._shown, len(self._lines))
        self._page.offer_issue(len(self.ready()))

    def _steps(self, overview: Overview) -> tuple[Step, ...]:
        """Return what comes before the first certificate; none once all of it is done."""
        wanted = overview.chosen.kind
        finished = {one.kind for one in list_designs(self._db) if not missing(one.design)}
        steps = (
            Step(
                "Give the programme a code, which serials begin with",
                bool(read_identity(self._db).code),
                "Set the code",
                "settings",
                "code",
            ),
            Step(
                "Make the key that signs certificates",
                self._holder.key is not None,
                "Make a key",
                "certificates",
                "make key",
            ),
            Step(
                "Design the certificate",
                wanted in finished,
                "Choose a design",
                "certificates",
                "designs",
            ),
            _basis(wanted, overview.subjects),
        )
        return () if all(step.done for step in steps) else steps


def _with_count(subject: Subject) -> str:
    return f"{subject.title} ({subject.ready:,} ready)" if subject.ready else subject.title


def _basis(kind: Kind, subjects: Sequence[Subject]) -> Step:
    """Return the step that certificates of a kind stand on."""
    attended = kind is Kind.ATTENDANCE
    alike = [one for one in subjects if (one.kind is Kind.ATTENDANCE) == attended]
    done = any(one.ready or one.issued for one in alike)
    if attended:
        return Step("Record who came to the sessions", done, "Go to sessions", "sessions")
    return Step("Ratify the marks and awards at a board", done, "Go to the board", "boards")


def _numbered(group: str) -> str:
    """Return a group's name so that Group 10 comes after Group 9."""
    return "".join(part.rjust(6, "0") if part.isdigit() else part for part in group.split(" "))
