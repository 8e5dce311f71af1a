"""What the agencies' page does; free of Qt."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.agencies import FIELD_LABELS, guess_nature, tidy
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.sectors import sector_label
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.agencies import (
    Agency,
    PublicBody,
    add_agency,
    add_alias,
    delete_agencies,
    edit_agency,
    find_in_register,
    list_agencies,
    merge_agencies,
    read_agency,
    read_register,
    remove_alias,
)
from cohort_desk.services.history import history_of
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.record_editor import RecordKind

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_SHOWN_OF = frozenset({"agency", "agency_alias", "participant"})
EDITED = ("name", "short_name", "sector", "kind", "code", "code_scheme", "region", "notes")
"""The fields of an agency that the panel edits, in their order."""


class AgenciesView(Protocol):
    """What the presenter needs of its page."""

    def show_agencies(self, shown: Sequence[Agency], total: int, context: str) -> None: ...
    def show_none(self) -> None: ...
    def show_bodies(self, bodies: Sequence[PublicBody], new_name: str, sector: str) -> None: ...
    def show_added(self, agency_id: int) -> None: ...
    def show_add_problem(self, sentence: str) -> None: ...
    def show_alias_problem(self, sentence: str) -> None: ...
    def close_record(self) -> None: ...


class AgenciesPresenter:
    """Answers the agencies' page, and keeps its list current as records change."""

    def __init__(self, view: AgenciesView, desk: Desk) -> None:
        self._view, self._db, self._cohort_id = view, desk.db, desk.cohort_id
        self._runner, self._asks = desk.runner, desk.dialogs
        self._say, self._warn = desk.say, desk.warn
        self._all: tuple[Agency, ...] = ()
        self._shown: tuple[Agency, ...] = ()
        self._text = ""
        self._sectors: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Show the agencies."""
        self._all = list_agencies(self._db, self._cohort_id)
        self._show_list()

    def show_cohort(self, cohort_id: int) -> None:
        self._cohort_id = cohort_id
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the list is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show_list()

    def filter_sectors(self, sectors: tuple[object, ...]) -> None:
        self._sectors = sectors
        self._show_list()

    def widen(self) -> None:
        """Show every agency again."""
        self._text, self._sectors = "", ()
        self._show_list()

    def find_bodies(self, text: str) -> None:
        """Show the public bodies that the text may mean, and what a new agency would be."""
        known = {agency.code for agency in self._all if agency.code}
        bodies = [b for b in find_in_register(text, read_register()) if b.code not in known]
        self._view.show_bodies(bodies, tidy(text), guess_nature(text).sector)

    def add_body(self, body: PublicBody) -> None:
        """Add an agency as the register has it."""
        self._add(body.as_agency())

    def add_new(self, name: str, sector: str) -> None:
        """Add an agency that the register does not have."""
        self._add({"name": name, "sector": sector, "kind": guess_nature(name).kind})

    def add_alias(self, agency_id: int, text: str) -> None:
        try:
            add_alias(self._db, agency_id, text)
        except CohortDeskError as error:
            self._view.show_alias_problem(str(error))
        else:
            self._view.show_alias_problem("")

    def remove_alias(self, alias_id: int) -> None:
        try:
            remove_alias(self._db, alias_id)
        except CohortDeskError as error:
            self._warn(str(error))

    def merge(self, merged_id: int, into_name: str) -> None:
        """Make an agency part of another, chosen by its name."""
        names = {agency.name: agency for agency in self._all}
        kept = names.get(tidy(into_name))
        if kept is None:
            self._warn(f"There is no agency “{into_name}”. Choose one from the list.")
            return
        db = self._db
        self._runner.run(
            "Merging agencies",
            lambda report: merge_agencies(db, kept.id, merged_id, report),
            done=lambda _: self._view.show_added(kept.id),
            failed=lambda error: self._warn(str(error)),
        )

    def others(self, agency_id: int) -> tuple[str, ...]:
        """Return the names of the agencies into which this one could be merged."""
        return tuple(agency.name for agency in self._all if agency.id != agency_id)

    def delete(self, ids: Sequence[int]) -> None:
        """Delete those agencies that nobody needs, in one step, and name the others."""
        try:
            kept = delete_agencies(self._db, ids)
        except CohortDeskError as error:
            self._warn(str(error))
            return
        if kept:
            self._warn(
                "Not deleted, because people, tutors, projects or savings belong to them: "
                f"{', '.join(kept)}. Merge them into another agency, or give what belongs to them "
                "another agency first."
            )

    def export(self) -> None:
        """Save the agencies shown as a sheet."""
        path = self._asks.path_to_save("Export agencies", "Agencies.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = agencies_table(self._shown)
        self._runner.run(
            "Exporting agencies",
            lambda report: write_table(table, path, report),
            done=lambda _: self._say(f"Saved {len(table.rows):,} agencies in {path.name}."),
            writes=False,
        )

    def _add(self, values: Mapping[str, str | None]) -> None:
        try:
            agency_id = add_agency(self._db, values)
        except RuleBroken as error:
            self._view.show_add_problem(str(error))
        except CohortDeskError as error:
            self._warn(str(error))
        else:
            self.refresh()
            self._view.show_added(agency_id)

    def _show_list(self) -> None:
        if not self._all:
            self._view.show_none()
            return
        words = folded(self._text).split()
        self._shown = tuple(
            agency
            for agency in self._all
            if (not self._sectors or agency.sector in self._sectors) and _has(agency, words)
        )
        self._view.show_agencies(self._shown, len(self._all), _context(self._all))


def agency_kind(db: "Database", cohort_id: Callable[[], int]) -> RecordKind[Agency]:
    """Return how the panel of one agency reads and saves."""

    def save(agency: Agency, field: str, typed: str) -> None:
        edit_agency(db, agency.id, agency.version, {field: typed})

    def words(field: str, typed: str) -> str:
        return sector_label(typed) if field == "sector" else typed

    return RecordKind(
        FIELD_LABELS,
        _SHOWN_OF,
        read=lambda agency_id: read_agency(db, agency_id, cohort_id()),
        save=save,
        typed=typed_value,
        history=lambda agency_id: history_of(db, "agency", agency_id),
        words=words,
    )


def typed_value(agency: Agency, field: str) -> str:
    """Return what a form shows of an agency's field."""
    return getattr(agency, field) or ""


