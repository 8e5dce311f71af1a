"""Spreadsheets of benefits against an office: what each row comes to, and what is written."""

from datetime import date

import pytest

from cohort_desk.db.tables import ImportLayoutRow, OfficerRow, PotRow, ProjectRow
from cohort_desk.domain.errors import Cancelled, CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.exchange.savings.headings import find_list, find_sheet
from cohort_desk.exchange.savings.importing import import_benefits, write_refused
from cohort_desk.exchange.savings.mapping import mapping_of, propose
from cohort_desk.exchange.savings.rows import read_benefits
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.history import undo_step
from cohort_desk.services.imports import RowKind
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.officers import list_officers
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.imports.planning import plan_benefits
from cohort_desk.services.savings.imports.plans import Answers, BenefitSheet, Otherwise
from cohort_desk.services.savings.imports.writing import apply_benefits
from savings_office import LEEDS, OWNER, POLICE, TODAY, VETTING

OWN = ("Project", "Description of saving", "Annual saving (£)", "Starts", "For years")
SINGLE = ("One service", "Single CRB service", "c £150K annually", "2026/27", "5")


def kinds(done):
    return [(row.row, row.kind.value) for row in done.plan.rows]


def reasons(done):
    return [row.reason for row in done.plan.rows if row.kind is RowKind.REFUSED]


def test_an_offices_own_sheet_becomes_lines(office, take, sheet):
    path = sheet(
        ("Savings tracker 2026",),
        (),
        (*OWN, "Lead officer", "Organisation", "Cashable?", "Leeds City Council %", "WYP %"),
        (*SINGLE, "Olu Owner", "", "Yes", "60", "40"),
        (*OWN[:1], *OWN[1:], "", "", "", "", ""),
        ("One service", "Less paper", "£1,234.50", "2026-27", "1", "New Person",
         "Leeds City Council", "No", "0.6", "0.4"),
        ("Total", "", "£151,234.50"),
    )  # fmt: skip
    done = take(path)
    assert kinds(done) == [(4, "New"), (6, "New")]
    assert (done.done.new, done.done.officers_added) == (2, 1)
    lines = {line.title: line for line in list_benefits(office.db, 1, TODAY)}
    single = read_benefit(office.db, lines["Single CRB service"].id, TODAY)
    assert (single.line.projected, single.line.approximate, single.line.recurrent) == (
        75_000_000,
        True,
        True,
    )
    assert single.line.basis == "unknown"
    assert single.quote == "c £150K annually"
    assert [(share.agency_id, share.basis_points) for share in single.shares] == [
        (LEEDS, 6000),
        (POLICE, 4000),
    ]
    paper = lines["Less paper"]
    assert (paper.projected, paper.type, paper.owner) == (123_450, "non_cashable", "New Person")


def test_the_same_file_again_is_all_duplicates_and_its_headings_are_remembered(take, sheet):
    rows = [("A", "B", "C", "D"), ("One service", "Shared vans", "£10", "2026/27")]
    pairs = [("project", "A"), ("title", "B"), ("amount", "C"), ("first_year", "D")]
    assert kinds(take(sheet(*rows), pairs=pairs)) == [(2, "New")]
    again = take(sheet(*rows))
    assert kinds(again) == [(2, "Duplicate")]
    assert "is here already, with nothing new" in again.plan.rows[0].reason
    assert again.done.step_id is None


def test_one_import_is_one_step_that_undo_takes_back(office, take, sheet):
    before = (list_benefits(office.db, None, TODAY), list_officers(office.db))
    head = (*OWN, "Owner", "Agency", "One-off cost", "Agencies with shares")
    row = (*SINGLE, "New Person", "Leeds City Council", "60,000", "Leeds City Council 100%")
    done = take(sheet(head, row))
    assert done.plan.can_be_undone
    assert done.plan.new_officers == ("New Person, Leeds City Council",)
    undo_step(office.db, done.done.step_id)
    assert (list_benefits(office.db, None, TODAY), list_officers(office.db)) == before


