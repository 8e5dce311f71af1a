"""What a spreadsheet of benefits can tell about each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class SheetField(StrEnum):
    """One thing that a column may hold; the value is its name in files and commands."""

    LINE = "line"
    PROJECT = "project"
    TITLE = "title"
    QUOTE = "quote"
    PAGE = "page"
    AMOUNT = "amount"
    APPROXIMATE = "approximate"
    BASIS = "basis"
    RECURRENT = "recurrent"
    FIRST_YEAR = "first_year"
    YEARS = "years"
    YEAR_AMOUNT = "amount_of_year"
    TYPE = "type"
    OWNER = "owner"
    OWNER_AGENCY = "owner_agency"
    VALIDATOR = "validator"
    VALIDATOR_AGENCY = "validator_agency"
    POT = "pot"
    SHARES = "agencies"
    SHARE = "share_of_agency"
    MEASURE = "measure"
    UNIT = "unit"
    BASELINE_VALUE = "baseline_value"
    BASELINE_ON = "baseline_on"
    BASELINE_SOURCE = "baseline_source"
    TARGET = "target"
    GRADE = "grade"
    PRICE_YEAR = "price_year"
    DEADWEIGHT = "deadweight"
    DISPLACEMENT = "displacement"
    LEAKAGE = "leakage"
    SUBSTITUTION = "substitution"
    COSTS = "costs"
    ONE_OFF_COST = "one_off_cost"
    RUNNING_COST = "running_cost"
    COST_AGENCY = "cost_agency"
    FORECAST = "forecast"
    CLAIMED = "claimed"
    VALIDATED = "validated"

    @property
    def label(self) -> str:
        """The field's name on the screen."""
        return _LABELS[self]


_F = SheetField
_LABELS = {
    _F.LINE: "Line number",
    _F.PROJECT: "Project",
    _F.TITLE: "Benefit",
    _F.QUOTE: "Quoted sentence",
    _F.PAGE: "Page",
    _F.AMOUNT: "Projected amount",
    _F.APPROXIMATE: "Approximate",
    _F.BASIS: "Gross or net",
    _F.RECURRENT: "Recurrent or one-off",
    _F.FIRST_YEAR: "First financial year",
    _F.YEARS: "Number of years",
    _F.YEAR_AMOUNT: "Amount of the year in the heading",
    _F.TYPE: "Type",
    _F.OWNER: "Owner",
    _F.OWNER_AGENCY: "Owner’s agency",
    _F.VALIDATOR: "Validator",
    _F.VALIDATOR_AGENCY: "Validator’s agency",
    _F.POT: "Pot",
    _F.SHARES: "Agencies with shares",
    _F.SHARE: "Share of the agency in the heading",
    _F.MEASURE: "Measure",
    _F.UNIT: "Unit",
    _F.BASELINE_VALUE: "Baseline",
    _F.BASELINE_ON: "Baseline’s date",
    _F.BASELINE_SOURCE: "Baseline’s source",
    _F.TARGET: "Target",
    _F.GRADE: "Confidence grade",
    _F.PRICE_YEAR: "Price year",
    _F.DEADWEIGHT: "Deadweight",
    _F.DISPLACEMENT: "Displacement",
    _F.LEAKAGE: "Leakage",
    _F.SUBSTITUTION: "Substitution",
    _F.COSTS: "Costs",
    _F.ONE_OFF_COST: "One-off cost",
    _F.RUNNING_COST: "Running cost a year",
    _F.COST_AGENCY: "Who pays the cost",
    _F.FORECAST: "Forecast (not taken)",
    _F.CLAIMED: "Claimed (not taken)",
    _F.VALIDATED: "Validated (not taken)",
}

TOLD = frozenset({_F.FORECAST, _F.CLAIMED, _F.VALIDATED})
"""What a spreadsheet may tell and an import never takes: it rests on people and evidence here."""

MONEY = frozenset({_F.AMOUNT, _F.YEAR_AMOUNT, _F.ONE_OFF_COST, _F.RUNNING_COST, *TOLD})
"""The fields that hold plain amounts, in the unit that their heading names."""

SEVERAL = frozenset({_F.YEAR_AMOUNT, _F.SHARE, *TOLD})
"""The fields that more than one column may hold."""

FieldValue = str | int | bool | date | None


@dataclass(frozen=True, slots=True)
class SheetCost:
    """A cost that a row tells; without a year it is of the first year, or of each if running."""

    kind: str
    pence: int
    year: int | None = None
    agency: str = ""
    moved: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetBenefit:
    """One row of a sheet, read as a benefit; what the row leaves empty is not there.

    Attributes:
        row: as the spreadsheet counts.
        line_id: the number of the line in an export, None without.
        fields: by the names of a benefit's own fields, as they are stored.
        names: owner, validator, pot and their agencies as written.
        pence: a year's where the benefit is recurrent, else the whole.
        by_year: amounts of single years.
        shares: an agency as written, with hundredths of a percent.
        told: amounts that are never taken, in pence.
        wrong: why the row cannot be taken, a sentence each.
        remarks: how something in it was read, a sentence each.
    """

    row: int
    project: str = ""
    line_id: int | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict[str, FieldValue])
    names: Mapping[SheetField, str] = field(default_factory=dict[SheetField, str])
    pence: int | None = None
    first_year: int | None = None
    years: int | None = None
    by_year: tuple[tuple[int, int], ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    costs: tuple[SheetCost, ...] = ()
    told: Mapping[SheetField, int] = field(default_factory=dict[SheetField, int])
    wrong: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the row calls the benefit, else the beginning of the sentence it quotes."""
        return str(self.fields.get("title") or "")
