"""`cohort-desk savings`: shown, taken from a sheet, written into sheets, confirmed."""

import csv
from pathlib import Path

import pytest

from cohort_desk.cli.main import run
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services import programmes
from savings_office import FLEET, VETTING, furnish


@pytest.fixture
def office(programme):
    """The path of a programme with two benefits, each with a claim that waits."""
    db = programmes.open_programme(Path(programme))
    made = furnish(db)
    made.claim(VETTING, 4_000_050)
    made.claim(FLEET, 5_000_000)
    db.close()
    return programme


@pytest.fixture
def table(tmp_path):
    """Writes rows as a CSV file."""

    def write(*rows, name="List.csv"):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


def test_what_is_confirmed_is_shown_for_all_a_cohort_a_benefit_and_an_agency(ask, office):
    ask("savings", "validate", office, "--claim", 1, "--by", "Val Finance")
    _, every = ask("savings", "show", office)
    assert every["headline_pence"] == 4_000_050
    assert every["sums"]["cash"]["projected_pence"] == 30_000_000
    assert {line["title"] for line in every["benefits"]} == {"Shared vetting", "Shared fleet"}
    _, one = ask("savings", "show", office, "--cohort", "2027 intake")
    assert [line["title"] for line in one["benefits"]] == ["Shared fleet"]
    _, police = ask("savings", "show", office, "--agency", "west yorkshire police")
    assert police["agency"]["sums"]["cash"]["projected_pence"] == 4_500_000 + 15_000_000
    _, shown = ask("savings", "show", office, "--benefit", VETTING)
    (claim,) = shown["benefit"]["claims"]
    assert (claim["validated_pence"], claim["decided_by"]) == (4_000_050, "Val Finance")
    assert shown["benefit"]["worth"]["npsv_pence"]


def test_in_words(office, capsys):
    assert run(["savings", "show", office]) == 0
    said = capsys.readouterr().out
    assert "All cohorts: £0 validated and cash-releasing" in said
    assert "claimed £40,000.50, validated £0" in said
    assert run(["savings", "show", office, "--benefit", "1"]) == 0
    assert "Claim 1, 2025/26: £40,000.50 claimed, waits for Val Finance" in capsys.readouterr().out


def test_a_dry_run_then_the_import_then_duplicates(ask, office, table):
    sheet = table(
        ("Scheme", "Saving", "Worth", "When"),
        ("One service", "Less paper", "£1,234.50", "2026/27"),
        ("One service", "Bad", "(5)", "2026/27"),
        name="Savings.csv",
    )
    where = ("savings", "import", office, sheet, "--cohort", "2026 intake")
    asked = (*where, "--type", "non_cashable", "--map", "amount=Worth", "--map", "first_year=D")
    _, planned = ask(*asked, "--dry-run")
    assert [row["outcome"] for row in planned["rows"]] == ["New", "Refused"]
    assert (planned["imported"], planned["mapping"]["When"]) == (None, "first_year")
    refused = sheet.with_name("Refused.xlsx")
    _, done = ask(*asked, "--refused", refused)
    assert (done["imported"], done["written"]) == (1, [str(refused)])
    assert "is below nothing" in read_workbook(refused).sheets[0].rows[1][-1]
    _, again = ask(*asked)
    assert ([row["outcome"] for row in again["rows"]], again["imported"]) == (
        ["Duplicate", "Refused"],
        0,
    )


def test_an_export_is_a_workbook_or_a_folder_of_tables_and_comes_back_as_duplicates(
    ask, office, tmp_path
):
    ask("savings", "validate", office, "--claim", 1, "--by", "Val Finance")
    _, written = ask("savings", "export", office, "--out", tmp_path / "out")
    book = read_workbook(Path(written["written"][0]))
    assert [sheet.name for sheet in book.sheets] == ["Benefits", "Claims", "By year", "By agency"]
    heads, *rows = book.sheets[1].rows
    claims = [dict(zip(heads, row, strict=True)) for row in rows]
    claim = next(each for each in claims if each["Claim"] == "1")
    assert (claim["State"], claim["Confirmed by"], claim["Of"]) == (
        "Validated",
        "Val Finance",
        "Leeds City Council",
    )
    assert claim["Validated"] == "40000.5"
    assert len(claim["SHA-256 of the files"]) == 64
    _, tables = ask("savings", "export", office, "--out", tmp_path / "csv", "--format", "csv")
    names = {Path(path).name for path in tables["written"]}
    assert names == {
        f"savings-{name}.csv" for name in ("benefits", "claims", "by-year", "by-agency")
    }
    for source in (written["written"][0], tmp_path / "csv" / "savings-benefits.csv"):
        _, back = ask("savings", "import", office, source)
        assert [row["outcome"] for row in back["rows"]] == ["Duplicate"] * 2


@pytest.mark.parametrize(
    ("options", "state", "validated"),
    [
        (("--by", "Val Finance", "--amount", "£30,000.01", "--grade", "partial"), "validated",
         3_000_001),
        (("--by", "Val Finance", "--reject", "--reason", "No invoice"), "rejected", 0),
        (("--withdraw", "--reason", "Entered twice"), "withdrawn", 0),
    ],
)  # fmt: skip
def test_one_claim_is_decided(ask, office, options, state, validated):
    code, answer = ask("savings", "validate", office, "--claim", 1, *options)
    assert code == 0
    (claim,) = answer["decided"]
    assert (claim["state"], claim["validated_pence"]) == (state, validated)


