"""`cohort-desk export` of the reports on savings: each is kept, as one that was made by hand."""

from pathlib import Path

import pytest

from cohort_desk.services.programmes import open_programme
from cohort_desk.services.savings.snapshots.snapshots import list_snapshots
from savings_reports import furnish_reports


@pytest.fixture
def file(db):
    """A programme with savings of two cohorts, which nobody has open."""
    furnish_reports(db)
    db.close()
    return db.engine.url.database


def reports(file):
    db = open_programme(Path(file))
    try:
        return list_snapshots(db)
    finally:
        db.close()


def test_each_kind_writes_its_reports_and_keeps_what_they_said(ask, file, tmp_path):
    written = {}
    for kind in ("savings", "savings-agencies", "savings-projects"):
        code, answer = ask("export", file, kind, "--out", tmp_path, "--cohort", "2026 intake")
        assert code == 0
        written[kind] = [str(Path(one["file"]).relative_to(tmp_path)) for one in answer["written"]]
    assert written == {
        "savings": ["savings.pdf"],
        "savings-agencies": [
            "savings-agencies/Leeds City Council.pdf",
            "savings-agencies/West Yorkshire Police.pdf",
        ],
        "savings-projects": ["savings-projects/One service.pdf"],
    }
    assert sorted(made.kind for made in reports(file)) == [
        *("agency", "agency", "portfolio", "project")
    ]


def test_savings_outlive_their_cohort_and_are_of_all_unless_one_is_asked_for(ask, file, tmp_path):
    told = [
        ask("export", file, "savings", "--out", tmp_path, *asked)[1]["cohort"]
        for asked in ((), ("--cohort", "2026 intake"))
    ]
    assert told == [None, "2026 intake"]
    assert {made.title for made in reports(file)} == {
        *("Savings of all cohorts", "Savings of 2026 intake")
    }


def test_exported_twice_on_a_day_it_is_the_same_report_and_the_same_bytes(ask, file, tmp_path):
    digests = {
        ask("export", file, "savings", "--out", tmp_path / folder)[1]["written"][0]["sha256"]
        for folder in ("one", "two")
    }
    assert (len(digests), len(reports(file))) == (1, 1)


def test_where_there_are_none_it_is_told_and_all_the_rest_is_written(ask, programme, tmp_path):
    code, answer = ask("export", programme, "savings", "--out", tmp_path)
    assert code == 1
    assert "has neither savings nor outcomes yet. Enter a benefit first." in answer["error"]
    code, answer = ask("export", programme, "savings-agencies", "--out", tmp_path)
    assert (code, "has no savings yet" in answer["error"]) == (1, True)
    code, answer = ask("export", programme, "all", "--out", tmp_path)
    assert not any(one["kind"].startswith("savings") for one in answer["written"])
    assert answer["not_written"] == []
