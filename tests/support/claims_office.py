"""An office with claims that wait for two finance officers, and spreadsheets typed into.

Joan Ledger of Leeds is to confirm two claims, Piotr Balance of the police one.
"""

import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from xml.sax.saxutils import escape

from cohort_desk.db.tables import (
    AgencyRow,
    BenefitRow,
    ClaimEvidenceRow,
    ClaimRow,
    FigureRow,
    FigureYearRow,
    GroupRow,
    OfficerRow,
    PotRow,
    ProjectRow,
    RoundRow,
    ShareRow,
)
from cohort_desk.services.store import keep

LEEDS, POLICE = 1, 2
JOAN, PIOTR, OLIVE, CARLA = 1, 2, 3, 4
VETTING, HOUSING, CUSTODY = 1, 2, 3
LEDGER, PHOTO = b"%PDF-1.4 a made-up ledger", b"a made-up photograph"
_CLAIMS = {
    VETTING: (12_000_050, "Ledger.pdf", LEDGER),
    HOUSING: (3_000_000, "Photo: roof?.jpg", PHOTO),
    CUSTODY: (500_000, "Ledger.pdf", LEDGER),
}
_COLUMNS = {"decision": 8, "amount": 9, "grade": 10, "reason": 11, "by": 12, "day": 13}


def lay_claims_out(db):
    """Add two agencies, a project with three benefits, and a claim on each that waits."""
    now = datetime.now(UTC).replace(microsecond=0)
    with db.begin("savings") as work:
        add = work.session.add
        for number, name in ((LEEDS, "Leeds City Council"), (POLICE, "West Yorkshire Police")):
            add(AgencyRow(id=number, name=name, name_key=name.casefold(), sector="police"))
        officers = (
            (JOAN, "Joan Ledger", LEEDS),
            (PIOTR, "Piotr Balance", POLICE),
            (OLIVE, "Olive Owner", LEEDS),
            (CARLA, "Carla Claimant", LEEDS),
        )
        for number, name, agency in officers:
            add(OfficerRow(id=number, name=name, name_key=name.casefold(), agency_id=agency))
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=now))
        add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        add(ProjectRow(id=1, cohort_id=1, group_id=1, title="One CRB service", status="proposed"))
        add(
            PotRow(
                id=1,
                name="Vetting budget",
                name_key="vetting budget",
                agency_id=LEEDS,
                baseline_pence=50_000_000,
                baseline_on=date(2024, 4, 1),
                baseline_source="Ledger 2024",
            )
        )
        work.session.flush()
        for number, title, validator in (
            (VETTING, "Shared vetting", JOAN),
            (HOUSING, "=Fewer repairs", JOAN),
            (CUSTODY, "Custody time", PIOTR),
        ):
            _benefit(work, number, title, validator)
            _claim(work, number, validator)
    return db


def _benefit(work, number, title, validator):
    """Add a benefit that is forecast from the newest financial year that has ended."""
    add, now, year = work.session.add, datetime.now(UTC), _newest_year()
    add(
        BenefitRow(
            id=number,
            project_id=1,
            title=title,
            type="cashable_spend",
            recurrent=True,
            basis="net",
            quote="projected to save c £150K annually",
            page="12",
            measure="Checks",
            unit="checks",
            baseline_value="240",
            baseline_on=date(year, 4, 1) - timedelta(days=30),
            baseline_source="Register",
            owner_id=OLIVE,
            validator_id=validator,
            pot_id=1,
        )
    )
    work.session.flush()
    add(ShareRow(benefit_id=number, agency_id=LEEDS, basis_points=10_000))
    for at, kind in enumerate(("projected", "forecast")):
        figure = number * 10 + at
        add(
            FigureRow(
                id=figure,
                benefit_id=number,
                kind=kind,
                number=1,
                pence=15_000_000,
                first_year=year,
                years=3,
                dated_on=now.date(),
                recorded_at=now,
                recorded_by="Ann",
            )
        )
        work.session.flush()
        for each in range(3):
            add(FigureYearRow(figure_id=figure, year=year + each, pence=15_000_000))


def _claim(work, number, validator):
    """Add a claim on a benefit, with a file that shows it."""
    add, year = work.session.add, _newest_year()
    pence, name, content = _CLAIMS[number]
    add(
        ClaimRow(
            id=number,
            benefit_id=number,
            agency_id=None,
            pot_id=1,
            year=year,
            from_on=date(year, 4, 1),
            to_on=date(year, 9, 30),
            claimed_on=date(year, 10, 1),
            gross_pence=pence + 1_000_000,
            moved_pence=1_000_000,
            pence=pence,
            maturity="may",
            grade="partial",
            effect="better",
            note="As in the ledger",
            claimant_id=CARLA,
            claimant_name="Carla Claimant",
            claimant_agency="Leeds City Council",
            owner_id=OLIVE,
            validator_id=validator,
            recorded_at=datetime.now(UTC),
            recorded_by="Ann",
        )
    )
    work.session.flush()
    add(ClaimEvidenceRow(claim_id=number, sha256=keep(work, name, content), name=name))


def _newest_year():
    today = datetime.now(UTC).date()
    return today.year - (today.month < 4) - 1


def filled(amount=None, **more):
    """Return what Joan types in a row to validate a claim, or what else is given."""
    today = f"{datetime.now(UTC).date():%d/%m/%Y}"
    typed = {"decision": "Validate", "grade": "Sufficient", "by": "Joan Ledger", "day": today}
    return {**typed, "amount": amount, **more}


def type_into(path, rows, *, also=None):
    """Type into rows of a form, as a spreadsheet program saves it: text, or numbers as such.

    Args:
        path: the form, which is changed.
        rows: by the number of the row, from 1 below the headings, the cells to fill in.
        also: other cells by their names, such as "A2", whether or not they are locked.
    """
    typed = {
        f"{chr(ord('A') + _COLUMNS[field])}{row + 1}": value
        for row, cells in rows.items()
        for field, value in cells.items()
        if value is not None
    }
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    for cell, value in {**typed, **(also or {})}.items():
        sheet, count = re.subn(
            rf'<c r="{cell}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)',
            lambda found, cell=cell, value=value: _cell(cell, found[1] or "", value),
            sheet,
        )
        assert count == 1, cell
    parts["xl/worksheets/sheet2.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _cell(name, style, value):
    if isinstance(value, int | float):
        return f'<c r="{name}"{style}><v>{value}</v></c>'
    return f'<c r="{name}"{style} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
