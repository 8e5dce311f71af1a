"""How the marks of a board's sheet are spread: of each module and assessment, and the means."""

from dataclasses import dataclass, replace

from cohort_desk.db.database import Database
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.services.boards.lines import Sheet, SheetColumn
from cohort_desk.services.boards.sheet import read_sheet
from cohort_desk.services.marks.distribution import Distribution, distribution, for_others


@dataclass(frozen=True, slots=True)
class ModuleDistribution:
    """A module's marks, and those of its assessments where it has several."""

    code: str
    title: str
    whole: Distribution
    parts: tuple[Distribution, ...]


@dataclass(frozen=True, slots=True)
class CohortMarks:
    """The distributions of a cohort, as a board's sheet or as the marks are now."""

    programme: str
    cohort: str
    modules: tuple[ModuleDistribution, ...]
    means: Distribution

    @property
    def all(self) -> tuple[Distribution, ...]:
        """Every distribution: the means, then each module with its assessments."""
        parts = (each for module in self.modules for each in (module.whole, *module.parts))
        return (self.means, *parts)

    def for_others(self) -> "CohortMarks":
        """Return the same with the numbers rounded so that nobody's mark can be told."""
        return replace(
            self,
            modules=tuple(
                replace(
                    module,
                    whole=for_others(module.whole),
                    parts=tuple(for_others(part) for part in module.parts),
                )
                for module in self.modules
            ),
            means=for_others(self.means),
        )


def read_distributions(db: Database, cohort_id: int, board_id: int | None = None) -> CohortMarks:
    """Return how a cohort's marks are spread, as they are now or as they are before a board.

    Raises:
        NotFound: the cohort or the board has been deleted meanwhile.
    """
    return distributions_of(read_sheet(db, cohort_id, board_id))


def distributions_of(sheet: Sheet) -> CohortMarks:
    """Return how the marks of a board's sheet are spread, with its amendments."""
    means = [line.exact_mean for line in sheet.lines]
    return CohortMarks(
        sheet.programme,
        sheet.cohort,
        tuple(_module(sheet, at, column) for at, column in enumerate(sheet.modules)),
        distribution("Mean of all modules", means, sheet.rules),
    )


def _module(sheet: Sheet, at: int, column: SheetColumn) -> ModuleDistribution:
    lines = [line.modules[at] for line in sheet.lines]
    name = f"{column.code} {column.title}"
    whole = distribution(name, [line.mark for line in lines], sheet.rules)
    parts = tuple(
        distribution(
            assessment_name(column.code, title),
            [line.marks[number].mark for line in lines],
            sheet.rules,
        )
        for number, title in enumerate(column.assessments)
    )
    return ModuleDistribution(column.code, column.title, whole, parts if len(parts) > 1 else ())
