"""What the programme has set for its savings: read, and changed one step at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from cohort_desk.domain.dates import read_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.deflators import DeflatorTable, pasted
from cohort_desk.domain.savings.rates import RateTable, typed_bands
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.savings.reckoning.deflators import (
    StoredDeflators,
    add_deflators,
    edit_deflators,
    list_deflators,
    remove_deflators,
)
from cohort_desk.services.savings.reckoning.factor import Factors, read_factor
from cohort_desk.services.savings.reckoning.rates import (
    StoredRates,
    add_rate_table,
    edit_rate_table,
    list_rate_tables,
    remove_rate_table,
)
from cohort_desk.services.savings.reckoning.settings import (
    StoredSettings,
    read_stored_settings,
    save_settings,
)
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.elsewhere import LatestReading

SHOWN_OF = frozenset(
    {
        "savings_settings",
        "rate_table",
        "deflator_table",
        "benefit",
        "benefit_event",
        "benefit_figure",
        "benefit_claim",
        "claim_decision",
        "cohort",
    }
)
Scale = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All that the view shows."""

    stored: StoredSettings
    rates: tuple[StoredRates, ...]
    deflators: tuple[StoredDeflators, ...]
    factors: Factors


class ReckoningView(Protocol):
    """What the presenter needs of its view."""

    def show_reckoned(self, reckoned: Reckoned) -> None: ...
    def show_setting_problem(self, field: str, sentence: str) -> None: ...
    def show_answer_problem(self, field: str, sentence: str) -> None: ...
    def close_question(self) -> None: ...


class ReckoningPresenter:
    """Answers the settings of savings."""

    def __init__(self, view: ReckoningView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._reading = LatestReading("Reading the settings of savings", desk)
        self._shown: Reckoned | None = None

    @property
    def shown(self) -> Reckoned | None:
        """What was read last."""
        return self._shown

    def refresh(self) -> None:
        """Read everything anew; the factor rests on every closed line."""
        db = self._db

        def read(_report: Progress) -> Reckoned:
            return Reckoned(
                read_stored_settings(db), list_rate_tables(db), list_deflators(db), read_factor(db)
            )

        self._reading.ask(read, self._take, at_once=False)

    def set(self, field: str, value: object) -> None:
        """Save one setting."""
        self._save(field, {field: value})

    def set_scale(self, scale: Scale) -> None:
        """Save the confidence scale."""
        self._save("scale", {"scale": scale})

    def save_rates(self, values: Mapping[str, object], stored: StoredRates | None) -> None:
        """Add a table of discount rates, or change one."""

        def save() -> None:
            table = RateTable(
                str(values["name"]),
                _day(values, "in_force_on"),
                str(values["source"]),
                typed_bands(str(values["bands"])),
            )
            if stored is None or stored.id is None or stored.version is None:
                add_rate_table(self._db, table)
            else:
                edit_rate_table(self._db, stored.id, stored.version, table)

        self._answer(save)

    def save_deflators(self, values: Mapping[str, object], stored: StoredDeflators | None) -> None:
        """Add a table of deflators, or change one."""

        def save() -> None:
            table = DeflatorTable(
                str(values["name"]),
                _day(values, "published_on"),
                str(values["source"]),
                pasted(str(values["indices"])),
            )
            if stored is None:
                add_deflators(self._db, table)
            else:
                edit_deflators(self._db, stored.id, stored.version, table)

        self._answer(save)

    def remove_rates(self, stored: StoredRates) -> None:
        """Remove a table of discount rates; undo brings it back."""
        table_id, version = stored.id, stored.version
        if table_id is not None and version is not None:
            attempt(self._desk, lambda: remove_rate_table(self._db, table_id, version))

    def remove_deflators(self, stored: StoredDeflators) -> None:
        """Remove a table of deflators; undo brings it back."""
        attempt(self._desk, lambda: remove_deflators(self._db, stored.id, stored.version))

    def read_file(self, path: Path) -> str:
        """Return the lines of a sheet with deflators, as they could have been pasted; "" if none.

        What cannot be read is said.
        """
        try:
            for sheet in read_workbook(path).sheets:
                text = "\n".join("\t".join(row) for row in sheet.rows)
                if found := _indices_in(text):
                    return found
            raise RuleBroken(
                "indices",
                f"“{path.name}” has no financial years with an index beside each.",
            )
        except CohortDeskError as error:
            self._view.show_answer_problem("indices", str(error))
            return ""

    def _take(self, reckoned: Reckoned) -> None:
        self._shown = reckoned
        self._view.show_reckoned(reckoned)

    def _save(self, field: str, changes: Mapping[str, Any]) -> None:
        if self._shown is None:
            return
        stored = self._shown.stored
        try:
            save_settings(self._db, replace(stored.settings, **changes), stored.version)
        except RuleBroken as error:
            self._view.show_setting_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))
            self.refresh()
        else:
            self._view.show_setting_problem(field, "")

    def _answer(self, save: Callable[[], None]) -> None:
        try:
            save()
        except RuleBroken as error:
            self._view.show_answer_problem(error.field, str(error))
        except CohortDeskError as error:
            self._view.show_answer_problem("", str(error))
        else:
            self._view.close_question()


def _day(values: Mapping[str, object], field: str) -> date:
    day = read_date(str(values[field]))
    if day is None:
        raise RuleBroken(field, f"“{values[field]}” is no date. Type it as 1 April 2027.")
    return day


def _indices_in(text: str) -> str:
    """Return the lines of a text that are years with an index, one to a line."""
    try:
        return written_indices(pasted(text))
    except RuleBroken:
        return ""


def written_indices(indices: Mapping[int, object]) -> str:
    """Return indices as they are pasted: "2026/27 103.4", one to a line."""
    return "\n".join(f"{years.words(year)} {index}" for year, index in sorted(indices.items()))
