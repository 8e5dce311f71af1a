"""Who is ready for a certificate, who is not and why, and in which order they are printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.certificates.batches import Batch, list_batches
from cohort_desk.services.certificates.designs import list_designs
from cohort_desk.services.certificates.ready import ReadyLine, State, Subject
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


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do before certificates can be issued, and where it is done."""

    words: str
    done: bool
    action: str
    page: str
    record: object = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read at once: what certificates can be for, and how everybody stands to one."""

    subjects: tuple[Subject, ...]
    chosen: Subject | None
    lines: tuple[ReadyLine, ...]


class ReadyPage(Protocol):
    """What the presenter needs of the page around its view."""

    def show_subjects(self, subjects: Sequence[Subject], chosen: Subject | None) -> None: ...
    def offer_issue(self, count: int) -> None: ...
    @property
    def is_issuing(self) -> bool: ...


class ReadyView(Protocol):
    """What the presenter needs of its view."""

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
        self._wanted: tuple[Kind, int | None] = (Kind.AWARD, None)
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
        cohort, wanted = self._desk.cohort_id, self._wanted
        self._reading.ask(
            lambda _report: self._read(cohort, wanted), self._show_reading, at_once=False
        )

    def show_cohort(self) -> None:
        """Begin with the award of another cohort."""
        self._wanted, self._chosen = (Kind.AWARD, None), ()
        self.show()

    def choose(self, kind: Kind, module_id: int | None) -> None:
        """Show who is ready for another kind of certificate."""
        self._wanted, self._chosen = (kind, module_id), ()
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

    def _read(self, cohort: int, wanted: tuple[Kind, int | None]) -> Reading:
        # Only once the page is seen: which characters can be printed, the reports know.
        from cohort_desk.reports.certificates.issuing import (  # noqa: PLC0415
            certificate_subjects,
            ready_certificates,
        )

        subjects = certificate_subjects(self._db, cohort)
        chosen = next((one for one in subjects if (one.kind, one.module_id) == wanted), None)
        chosen = chosen or next(iter(subjects), None)
        lines = (
            ready_certificates(self._db, cohort, chosen.kind, chosen.module_id) if chosen else ()
        )
        return Reading(tuple(subjects), chosen, tuple(lines))

    def _show_reading(self, reading: Reading) -> None:
        self._subject, self._lines = reading.chosen, reading.lines
        self._page.show_subjects(reading.subjects, reading.chosen)
        self._view.show_steps(self._steps(reading))
        kind = reading.chosen.kind if reading.chosen else Kind.AWARD
        self._view.offer_designs(
            [(one.id, one.name) for one in list_designs(self._db) if one.kind is kind]
        )
        batches = list_batches(self._db, self._desk.cohort_id)
        stopped = (one for one in batches if not one.finished and not self._page.is_issuing)
        self._view.show_unfinished(next(stopped, None))
        self._narrow()

    def _narrow(self) -> None:
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

    def _steps(self, reading: Reading) -> tuple[Step, ...]:
        """Return what comes before the first certificate; none once all of it is done."""
        wanted = reading.chosen.kind if reading.chosen else Kind.AWARD
        kinds = {one.kind for one in list_designs(self._db)}
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
                wanted in kinds,
                "Choose a design",
                "certificates",
                "designs",
            ),
            _basis(wanted, reading.subjects),
        )
        return () if all(step.done for step in steps) else steps


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
