"""What the import's presenter needs of the page."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from cohort_desk.domain.imports import ImportField
from cohort_desk.exchange.mapping import MappingProposal, Twin
from cohort_desk.services.agencies.matching import KnownAgency
from cohort_desk.services.imports import AgencyChoice, ImportPlan, ImportSummary
from cohort_desk.ui.imports.steps import Step
from cohort_desk.ui.kit.open_file import OpenFile


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
