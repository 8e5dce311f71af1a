"""What is exported is taken back as it was: the programme's own sheet loses not a penny."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.errors import CannotWrite
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings.fields import BenefitEntry, CostInput
from cohort_desk.domain.savings.sheets import TOLD, SheetField
from cohort_desk.domain.savings.words import BASES, TYPES
from cohort_desk.exchange.savings.exporting import write_savings_tables, write_savings_workbook
from cohort_desk.exchange.savings.headings import find_sheet, recognise
from cohort_desk.exchange.savings.importing import import_benefits
from cohort_desk.exchange.savings.line_sheet import lines_sheet
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.imports import RowKind
from cohort_desk.services.savings.benefits.entering import enter_benefits
from cohort_desk.services.savings.benefits.records import benefits_of
from cohort_desk.services.savings.exporting import read_savings_out
from savings_office import FLEET, LEEDS, OWNER, POLICE, TODAY, VALIDATOR

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "),
    min_size=1,
    max_size=40,
).map(lambda text: " ".join(text.split()))
# A sheet keeps the apostrophe that stands before what begins like a formula for its own.
TEXT = WORDS.filter(lambda text: not text.startswith("'"))
MAYBE = st.one_of(st.just(""), TEXT)
PENCE = st.integers(1, 10**12)
POINTS = st.integers(0, 10_000)


@st.composite
def entries(draw):
    """A benefit with whatever an office may enter of it."""
    by_year = draw(
        st.one_of(
            st.just(()),
            st.dictionaries(st.integers(2020, 2035), PENCE, min_size=1, max_size=5).map(
                lambda years: tuple(sorted(years.items()))
            ),
        )
    )
    part = draw(st.integers(1, 9_999))
    shares = ((LEEDS, part), (POLICE, 10_000 - part))
    return BenefitEntry(
        project_id=draw(st.sampled_from([1, 2])),
        title=draw(TEXT.filter(str.strip)),
        type=draw(st.sampled_from([*TYPES])),
        recurrent=draw(st.booleans()),
        basis=draw(st.sampled_from([*BASES])),
        approximate=draw(st.booleans()),
        pence=draw(PENCE),
        first_year=draw(st.integers(2020, 2040)),
        years=draw(st.integers(1, 12)),
        by_year=by_year,
        quote=draw(st.one_of(MAYBE, st.just("It saves money,\nevery year."))),
        page=draw(MAYBE),
        measure=draw(MAYBE),
        unit=draw(MAYBE),
        baseline_value=draw(st.sampled_from(["", "12.5", "400000", "-3"])),
        baseline_on=draw(st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1)))),
        baseline_source=draw(MAYBE),
        owner_id=draw(st.sampled_from([None, OWNER])),
        validator_id=draw(st.sampled_from([None, VALIDATOR])),
        pot_id=draw(st.sampled_from([None, 1])),
        grade=draw(st.integers(1, 6)),
        price_year=draw(st.one_of(st.none(), st.integers(2020, 2040))),
        deadweight=draw(POINTS),
        leakage=draw(POINTS),
        shares=draw(st.sampled_from([(), shares])),
        costs=draw(
            st.lists(
                st.builds(
                    CostInput,
                    year=st.integers(2020, 2040),
                    agency_id=st.sampled_from([LEEDS, POLICE]),
                    kind=st.sampled_from(["one_off", "running"]),
                    pence=PENCE,
                    moved=st.booleans(),
                    note=st.sampled_from(["", "Kit; and more", "=1+1"]),
                ),
                max_size=3,
            ).map(tuple)
        ),
    )


LISTS = st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: folded(entry.title))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(entered=LISTS)
def test_lines_come_back_as_they_went_out(office, tmp_path, kind, entered):
    ids = enter_benefits(office.db, entered)
    before = told(office, ids)
    path = exported(office, tmp_path, kind)

    known = import_benefits(office.db, 1, path).plan.rows
    assert [(row.reason, row.changes) for row in known if row.kind is not RowKind.DUPLICATE] == []
    set_aside(office, ids)
    plan = import_benefits(office.db, 1, without_numbers(path)).plan
    made = [row.title for row in plan.rows if row.kind is RowKind.NEW]
    assert sorted(made) == sorted(title for _project, title in before)
    anew = ids_of(office, made)
    assert told(office, anew) == before
    set_aside(office, anew)


def told(office, ids):
    """Return lines, by project and title, as an export has to keep them."""
    with office.db.read() as work:
        rows = {row.id: row for row in work.session.scalars(select(BenefitRow))}
        return {
            (each.line.project, each.line.title): (
                [getattr(rows[key], name) for name in _KEPT],
                each.current("projected").by_year,
                {(share.agency, share.basis_points) for share in each.shares},
                [(c.year, c.agency, c.kind, c.moved, c.pence, c.note) for c in each.costs],
            )
            for key, each in benefits_of(work, ids, TODAY).items()
        }


_KEPT = (
    *("type", "recurrent", "basis", "approximate", "quote", "page", "measure", "unit"),
    *("baseline_value", "baseline_on", "baseline_source", "owner_id", "validator_id", "pot_id"),
    *("grade", "price_year", "deadweight", "leakage"),
)


def ids_of(office, titles):
    with office.db.read() as work:
        return work.session.scalars(select(BenefitRow.id).where(BenefitRow.title.in_(titles))).all()


def set_aside(office, ids):
    """Give lines other titles, so that no row of a sheet is about them."""
    with office.db.begin("other titles") as work:
        for key in ids:
            work.session.get_one(BenefitRow, key).title = f"Set aside {key}"


def exported(office, folder, kind):
    savings = read_savings_out(office.db, None, TODAY)
    if kind == "csv":
        return write_savings_tables(savings, folder / "out")[0]
    path = folder / "Savings.xlsx"
    write_savings_workbook(savings, path)
    return path


def without_numbers(path):
    """Return the sheet as an office would send it that has no numbers of lines."""
    plain = path.with_name("Plain.csv")
    with plain.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row[1:] for row in find_sheet(read_workbook(path)).rows)
    return plain


def test_information_beside_the_lines_is_never_taken_for_a_field():
    heads = lines_sheet((), 4).headings
    own = [field.label for field in SheetField if field in _taken(heads)]
    beyond = heads[len(own) :]
    meant = {recognise(heading) and recognise(heading)[0] for heading in beyond}
    assert meant <= TOLD | {None}


def _taken(heads):
    return {field for field in SheetField if field.label in heads}


def test_each_claim_is_told_with_its_state_and_who_confirmed_it(office, tmp_path):
    first = office.claim(pence=4_000_001)
    office.validate(first, 3_000_001, reason="Invoice for 9 months")
    office.claim(FLEET)
    path = exported(office, tmp_path, "xlsx")
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(path).sheets}
    heads, *rows = sheets["Claims"]
    told_claims = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert told_claims["1"]["State"] == "Validated"
    assert told_claims["1"]["Claimed"] == "40000.01"
    assert told_claims["1"]["Validated"] == "30000.01"
    assert told_claims["1"]["Confirmed by"] == "Val Finance"
    assert told_claims["1"]["Reason"] == "Invoice for 9 months"
    assert told_claims["2"]["State"] == "Waits for its validator"
    heads, *lines = sheets["Benefits"]
    vetting = next(dict(zip(heads, row, strict=True)) for row in lines if row[0] == "1")
    assert vetting["Validated total"] == "30000.01"
    assert vetting["Confirmations"] == "Val Finance (Leeds City Council)"


def test_years_and_agencies_add_up_to_the_line_of_totals(office, tmp_path):
    office.validate(office.claim(pence=4_000_001), 4_000_001)
    sheets = {s.name: s.rows for s in read_workbook(exported(office, tmp_path, "xlsx")).sheets}
    for name in ("By year", "By agency"):
        heads, *rows, total = sheets[name]
        assert total[0] == "Total"
        for at in range(1, len(heads)):
            assert sum(Decimal(row[at]) for row in rows) == Decimal(total[at])
    heads, *_, total = sheets["By agency"]
    assert total[heads.index("Cash-releasing: validated")] == "40000.01"


def test_nothing_in_a_sheet_runs_as_a_formula(office, tmp_path):
    enter_benefits(
        office.db,
        [BenefitEntry(project_id=1, title="=HYPERLINK(1)", quote="@SUM(A1)", pence=1,
                      first_year=2026)],
    )  # fmt: skip
    text = exported(office, tmp_path, "csv").read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "'@SUM(A1)" in text


def test_a_folder_that_cannot_be_made_is_a_sentence(office, tmp_path):
    (tmp_path / "taken").write_text("a file")
    savings = read_savings_out(office.db, None, TODAY)
    with pytest.raises(CannotWrite, match="cannot be made"):
        write_savings_tables(savings, tmp_path / "taken")