def test_a_changed_amount_revises_the_figure_for_good(office, take, sheet):
    head = ("Project", "Benefit", "Amount", "First year", "Years", "Measure")
    done = take(sheet(head, ("Blue lights", "Shared fleet", "160,000", "2025/26", "1", "Vans")))
    (row,) = done.plan.rows
    assert [(change.label, change.old, change.new) for change in row.changes] == [
        ("Measure", "Spend on vetting", "Vans"),
        ("Projected", "£150,000 in 2025/26", "£160,000 in 2025/26"),
    ]
    assert not done.plan.can_be_undone
    figure = read_benefit(office.db, 2, TODAY).current("projected")
    assert (figure.number, figure.pence) == (2, 16_000_000)
    assert figure.reason == "Imported from Savings.csv, row 2."
    with pytest.raises(CannotUndo):
        undo_step(office.db, done.done.step_id)


def test_claimed_and_validated_amounts_are_read_but_never_taken(office, take, sheet):
    head = ("Project", "Benefit", "Amount", "First year", "Years", "Claimed", "Validated to date")
    done = take(sheet(head, ("Blue lights", "Shared fleet", "150000", "2025", "1", "90000", "1")))
    assert kinds(done) == [(2, "Duplicate")]
    assert "only its validator confirms it" in done.plan.told
    assert done.plan.rows[0].remark == (
        "Not taken from the sheet: claimed £90,000 (here £0) and validated £1 (here £0)."
    )
    assert office.claims() == []


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Amount": "(1,234)"}, "Projected amount: “(1,234)” is below nothing"),
        ({"Amount": "-5"}, "is a cost and belongs in a column of costs"),
        ({"Amount": "12.345"}, "has parts of a penny"),
        ({"Amount": "€500"}, "is not in pounds"),
        ({"Amount": "some"}, "“some” is no amount of money"),
        ({"Amount": "£5k to one, £7k to another"}, "names 2 amounts"),
        ({"Amount": ""}, "It has no amount"),
        ({"Project": ""}, "It names no project"),
        ({"Project": "One servise"}, "Perhaps One service? Say which one it is"),
        ({"Type": "maybe"}, "no type of benefit. Write Cashable"),
        ({"First year": "soon"}, "“soon” is no financial year"),
        ({"Owner": "Nobody Known"}, "Name their agency"),
        ({"Owner": "Val Finance", "Validator": "Val Finance"}, "cannot validate what they own"),
        ({"Shares": "Leeds City Council 60%"}, "add up to 60%, not to 100%"),
        ({"Shares": "all of it"}, "does not read as shares"),
        ({"Shares": "Atlantis Council 100%"}, "No agency here is surely “Atlantis Council”"),
        ({"Costs": "lots"}, "does not read as a cost"),
        ({"One-off cost": "500"}, "Nothing says who pays its cost"),
        ({"Grade": "7"}, "a whole number from 1 to 6"),
        ({"Benefit": ""}, "say in a few words what is saved"),
        ({"Benefit": "x" * 201}, "at most 200 characters"),
    ],
)
def test_each_bad_row_says_where_and_what_to_do_and_the_good_ones_stand(
    office, take, sheet, cells, sentence
):
    good = {
        "Project": "One service", "Benefit": "Fewer vans", "Amount": "£500", "Type": "cashable",
        "First year": "2026/27", "Owner": "", "Validator": "", "Shares": "", "Costs": "",
        "One-off cost": "", "Grade": "",
    }  # fmt: skip
    bad = {**good, "Benefit": "Fewer bikes", **cells}
    done = take(sheet(tuple(good), tuple(bad.values()), tuple(good.values())))
    assert kinds(done) == [(2, "Refused"), (3, "New")]
    assert sentence in reasons(done)[0]
    assert [line.title for line in list_benefits(office.db, 1, TODAY)] == [
        "Fewer vans",
        "Shared vetting",
    ]


def test_every_problem_of_a_row_is_told_at_once(take, sheet):
    head = ("Project", "Benefit", "Amount", "Type", "Shares")
    done = take(sheet(head, ("Nowhere", "A", "(5)", "odd", "Leeds City Council 10%")))
    (reason,) = reasons(done)
    for part in ("no type of benefit", "is below nothing", "add up to 10%", "“Nowhere”"):
        assert part in reason


def test_refused_rows_are_saved_with_their_reasons(take, sheet, tmp_path):
    done = take(sheet(("Project", "Benefit", "Amount"), ("One service", "=A1+1", "(5)")))
    path = tmp_path / "Refused.xlsx"
    assert write_refused(done.layout, done.plan, path) == 1
    heads, row = read_workbook(path).sheets[0].rows
    assert heads == ("Project", "Benefit", "Amount", "Row", "Why it was refused")
    assert row[1] == "=A1+1"
    assert "is below nothing" in row[4]


