"""The reports on savings on paper: what they say, to the standards, and the same for good."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cohort_desk.db.tables import AgencyRow, BenefitRow, OfficerRow, ProgrammeRow
from cohort_desk.domain.savings.rates import Band, RateTable
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.reports.project_summary import write_project_summary, write_sponsor_summary
from cohort_desk.reports.savings.agency import write_agency_page
from cohort_desk.reports.savings.portfolio import write_portfolio_report
from cohort_desk.services.projects.summaries import read_summary
from cohort_desk.services.savings.benefits import events
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.claims.decisions import reject_claim, withdraw_claim
from cohort_desk.services.savings.reckoning.rates import add_rate_table
from cohort_desk.services.savings.reckoning.settings import save_settings
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.savings.snapshots.shapes import PortfolioContent
from cohort_desk.services.savings.snapshots.snapshots import list_snapshots, take
from pdf_checks import check_sound, structure_of
from savings_office import LEEDS, TODAY, VALIDATOR, VETTING
from savings_reports import FIRST, LATER

REPORTS = (("portfolio", None), ("portfolio", 1), ("agency", LEEDS), ("project", VETTING))
AGAIN = """
import sys
from pathlib import Path
from cohort_desk.reports.savings.printing import write_report
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.savings.snapshots.snapshots import read_snapshot
db = open_programme(Path(sys.argv[1]))
for number in sys.argv[3:]:
    write_report(read_snapshot(db, int(number)), Path(sys.argv[2]) / f"{number}.pdf")
