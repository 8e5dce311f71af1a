"""An office with two projects and a pot, and spreadsheets of savings as offices keep them."""

import csv
from dataclasses import replace

import pytest

from cohort_desk.exchange.savings.importing import import_benefits
from cohort_desk.services.savings.imports.plans import Otherwise
from savings_office import furnish

ALL = Otherwise(type="cashable_spend", first_year=2026, years=3)


@pytest.fixture
def office(db):
    """The office of the tests of claims."""
    return furnish(db)


@pytest.fixture
def sheet(tmp_path):
    """Writes rows as a CSV file: `sheet(["Project", …], […], encoding="cp1252")`."""

    def write(*rows, name="Savings.csv", encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def take(office):
    """Imports a file: `take(path, project_id=1)`; what a sheet leaves unsaid is cashable."""

    def run(path, **options):
        otherwise = replace(
            ALL, **{key: options.pop(key) for key in ("project_id", "type") if key in options}
        )
        return import_benefits(office.db, 1, path, otherwise=otherwise, **options)

    return run