def test_a_name_that_is_nearly_right_is_asked_once_and_the_answer_holds(office, take, sheet):
    head = ("Project", "Benefit", "Amount")
    rows = [head, ("One servise", "A", "£5"), ("one servise", "B", "£6")]
    planned = take(sheet(*rows), dry_run=True)
    (question,) = planned.plan.questions
    assert (question.spelling, question.rows, question.suggested) == ("One servise", 2, 1)
    done = take(sheet(*rows), accept_likely=True)
    assert done.done.new == 2
    assert {line.project_id for line in list_benefits(office.db, 1, TODAY)} == {1}


def test_a_pot_that_nobody_knows_is_left_out_and_said(take, sheet):
    head = ("Project", "Benefit", "Amount", "Budget")
    done = take(sheet(head, ("One service", "A", "£5", "Secret"), ("One service", "B", "£5",
                "vetting budget")))  # fmt: skip
    first, second = done.plan.rows
    assert "There is no pot “Secret”" in first.remark
    assert (first.fields.pot_id, second.fields.pot_id) == (None, 1)


def test_rows_that_repeat_or_contradict_an_earlier_one(take, sheet):
    head = ("Project", "Benefit", "Amount")
    done = take(sheet(head, *[("One service", "Vans", amount) for amount in ("£5", "£5", "£6")]))
    assert kinds(done) == [(2, "New"), (3, "Duplicate"), (4, "Refused")]
    assert "Row 2 says otherwise" in reasons(done)[0]


def test_what_claims_rest_on_is_refused_before_anything_is_written(office, take, sheet):
    office.claim()
    head = ("Project", "Benefit", "Shares", "Type")
    done = take(
        sheet(head, ("One service", "Shared vetting", "Leeds City Council 100%", "Income")),
        dry_run=True,
    )
    (reason,) = reasons(done)
    assert "Withdraw or reject them before the shares change." in reason
    assert "rest on its type" in reason


def test_costs_are_added_once_and_put_right_where_they_differ(office, take, sheet):
    head = ("Project", "Benefit", "Costs")
    base = ("One service", "Shared vetting")
    costs = "one-off 2025/26 £60,000 Leeds City Council [Kit]; running 2026/27 £5 WYP"
    assert kinds(take(sheet(head, (*base, costs)))) == [(2, "Updated")]
    assert kinds(take(sheet(head, (*base, costs)))) == [(2, "Duplicate")]
    done = take(sheet(head, (*base, costs.replace("60,000", "65,000"))))
    assert [(c.old, c.new) for c in done.plan.rows[0].changes] == [("£60,000", "£65,000")]
    assert [cost.pence for cost in read_benefit(office.db, VETTING, TODAY).costs] == [6500000, 500]


def test_amounts_by_year_and_the_quote_alone_are_enough(office, take, sheet):
    head = ("Project", "Saving", "2026/27", "2027/28", "Actual 2026/27")
    take(sheet(head, ("One service", "Vans", "£1,000.10", "£3", "£9"), name="a.csv"))
    take(
        sheet(("What the report says",), ("Vans are projected to save c £150K annually (p. 7)",)),
        project_id=2,
    )
    lines = {line.project: line for line in list_benefits(office.db, None, TODAY) if line.id > 2}
    vans = read_benefit(office.db, lines["One service"].id, TODAY).current("projected")
    assert vans.by_year == ((2026, 100_010), (2027, 300))
    quoted = read_benefit(office.db, lines["Blue lights"].id, TODAY)
    assert (quoted.page, quoted.line.approximate) == ("7", True)
    assert quoted.current("projected").pence == 15_000_000


def test_windows_western_text_is_read(office, take, sheet):
    path = sheet(
        ("Project", "Benefit", "Amount"), ("One service", "Café – ½ price", "£5"), encoding="cp1252"
    )
    take(path)
    assert "Café – ½ price" in {line.title for line in list_benefits(office.db, 1, TODAY)}


def test_what_changed_since_the_preview_stops_the_import(office, take, sheet):
    done = take(sheet(("Project", "Benefit", "Amount"), ("One service", "A", "£5")), dry_run=True)
    office.change(PotRow, 1, name="Other")
    with pytest.raises(EditedMeanwhile, match="Nothing was imported"):
        apply_benefits(office.db, done.plan)
    assert len(list_benefits(office.db, None, TODAY)) == 2