def test_a_list_is_decided_as_a_whole_or_not_at_all(ask, office, table):
    head = ("Claim", "Decision", "Amount", "Evidence grade", "Reason", "By")
    good = ("1", "validated", "", "Sufficient", "", "Val Finance")
    code, answer = ask(
        "savings", "validate", office, "--list",
        table(head, good, ("2", "validated", "£60,000", "", "", "Viv Police")),
    )  # fmt: skip
    assert code == 1
    assert "nothing was recorded" in answer["error"]
    _, shown = ask("savings", "show", office)
    assert shown["headline_pence"] == 0
    path = table(head, good, ("2", "Rejected", "", "partial", "No invoice", "Viv Police"))
    _, done = ask("savings", "validate", office, "--list", path)
    assert {claim["claim"]: claim["state"] for claim in done["decided"]} == {
        1: "validated",
        2: "rejected",
    }
    assert ask("savings", "show", office)[1]["headline_pence"] == 4_000_050


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("validate", "{office}", "--claim", "1", "--by", "Olu Owner"), "Olu Owner"),
        (("validate", "{office}", "--claim", "1", "--by", "Val Finance", "--amount", "50,000"),
         "£40,000.50"),
        (("validate", "{office}", "--claim", "1", "--by", "Nobody"), "no officer “Nobody”"),
        (("validate", "{office}", "--claim", "1"), "--by OFFICER"),
        (("validate", "{office}", "--claim", "99", "--by", "Val Finance"), "no claim 99"),
        (("validate", "{office}", "--list", "nowhere.csv"), "nowhere.csv"),
        (("show", "{office}", "--benefit", "99"), "There is no benefit 99."),
        (("show", "{office}", "--agency", "Atlantis"), "No agency “Atlantis” has savings"),
        (("show", "{office}", "--cohort", "Nobody"), "There is no cohort “Nobody”"),
        (("import", "{office}", "nowhere.xlsx"), "nowhere.xlsx"),
        (("import", "{office}", "nowhere.xlsx", "--project", "X"), "There is no project “X”"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_a_sentence_and_exit_code_1(ask, office, asked, sentence):
    code, answer = ask("savings", *(word.format(office=office) for word in asked))
    assert code == 1
    assert sentence in answer["error"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((("Claim", "What"), ("1", "x")), "needs columns Claim and Decision"),
        ((("Claim", "Decision"), ("1", "perhaps"), ("x", "validated")), "Row 2: “perhaps” is no"),
        ((("Claim", "Decision", "Grade"), ("1", "yes", "good")), "no grade of evidence"),
        ((("Claim", "Decision"),), "no decisions below"),
        ((("Claim", "Decision"), ("99", "validated")), "Row 2: there is no claim 99"),
    ],
)
def test_a_list_that_cannot_be_read_decides_nothing(ask, office, table, rows, sentence):
    path = table(*rows)
    code, answer = ask("savings", "validate", office, "--list", path, "--by", "Val Finance")
    assert code == 1
    assert sentence in answer["error"]


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("show",),
        ("validate", "a.cohort"),
        ("validate", "a.cohort", "--claim", "1", "--list", "b.csv"),
        ("validate", "a.cohort", "--claim", "1", "--amount", "lots"),
        ("import", "a.cohort", "b.csv", "--map", "amount"),
        ("import", "a.cohort", "b.csv", "--first-year", "soon"),
        ("export", "a.cohort", "--format", "pdf"),
    ],
)
def test_wrong_usage_is_exit_code_2(asked):
    assert run(["savings", *asked]) == 2


def test_an_import_that_takes_no_row_fails_and_says_so(office, table, capsys):
    sheet = table(("Project", "Benefit", "Amount"), ("Nowhere", "A", "(5)"), name="S.csv")
    where = ["savings", "import", str(office), str(sheet), "--cohort", "2026 intake"]
    assert run(where) == 1
    assert "Every row was refused, so nothing was imported." in capsys.readouterr().err


def test_a_benefit_or_an_agency_that_is_not_there_is_said_plainly(office, capsys):
    assert run(["savings", "show", office, "--benefit", "999"]) == 1
    assert "There is no benefit 999." in capsys.readouterr().err
    assert run(["savings", "show", office, "--agency", "Leeds"]) == 1
    assert "Did you mean “Leeds City Council”?" in capsys.readouterr().err


def test_claims_are_known_by_the_numbers_that_forms_show(ask, office, table):
    listed = table(("Claim", "Decision"), ("C1", "Validated"), ("c 2", "Validated"))
    _, done = ask("savings", "validate", office, "--list", listed, "--by", "Val Finance")
    assert [claim["state"] for claim in done["decided"]] == ["validated", "validated"]


def test_the_benefits_stand_below_a_heading_by_project(office, capsys):
    assert run(["savings", "show", office]) == 0
    said = capsys.readouterr().out.splitlines()
    at = said.index("Benefits, by project (number, project: benefit):")
    assert ["Blue lights" in said[at + 1], "One service" in said[at + 2]] == [True, True]