"""


def change_everything(office):
    """Change the rates, the settings, names, figures and the programme itself."""
    low = RateTable("Review 2026", date(2026, 6, 1), "A review", (Band(0, None, Decimal("0.02")),))
    add_rate_table(office.db, low)
    save_settings(office.db, SavingsSettings(green_at=95, amber_at=80, factor_after=1), None)
    office.change(OfficerRow, VALIDATOR, name="Val Renamed", name_key="val renamed")
    office.change(AgencyRow, LEEDS, name="City of Leeds", name_key="city of leeds")
    office.change(BenefitRow, VETTING, title="Vetting, shared", grade=6)
    office.change(ProgrammeRow, 1, name="Another name")


def test_an_old_report_prints_the_same_bytes_in_another_process_and_a_new_one_others(
    office, printed, tmp_path
):
    before = {path.stem: path.read_bytes() for path in (printed(*each) for each in REPORTS)}
    change_everything(office)
    folder = tmp_path / "again"
    folder.mkdir()
    place = str(office.db.engine.url.database)
    subprocess.run(
        [sys.executable, "-c", AGAIN, place, str(folder), *before],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "src", "TZ": "Pacific/Auckland"},
        check=True,
    )
    assert {path.stem: path.read_bytes() for path in folder.iterdir()} == before
    after = [printed(*each, LATER) for each in REPORTS]
    assert not {path.stem for path in after} & before.keys()
    assert all(path.read_bytes() not in before.values() for path in after)


def test_each_report_holds_to_the_standards_and_has_bookmarks(printed, standards):
    paths = [printed(*each) for each in REPORTS]
    standards.check(*paths)
    check_sound(*paths)
    told = structure_of(paths[0])
    assert len(re.findall(r"^\s*Figure", told, re.MULTILINE)) == 5
    assert '"£50,000"' in told


def test_every_figure_says_its_state_and_whose_word_it_is(printed, words):
    told = words(printed("portfolio", None))
    assert "Validated and cash-releasing" in told
    for sentence in (
        "about £150,000 a year",
        "Projected: £150,000 a year, 1 year from 2025/26",
        "Validated: £50,000 for Leeds City Council",
        "waiting for Viv Police, Chief finance officer",
        "1 confirmed",
        "Cabinet minute 14",
        "programme setting, confirm with finance",
        "year 0 and is not discounted",
        "HM Treasury standard (Green Book)",
    ):
        assert sentence in told.replace("- ", "-"), sentence


def test_a_projects_page_has_its_sentence_its_ladder_its_evidence_and_its_worth(printed, words):
    told = words(printed("project", VETTING))
    for sentence in (
        "“projected to save c £150K annually” (the project’s report, page 12)",
        "Owner: Olu Owner, Head of Shared",
        "Confirmed by Val Finance, Finance officer",
        "1 file (",
        "£400,000 a year, 31 March 2025, Accounts 2024/25",
        "−£300 (benefits £65,700, costs £66,000)",
        "−£299.52",
        "When it pays back",
    ):
        assert sentence in told, sentence
    assert "Invoice 2025" not in told


@pytest.mark.parametrize("write", [write_project_summary, write_sponsor_summary])
def test_a_summary_tells_the_savings_by_posts_and_not_by_names(office, words, tmp_path, write):
    waiting = next(claim for claim in office.claims(VETTING) if not claim.decisions)
    reason = "Ask Cleo for the ledger"
    reject_claim(office.db, waiting.id, VALIDATOR, "partial", reason, today=TODAY)
    write(read_summary(office.db, VETTING, TODAY), tmp_path / "S.pdf")
    told = words(tmp_path / "S.pdf")
    assert "£50,000 validated and cash-releasing, as of 1 June 2026" in told
    assert "Confirmed by the finance officer, Leeds" in told
    assert "Rejected" in told
    for private in ("Val Finance", "Olu Owner", "Cleo", "example.org", reason):
        assert private not in told
    assert list_snapshots(office.db) == ()


def test_an_agency_has_one_page_and_more_only_where_there_is_too_much(
    office, printed, pages, tmp_path
):
    assert len(pages(printed("agency", LEEDS))) == 1
    made = take(office.db, "agency", LEEDS, FIRST)
    for count, expected in ((9, 1), (60, 5)):
        lines = tuple(
            replace(each, line=replace(each.line, title=f"{each.line.title} {number}"))
            for number in range(count // 2 + 1)
            for each in made.content.lines
        )
        write_agency_page(made.made, replace(made.content, lines=lines[:count]), tmp_path / "A.pdf")
        found = pages(tmp_path / "A.pdf")
        assert len(found) <= expected
        assert (len(found) == 1) is (expected == 1)
        assert "Its part, by state" in found[0]


def test_a_line_with_many_claims_still_fits_a_page(office, pages, tmp_path):
    made = take(office.db, "portfolio", 1, FIRST)
    (line,) = made.content.lines
    many = tuple(replace(line.claims[0], id=number) for number in range(80))
    content = replace(made.content, lines=(replace(line, claims=many),))
    write_portfolio_report(made.made, content, tmp_path / "P.pdf")
    told = " ".join(pages(tmp_path / "P.pdf"))
    assert "74 earlier claims: £3,700,000 validated" in told


def test_what_was_re_dated_is_marked_as_not_counted(office, words, tmp_path):
    made = take(office.db, "portfolio", 1, FIRST)
    (line,) = made.content.lines
    lost = replace(line, claims=(replace(line.claims[0], counts=False),))
    write_portfolio_report(made.made, replace(made.content, lines=(lost,)), tmp_path / "P.pdf")
    assert "(not counted: the benefit was re-dated since)" in words(tmp_path / "P.pdf")


def test_the_first_page_has_the_headline_the_funnel_and_what_wants_attention(printed, pages):
    first = pages(printed("portfolio", None))[0]
    for told in ("Outcomes without money", "From projected to validated", "What wants attention"):
        assert told in first
    assert "Not settled" in first


def test_nothing_nets_what_is_not_validated(office, printed, words):
    """By hand: £50,000 validated, and no more is added to what is called net or gained."""
    content = take(office.db, "portfolio", None, FIRST).content
    assert isinstance(content, PortfolioContent)
    cash = content.portfolio.total.cash
    assert cash.net == 50_000_00 - cash.spent
    for report in REPORTS:
        told = words(printed(*report))
        assert " Net " not in told.replace("Net present value", "").replace("Net so far", "")
        assert "Saves in all" not in told


def test_a_closed_line_is_told_by_what_it_fell_short(office, printed, words):
    """By hand: of £150,000 forecast £50,000 came; £105,000 of that were Leeds' part."""
    for claim in office.claims(VETTING):
        if claim.state is ClaimState.WAITING:
            withdraw_claim(office.db, claim.id, "Not needed", today=TODAY)
    version = read_benefit(office.db, VETTING).line.version
    events.close(office.db, VETTING, version, "ended", "The contract ran out.")
    board = words(printed("portfolio", 1))
    assert "Fell short 1 closed benefit (cash-releasing) by £100,000" in board
    assert "Closed: fell" in board
    leeds = words(printed("agency", LEEDS))
    assert "; fell" in leeds
    assert "£55,000" in leeds
    assert "£55,000 forecast" not in leeds


def test_many_that_want_attention_are_told_in_short_and_then_one_by_one(office, pages, tmp_path):
    made = take(office.db, "portfolio", None, FIRST)
    wanting = tuple((f"Benefit {number}", "Project", f"Why {number}.") for number in range(9))
    content = replace(made.content, attention=wanting)
    write_portfolio_report(made.made, content, tmp_path / "P.pdf")
    told = " ".join(" ".join(pages(tmp_path / "P.pdf")).split())
    assert "All of them stand further on" in told
    assert told.index("What wants attention, one by one") < told.rindex("Benefit 8")
