"""`cohort-desk export FILE all`: what cannot be written is named, and stops nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cohort_desk.cli.documents import GROUP_KINDS, KINDS
from cohort_desk.cli.main import run
from cohort_desk.domain.errors import Cancelled
from cohort_desk.services.attendance.sessions import SessionFacts, add_session
from cohort_desk.services.programmes import open_programme

RUNES = "\u16a0\u16a2\u16a6"
ON_PAPER = {"groups", "groups-each", "badges", "meetings", "people", "labels", "place-cards"}


@pytest.fixture
def with_runes(ask, programme, people_csv):
    """A programme with published groups in which one person has a name in runes."""
    sheet = people_csv.read_text(encoding="utf-8").replace("Annaa", RUNES)
    people_csv.write_text(sheet, encoding="utf-8")
    ask("import", programme, people_csv)
    ask("form", programme, "--publish", "--seconds", 1)
    return programme


def test_a_name_that_no_font_prints_stops_no_table(ask, with_runes, tmp_path, capsys):
    out = tmp_path / "out"
    code, answer = ask("export", with_runes, "all", "--out", out)
    written = {one["kind"] for one in answer["written"]}
    assert code == 1
    assert {"people.csv", "people.xlsx", "groups.csv", "score-card", "progress"} <= written
    assert all(Path(one["file"]).stat().st_size == one["size"] for one in answer["written"])
    refused = {one["kind"]: one["error"] for one in answer["not_written"]}
    assert set(refused) == ON_PAPER
    assert all("U+16A0" in why for why in refused.values())
    assert RUNES in (out / "people.csv").read_text("utf-8-sig")
    assert not (out / "people.pdf").exists()
    # Kinds that fail alike are told in one sentence.
    assert run(["export", str(with_runes), "all", "--out", str(out)]) == 1
    said = capsys.readouterr()
    assert "Not written: groups, groups-each, badges, meetings, labels, place-cards. " in said.err
    assert f"Wrote {out / 'people.csv'}" in said.out


def test_one_kind_alone_is_refused_as_before(ask, with_runes, tmp_path):
    code, answer = ask("export", with_runes, "badges", "--out", tmp_path / "out")
    assert (code, "U+16A0" in answer["error"]) == (1, True)
    assert "written" not in answer


def test_without_groups_there_is_all_the_rest(ask, programme, people_csv, tmp_path):
    ask("import", programme, people_csv)
    code, answer = ask("export", programme, "all", "--out", tmp_path / "out")
    written = {one["kind"] for one in answer["written"]}
    assert (code, answer["not_written"], answer["round"]) == (0, [], None)
    assert {"people", "people.csv", "labels"} <= written
    assert not written & GROUP_KINDS
    assert ask("export", programme, "all", "--round", "X", "--out", tmp_path)[0] == 1


def test_of_many_files_those_are_written_that_can_be(ask, programme, people_csv, tmp_path):
    ask("import", programme, people_csv)
    db, begins = open_programme(Path(programme)), datetime(2026, 11, 2, 9, tzinfo=UTC)
    for day, title in enumerate(("Opening", f"Runes {RUNES}", "Closing")):
        at = begins + timedelta(days=day)
        add_session(db, 1, SessionFacts(title, at, at + timedelta(hours=2)))
    db.close()
    for kind in ("sign-in", "all"):
        code, answer = ask("export", programme, kind, "--out", tmp_path / kind)
        names = [Path(one["file"]).name for one in answer["written"] if one["kind"] == "sign-in"]
        (refused,) = answer["not_written"]
        assert (code, names) == (1, ["Opening.pdf", "Closing.pdf"])
        assert refused["error"].startswith("1 of 3 files could not be written. Runes")


def test_stopping_stops_all_of_it(ask, programme, people_csv, monkeypatch, tmp_path):
    def stop(_source, _path, _report):
        raise Cancelled("Stopped.")

    ask("import", programme, people_csv)
    monkeypatch.setitem(KINDS, "people", replace(KINDS["people"], write=stop))
    code, answer = ask("export", programme, "all", "--out", tmp_path / "out")
    assert (code, answer["error"]) == (1, "Stopped.")
    assert not (tmp_path / "out" / "people.csv").exists()