def test_an_owner_who_has_left_is_refused_unless_they_own_it_already(office, take, sheet):
    office.change(OfficerRow, OWNER, left_on=date(2026, 5, 1))
    head = ("Project", "Benefit", "Amount", "Owner")
    done = take(
        sheet(head, ("One service", "Vans", "£5", "Olu Owner"),
              ("One service", "Shared vetting", "", "Olu Owner"))
    )  # fmt: skip
    assert kinds(done) == [(2, "Refused"), (3, "Duplicate")]
    assert "left the post on 1 May 2026. Name someone who can answer for it." in reasons(done)[0]


def test_stopping_half_way_writes_nothing(office, sheet):
    path = sheet(
        ("Project", "Benefit", "Amount"), *[("One service", f"B{n}", "1") for n in range(600)]
    )

    def stop(done, _total):
        if done > 300:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_benefits(office.db, 1, path, report=stop)
    assert len(list_benefits(office.db, None, TODAY)) == 2
    with office.db.read() as work:
        assert work.session.query(ImportLayoutRow).count() == 0


def test_columns_that_make_no_sense_are_refused_in_a_sentence(take, sheet):
    path = sheet(("Project", "Benefit", "Amount"), ("One service", "A", "£5"))
    with pytest.raises(RuleBroken, match="no field “nonsense”"):
        take(path, pairs=[("nonsense", "A")])
    with pytest.raises(RuleBroken, match="no column “Z9”"):
        take(path, pairs=[("title", "Z9")])
    with pytest.raises(RuleBroken, match="names no financial year"):
        take(path, pairs=[("amount_of_year", "Amount")])
    with pytest.raises(RuleBroken, match="No column of “Savings” names the benefits"):
        take(sheet(("Project", "Amount"), ("One service", "£5")))
    with pytest.raises(RuleBroken, match="has no rows below its headings"):
        take(sheet(("Project", "Benefit", "Amount")))


def test_where_two_cohorts_have_one_title_the_chosen_ones_project_is_meant(office, sheet):
    office.change(ProjectRow, 2, title="One service")
    path = sheet(
        ("Project", "Benefit", "Amount", "Type", "From"),
        ("One service", "A", "5", "income", "2026"),
    )
    plan = import_benefits(office.db, 2, path, dry_run=True).plan
    assert [row.project_id for row in plan.rows] == [2]
    unsure = import_benefits(office.db, None, path, dry_run=True).plan
    assert [each.spelling for each in unsure.questions] == ["One service"]
    answered = plan_benefits(
        office.db, None, _sheet_of(path), Answers({("project", "one service"): 1})
    )
    assert [row.project_id for row in answered.rows] == [1]


def _sheet_of(path):
    layout = find_list(find_sheet(read_workbook(path)))
    return BenefitSheet(path.name, read_benefits(layout, mapping_of(propose(layout))))


def test_years_and_type_that_no_row_names_are_told_with_their_total(office, sheet):
    path = sheet(
        ("Project", "Benefit", "Amount", "From"),
        ("One service", "A", "c £150K annually", "2026"),
    )
    otherwise = Otherwise(type="cashable_spend")
    (row,) = import_benefits(office.db, 1, path, otherwise=otherwise, dry_run=True).plan.rows
    assert "5 years, the programme’s horizon: £750,000 in all." in row.remark
    assert "It names no type: taken as “Cashable: net spend cut”, confirm it." in row.remark


def test_a_repeat_of_a_refused_row_is_refused_and_kept_with_it(take, sheet, tmp_path):
    bad = ("One service", "A", "(5)")
    done = take(sheet(("Project", "Benefit", "Amount"), bad, bad))
    assert kinds(done) == [(2, "Refused"), (3, "Refused")]
    assert "Repeats row 2, which is refused too." in reasons(done)[1]
    assert write_refused(done.layout, done.plan, tmp_path / "Refused.xlsx") == 2


def test_a_name_without_likeness_is_never_guessed(office, take, sheet):
    office.change(ProjectRow, 1, title="Project of Group 1")
    done = take(sheet(("Project", "Benefit", "Amount"), ("Project of Nowhere", "A", "5")))
    assert "Perhaps" not in reasons(done)[0]
