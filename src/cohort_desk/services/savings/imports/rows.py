"""Understands one row of a spreadsheet of benefits: its names, its figure, its shares and costs."""

from collections.abc import Callable
from typing import Any, TypeVar

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.fields import (
    CostInput,
    FigureInput,
    check_shares,
    clean_cost,
    clean_figure,
)
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.sheets import SheetBenefit, SheetCost, SheetField
from cohort_desk.domain.savings.words import TYPES
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.imports.names import Names
from cohort_desk.services.savings.imports.plans import OfficerWish, Otherwise, Shares

_F = SheetField
_T = TypeVar("_T")
_NO_PROJECT = (
    "It names no project. Add a column with the project’s title, or choose one project for all "
    "rows that name none."
)
_NO_AMOUNT = "It has no amount. Write what is projected, such as £150,000 or “about £150K a year”."
_NO_FIRST_YEAR = (
    "It names no first financial year. Add a column with years such as 2026/27, or choose one for "
    "all rows that name none."
)
_NO_PAYER = "Nothing says who pays its cost. Name the agency in a column of its own."


class RowReader:
    """A row against the names of the programme; what is wrong with it is kept in `problems`."""

    def __init__(self, row: SheetBenefit, names: Names, otherwise: Otherwise, horizon: int) -> None:
        self.row, self._names, self._otherwise, self._horizon = row, names, otherwise, horizon
        self.problems: list[str] = list(row.wrong)
        self.remarks: list[str] = list(row.remarks)

    def tried(self, read: Callable[[], _T]) -> _T | None:
        """Return what is read, None with its sentence among the problems if it breaks a rule."""
        try:
            return read()
        except RuleBroken as broken:
            self.problems.append(str(broken))
            return None

    def project(self, of_line: int | None) -> int | None:
        """Return the project: the line's own, the one that the row names, or the one for all."""
        named = self.row.project
        if of_line and (not named or folded(self._names.projects[of_line]) == folded(named)):
            return of_line
        if named:
            return self.tried(lambda: self._names.project(named))
        if self._otherwise.project_id is None:
            self.problems.append(_NO_PROJECT)
        return self._otherwise.project_id

    def own_fields(self) -> dict[str, Any]:
        """Return the editable fields that the row fills, with its pot."""
        kept = {
            name: value
            for name, value in self.row.fields.items()
            if name not in ("basis", "approximate")
        }
        spelling = self.row.names.get(_F.POT, "")
        pot_id = self._names.pot(spelling) if spelling else None
        if spelling and pot_id is None:
            self.remarks.append(
                f"There is no pot “{spelling}”, so the benefit gets none. Add the pot with its "
                "baseline under Watch, then choose it."
            )
        return {**kept, "pot_id": pot_id} if pot_id else kept

    def type_or(self, instead: str) -> str:
        """Return the type: the row's, or the one for all rows without."""
        found = str(self.row.fields.get("type") or self._otherwise.type)
        if not found and not any(wrong.startswith(_F.TYPE.label) for wrong in self.problems):
            self.problems.append(
                "It has no type. Add a column that says Cashable, Income, Non-cashable or Third "
                "party, or choose one for all rows that say nothing."
            )
        if found and "type" not in self.row.fields:
            self.remarks.append(
                f"It names no type: taken as “{TYPES.get(found, found)}”, confirm it."
            )
        return found or instead

    def recurrent(self) -> bool:
        """Return whether a new benefit comes every year."""
        said = self.row.fields.get("recurrent")
        if said is not None:
            return bool(said)
        several = len(self.row.by_year) > 1 or (self.row.years or 0) > 1
        if not several:
            self.remarks.append("Taken as one-off: nothing says that it comes again.")
        return several

    def officer(self, who: SheetField, where: SheetField) -> OfficerWish | None:
        """Return the owner or validator that the row names, None where it names nobody."""
        name, agency = self.row.names.get(who, ""), self.row.names.get(where, "")
        if not name:
            return None
        sole = self.row.shares[0][0] if len(self.row.shares) == 1 else ""
        return self.tried(lambda: self._names.officer(name, agency or sole))

    def shares(self) -> Shares | None:
        """Return the shares by agency; None where the row has none, or one cannot be told."""
        found = [
            (self.tried(lambda name=name: self._names.agency(name)), part)
            for name, part in self.row.shares
        ]
        sure = tuple((agency_id, part) for agency_id, part in found if agency_id is not None)
        if not sure or len(sure) < len(found):
            return None
        checked = self.tried(lambda: check_shares(sure))
        return tuple(checked.items()) if checked else None

    def figure(
        self, first_year: int | None, years: int | None, *, recurrent: bool
    ) -> FigureInput | None:
        """Return the figure that the row gives, None with its problem where it gives none.

        Args:
            first_year: the line's own, which holds where the row names none.
            years: likewise.
            recurrent: whether the benefit comes every year.
        """
        row = self.row
        if row.pence is None and not row.by_year:
            if not any(wrong.startswith((_F.AMOUNT.label, _F.QUOTE.label)) for wrong in row.wrong):
                self.problems.append(_NO_AMOUNT)
            return None
        first = row.first_year or first_year or self._otherwise.first_year
        if first is None and not row.by_year:
            if not any(wrong.startswith(_F.FIRST_YEAR.label) for wrong in row.wrong):
                self.problems.append(_NO_FIRST_YEAR)
            return None
        entered = FigureInput(
            pence=row.pence or 0,
            first_year=first or 0,
            years=row.years or years or self._otherwise.years or 0,
            by_year=row.by_year,
        )
        made = self.tried(lambda: clean_figure(entered, recurrent=recurrent, horizon=self._horizon))
        if made and row.by_year and row.pence is not None:
            self._compare(row.pence, made)
        if made and recurrent and not (row.years or years or row.by_year):
            self._tell_years(made)
        return made

    def _tell_years(self, made: FigureInput) -> None:
        """Remark on the years of a benefit that comes every year, which its row does not name."""
        amounts = [amount for _year, amount in made.by_year]
        whose = "as chosen" if self._otherwise.years else "the programme’s horizon"
        number = counted(len(amounts), "year", "years")
        self.remarks.append(f"{number}, {whose}: {pounds(sum(amounts))} in all.")

    def costs(
        self, years: tuple[int, ...], owner: OfficerWish | None, shares: Shares | None
    ) -> tuple[CostInput, ...]:
        """Return the costs of the row, one of each year; a payer not named is the owner's agency.

        Args:
            years: of the figure that counts: one-off costs fall into the first, running into all.
            owner: whose agency pays where none is named.
            shares: whose only agency pays where the owner says nothing.
        """
        payer = owner.agency_id if owner else None
        if payer is None and shares and len(shares) == 1:
            payer = shares[0][0]
        made: list[CostInput] = []
        for cost in self.row.costs:
            paid_by = self._payer(cost, payer)
            if paid_by is None:
                continue
            when = years[:1] if cost.kind == "one_off" else years
            for year in (cost.year,) if cost.year else when:
                entered = _cost(cost, year, paid_by)
                cleaned = self.tried(lambda entered=entered: clean_cost(entered))
                made += [cleaned] if cleaned else []
        return tuple(made)

    def _payer(self, cost: SheetCost, instead: int | None) -> int | None:
        if cost.agency:
            return self.tried(lambda: self._names.agency(cost.agency))
        if instead is None:
            self.problems.append(_NO_PAYER)
        return instead

    def _compare(self, pence: int, made: FigureInput) -> None:
        """Remark on an amount that is neither a year's nor that of all years."""
        amounts = [amount for _year, amount in made.by_year]
        if pence not in (*amounts, sum(amounts)):
            self.remarks.append(
                "Its amount is neither one year’s nor that of all years: those of the years count."
            )


def _cost(cost: SheetCost, year: int, agency_id: int) -> CostInput:
    return CostInput(
        year=year,
        agency_id=agency_id,
        kind=cost.kind,
        pence=cost.pence,
        moved=cost.moved,
        note=cost.note,
    )