def agencies_table(agencies: Sequence[Agency]) -> TableOut:
    """Return agencies as a sheet."""
    return TableOut(
        "Agencies",
        ("Name", "Short name", "Sector", "Type", "Code", "Region", "People", "Also known as"),
        [
            (
                agency.name,
                agency.short_name,
                sector_label(agency.sector),
                agency.kind,
                agency.code or "",
                agency.region,
                agency.people,
                "; ".join(alias.text for alias in agency.aliases),
            )
            for agency in agencies
        ],
    )


def _has(agency: Agency, words: Sequence[str]) -> bool:
    """Say whether every word begins some word of the agency's names, type, code or region."""
    if not words:
        return True
    aliases = " ".join(alias.text for alias in agency.aliases)
    texts = (agency.name, agency.short_name, agency.abbreviation, agency.kind, agency.region)
    own = folded(" ".join((*texts, agency.code or "", aliases))).replace("-", " ").split()
    return all(any(mine.startswith(word) for mine in own) for word in words)


def _context(agencies: Sequence[Agency]) -> str:
    sectors = len({agency.sector for agency in agencies})
    people = sum(agency.people for agency in agencies)
    count = counted(len(agencies), "agency", "agencies")
    within = counted(sectors, "sector", "sectors")
    return f"{count} in {within}, with {counted(people, 'person', 'people')} in this cohort"
