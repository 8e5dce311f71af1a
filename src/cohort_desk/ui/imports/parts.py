"""What the import's presenter needs of the page and of the session."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.mapping import MappingProposal, Twin
from cohort_desk.services.agencies.matching import KnownAgency
from cohort_desk.services.imports import AgencyChoice, ImportPlan, ImportSummary
from cohort_desk.ui.imports.steps import OpenFile, Step

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


class Runner(Protocol):
    """Runs long work elsewhere and answers on the caller's thread."""

    def run(  # noqa: PLR0913 - most have a default
        self,
        title: str,
        work: Callable[[Progress], object],
        *,
        done: Callable[[object], None],
        failed: Callable[[CohortDeskError], None] | None = None,
        progressed: Callable[[int, int], None] = unwatched,
        ended: Callable[[], None] = lambda: None,
        writes: bool = True,
    ) -> Callable[[], None]: ...


class Asks(Protocol):
    """The questions that the import puts to the user."""

    def path_to_open(self, title: str, kinds: str = "") -> Path | None: ...
    def path_to_save(self, title: str, suggestion: str, kinds: str = "") -> Path | None: ...


class Desk(Protocol):
    """What the presenter needs of the session."""

    @property
    def db(self) -> "Database": ...
    @property
    def cohort_id(self) -> int: ...
    @property
    def runner(self) -> Runner: ...
    @property
    def dialogs(self) -> Asks: ...
    def say(self, sentence: str) -> None: ...
    def show(self, page: str, record: object = None) -> None: ...


class ImportView(Protocol):
    """What the presenter needs of its page."""

    def show_step(self, step: Step) -> None: ...
    def show_file(self, opened: OpenFile | None) -> None: ...
    def show_columns(
        self,
        proposal: MappingProposal,
        mapping: Mapping[ImportField, int],
        twins: Sequence[Twin],
    ) -> None: ...
    def show_agencies(
        self,
        plan: ImportPlan,
        choices: Mapping[str, AgencyChoice],
        known: tuple[KnownAgency, ...],
    ) -> None: ...
    def show_rows(self, plan: ImportPlan) -> None: ...
    def show_done(self, summary: ImportSummary) -> None: ...
    def show_undone(self) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def show_busy(self, sentence: str) -> None: ...
    def show_progress(self, done: int, total: int) -> None: ...
    def show_idle(self) -> None: ...
