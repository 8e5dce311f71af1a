"""The commands on a programme, driven as scripts drive them."""

import csv
import json
import os
import subprocess
import sys

import pytest
from PIL import Image
from pypdf import PdfReader

from cohort_desk.__main__ import main
from cohort_desk.cli.answers import ALWAYS
from cohort_desk.cli.demo import WHY_FILE
from cohort_desk.cli.documents import GROUP_KINDS, KINDS
from cohort_desk.cli.form import _round
from cohort_desk.cli.main import COMMANDS, command_module, run
from cohort_desk.cli.work_documents import WORK_KINDS
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.groups import list_rounds
from cohort_desk.services.programmes import open_programme, read_programme
from cohort_desk.services.sample import FILE_NAME


def command_line(*arguments, env=os.environ, **options):
    """Run the program itself, as a shell does."""
    return subprocess.run(
        [sys.executable, "-m", "cohort_desk", *map(str, arguments)],
        env={**env, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_from_a_spreadsheet_to_published_groups_on_paper(ask, programme, people_csv, tmp_path):
    _, imported = ask("import", programme, people_csv)
    assert (imported["new"], imported["refused"]) == (24, [])
    assert imported["mapping"]["agency"] == "Organisation"

    code, formed = ask("form", programme, "--round", "Projects", "--publish", "--seconds", 2)
    assert code == 0
    assert [group["size"] for group in formed["groups"]] == [6, 6, 6, 6]
    assert formed["criteria"][0] == {"label": "Same-agency pairs", "count": 0, "bound": 0}
    assert formed["published"] == 1

    _, exported = ask("export", programme, "all", "--out", tmp_path / "out")
    written = [one["kind"] for one in exported["written"]]
    assert written == [name for name in KINDS if name in written]
    assert {*GROUP_KINDS, "people", "people.xlsx", "meetings", "progress"} <= set(written)
    assert not {*WORK_KINDS, "marks-report", "marks-for-others"} & set(written)
    sheet = PdfReader(tmp_path / "out" / "groups.pdf").pages[0].extract_text()
    assert "Annax Bellx" in sheet
    with (tmp_path / "out" / "groups.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 24
    assert {row["Group"] for row in rows} == {"Group 1", "Group 2", "Group 3", "Group 4"}


def test_a_score_card_photos_and_files_for_moodle_are_written(
    ask, programme, people_csv, tmp_path, capsys
):
    ask("import", programme, people_csv)
    ask("form", programme, "--publish", "--seconds", 2)
    pictures, out = tmp_path / "pictures", tmp_path / "out"
    pictures.mkdir()
    Image.new("RGB", (80, 100), "navy").save(pictures / "Annaa Bella.png")
    Image.new("RGB", (80, 100), "navy").save(pictures / "stranger.png")
    _, imported = ask("photos", programme, pictures)
    assert imported["imported"] == [{"file": "Annaa Bella.png", "name": "Annaa Bella"}]
    assert [one["file"] for one in imported["unmatched"]] == ["stranger.png"]

    ask("export", programme, "groups-each", "--photos", "--out", out)
    pages = PdfReader(out / "groups-each.pdf").pages
    assert sum(len(page.images) for page in pages) == 1
    ask("export", programme, "score-card", "--out", out)
    assert "Proven best" in PdfReader(out / "score-card.pdf").pages[0].extract_text()
    _, answered = ask("export", programme, "moodle-members", "--course", "LEAD", "--out", out)
    with (out / "moodle-members.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["course1"], row["cohort1"]) for row in rows} == {("LEAD", answered["cohort"])}
    assert {row["group1"] for row in rows} == {f"Round 1: Group {n}" for n in range(1, 5)}
    ask("export", programme, "meetings-table", "--out", out)
    assert len(read_workbook(out / "meetings.xlsx").sheets) == 4


def test_rules_that_cannot_all_hold_are_refused_and_nothing_is_published(
    programme, people_csv, tmp_path, capsys
):
    """Five people in a ring of apart rules need three groups; there are two."""
    ring = ["Annaa Bella", "Annab Bellb", "Annac Bellc", "Annad Belld", "Annae Belle"]
    apart = '[[rules]]\nkind = "apart"\npeople = ["{}", "{}"]\n'
    rules = tmp_path / "rules.toml"
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    rules.write_text("".join(apart.format(*pair) for pair in pairs), encoding="utf-8")
    run(["import", str(programme), str(people_csv)])
    capsys.readouterr()
    asked = ["--size", "12-12", "--rules", str(rules), "--seconds", "1", "--publish"]
    assert run(["form", str(programme), *asked]) == 1
    assert "These 5 rules cannot all hold with only 2 groups" in capsys.readouterr().err
    assert run(["export", str(programme), "groups"]) == 1


def test_a_dry_run_writes_nothing(ask, programme, people_csv):
    _, planned = ask("import", programme, people_csv, "--dry-run")
    assert (planned["new"], planned["dry_run"]) == (24, True)
    _, imported = ask("import", programme, people_csv)
    assert imported["new"] == 24


def test_refused_rows_are_told_and_saved(ask, programme, tmp_path):
    people = tmp_path / "People.csv"
    people.write_text("First name,Surname,Email\nAnn,Lee,ann@example.org\nBob,Ray,nonsense\n")
    refused = tmp_path / "Refused.csv"
    _, imported = ask("import", programme, people, "--refused", refused)
    assert imported["new"] == 1
    assert [(row["row"], row["name"]) for row in imported["refused"]] == [(3, "Bob Ray")]
    assert "nonsense" in refused.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("refused", ["People.csv", "Refused.pdf"])
def test_where_refused_rows_cannot_go_nothing_is_imported(ask, programme, tmp_path, refused):
    people = tmp_path / "People.csv"
    people.write_text("First name,Surname,Email\nAnn,Lee,ann@example.org\nBob,Ray,nonsense\n")
    before = people.read_bytes()
    code, answer = ask("import", programme, people, "--refused", tmp_path / refused)
    assert code == 1
    assert refused.removeprefix("Refused") in answer["error"]
    assert people.read_bytes() == before
    assert ask("import", programme, people, "--dry-run")[1]["new"] == 1


@pytest.mark.parametrize("asked", [(), ("--accept-likely",)])
def test_an_agency_that_is_only_likely_is_taken_on_demand(ask, programme, tmp_path, asked):
    people = tmp_path / "People.csv"
    agencies = ("Sheffield City Council", "DMBC", "NHS Sheffield", "Acme Works")
    rows = (f"Ann Lee{chr(97 + n)},{agency}\n" for n, agency in enumerate(agencies))
    people.write_text("Name,Agency\n" + "".join(rows), encoding="utf-8")
    _, imported = ask("import", programme, people, *asked)
    doncaster = "City of Doncaster Council"
    told = [(a["spelling"], a["likely"], a["taken_for"]) for a in imported["unsure_agencies"]]
    assert told == [
        ("DMBC", doncaster, doncaster if asked else ""),
        ("NHS Sheffield", "", ""),
        ("Acme Works", "Acme Works", "Acme Works"),
    ]
    assert (doncaster in imported["agencies_added"]) == bool(asked)


def test_agencies_that_are_not_sure_are_told_in_words(programme, tmp_path, capsys):
    people = tmp_path / "People.csv"
    people.write_text(
        "Name,Agency\nAnn Lee,Leeds City Council\nBob Ray,DMBC\nCy Dow,Acme Works\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["import", str(programme), str(people), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Not sure what agency “DMBC” is (1 person): left blank, perhaps City of Doncaster Council",
        "No agency is known like “Acme Works” (1 person): a new one",
    ]


def test_columns_can_be_named(ask, programme, tmp_path):
    people = tmp_path / "People.csv"
    people.write_text("Alpha,Beta,Email\nAnn,Lee,ann@example.org\n")
    pairs = ("--map", "given_name=Alpha", "--map", "family_name=B")
    _, imported = ask("import", programme, people, *pairs)
    assert imported["new"] == 1


def test_without_publish_the_groups_wait_as_a_proposal(ask, programme, people_csv):
    ask("import", programme, people_csv)
    _, formed = ask("form", programme, "--size", "4-6", "--prefer", "4", "--seconds", 2)
    assert formed["published"] is None
    assert [group["size"] for group in formed["groups"]] == [4] * 6
    code, answer = ask("export", programme, "groups")
    assert code == 1
    assert "Form some first" in answer["error"]


def test_several_proposals_wait_side_by_side(ask, programme, people_csv):
    ask("import", programme, people_csv)
    _, formed = ask("form", programme, "--proposals", "2", "--seconds", "2")
    best, other = formed["proposals"]
    assert (formed["proposal"], best["number"], best["elsewhere"]) == (1, 1, 0)
    assert best["objective"] <= other["objective"]
    assert other["elsewhere"] >= 3
    assert sum(group["size"] for group in formed["groups"]) == 24


def test_a_sound_programme_checks_clean_and_an_altered_history_does_not(ask, programme, people_csv):
    ask("import", programme, people_csv)
    code, answer = ask("check", programme)
    assert code == 0
    assert [one["check"] for one in answer["checks"]] == [
        "integrity",
        "references",
        "schema",
        "history",
        "records",
        "files",
        "certificates",
    ]
    tamper(programme)
    code, answer = ask("check", programme)
    assert code == 1
    assert [one["check"] for one in answer["checks"] if not one["in_order"]] == ["history"]


def tamper(programme):
    import sqlcipher3.dbapi2  # noqa: PLC0415 - of this test only

    connection = sqlcipher3.dbapi2.connect(programme)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'step'"
    for (name,) in connection.execute(triggers).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE step SET actor = 'Somebody else'")
    connection.commit()
    connection.close()


def test_a_backup_into_a_folder_keeps_the_name(ask, programme, tmp_path):
    (tmp_path / "backups").mkdir()
    _, answer = ask("backup", programme, tmp_path / "backups")
    assert answer["copy"] == str(tmp_path / "backups" / "Leaders.cohort")
    assert ask("check", answer["copy"])[0] == 0


def test_the_demonstration_has_every_document_and_can_be_repeated(ask, tmp_path):
    _, first = ask("demo", tmp_path / "demo")
    assert first["made"]
    names = {path.name for path in (tmp_path / "demo").iterdir()}
    assert names == {"Sample programme.cohort", WHY_FILE, *(kind.file for kind in KINDS.values())}
    (board,) = (tmp_path / "demo" / "minutes").iterdir()
    assert "Chair’s action" in "".join(page.extract_text() for page in PdfReader(board).pages)
    assert len(list((tmp_path / "demo" / "project-summaries").glob("*.pdf"))) == 10
    assert (tmp_path / "demo" / "marks" / "M1 Project report.xlsx").exists()
    (tmp_path / "demo" / "groups.pdf").unlink()
    _, second = ask("demo", tmp_path / "demo")
    assert not second["made"]
    assert (tmp_path / "demo" / "groups.pdf").exists()


def test_an_office_database_is_a_programme_too(ask, postgres_url, people_csv, tmp_path):
    assert ask("new", postgres_url, "--name", "Leaders")[0] == 0
    assert ask("import", postgres_url, people_csv)[1]["new"] == 24
    assert ask("form", postgres_url, "--publish", "--seconds", 2)[1]["published"] == 1
    assert ask("export", postgres_url, "groups", "--out", tmp_path)[0] == 0
    assert ask("check", postgres_url)[0] == 0
    code, answer = ask("backup", postgres_url, tmp_path / "copy.cohort")
    assert code == 1
    assert "server" in answer["error"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", "nowhere.cohort"), "nowhere.cohort"),
        (("new", "{folder}/missing/a.cohort", "--name", "A"), "missing"),
        (("import", "{programme}", "nowhere.csv"), "nowhere.csv"),
        (("form", "{programme}"), "nobody to put into groups"),
        (("export", "{programme}", "groups"), "has no groups yet"),
        (("export", "{programme}", "groups", "--round", "X"), "has no round “X”"),
        (("export", "{programme}", "minutes"), "has no boards yet"),
        (("export", "{programme}", "people", "--cohort", "X"), "There is no cohort “X”"),
        (("backup", "{programme}", "{programme}"), "Choose another name"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(ask, programme, tmp_path, arguments, sentence):
    filled = [text.format(programme=programme, folder=tmp_path) for text in arguments]
    code, answer = ask(*filled)
    assert code == 1
    assert sentence in answer["error"]
    assert list(answer) == ["command", "ok", "error"]


def rounds(programme):
    db = open_programme(programme)
    try:
        return [one.name for one in list_rounds(db, 1)]
    finally:
        db.close()


def test_a_round_made_for_groups_that_cannot_be_formed_is_gone_again(ask, programme, people_csv):
    assert ask("form", programme)[0] == 1
    assert rounds(programme) == []
    ask("import", programme, people_csv)
    code, answer = ask("form", programme, "--size", "11-11")
    assert code == 1
    assert "24 people" in answer["error"]
    assert rounds(programme) == []


def test_a_round_made_for_a_search_that_is_stopped_is_gone_again(programme):
    db = open_programme(programme)

    def stop():
        with _round(db, read_programme(db).cohorts[0], "Projects") as (_, name):
            assert [one.name for one in list_rounds(db, 1)] == [name]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    db.close()
    assert rounds(programme) == []


def test_an_interruption_while_a_command_is_imported_is_a_sentence(capsys, monkeypatch):
    def interrupt(_name):
        raise KeyboardInterrupt

    monkeypatch.setattr("cohort_desk.cli.main.command_module", interrupt)
    assert main(["check", "Leaders.cohort", "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == said.err.strip()
    assert said.err.startswith("Stopped.")
    monkeypatch.setattr("cohort_desk.cli.main.run", interrupt)
    assert main(["check", "Leaders.cohort"]) == 1
    assert capsys.readouterr().err == "Stopped before anything was done.\n"


def test_what_is_no_command_no_file_and_no_address_is_a_usage_error(capsys, tmp_path):
    assert main([str(tmp_path / "nonsense")]) == 2
    said = capsys.readouterr().err
    assert "nonsense” is no command, and there is no such file" in said
    assert f"or one of: {', '.join(COMMANDS)}." in said


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
def test_without_a_screen_the_window_is_refused_in_a_sentence():
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    bare = {name: value for name, value in os.environ.items() if name not in screens}
    done = command_line(env=bare)
    assert done.returncode == 1
    assert done.stderr.startswith("Cohort Desk found no screen")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("new", "a.cohort"),
        ("export", "a.cohort", "nonsense"),
        ("form", "a.cohort", "--size", "many"),
        ("form", "a.cohort", "--seconds", "-1"),
        ("import", "a.cohort", "b.csv", "--map", "email"),
    ],
)
def test_wrong_usage_ends_with_two_and_the_usage(capsys, arguments):
    assert run(arguments) == 2
    assert "usage: cohort-desk" in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_tells_the_shape_of_its_json(name, capsys):
    assert run([name, "--help"]) == 0
    told = capsys.readouterr().out
    for key in (*ALWAYS, *command_module(name).SHAPE):
        assert f"  {key}  " in told


def test_answers_have_the_shape_told(ask, programme, people_csv, tmp_path):
    sample = tmp_path / "demo" / FILE_NAME
    calls = {
        "demo": (tmp_path / "demo",),
        "import": (programme, people_csv),
        "photos": (programme, tmp_path),
        "form": (programme, "--publish", "--seconds", 2),
        "form-table": (people_csv, tmp_path / "out.csv", "--seconds", 2),
        "why-here": (programme, "Annaa Bella"),
        "recipe": (programme, "--out", tmp_path / "recipe.toml"),
        "why": (sample, "Fiadh Mitchell", "Project report", "--cohort", "2025 intake"),
        "marks": ("show", sample),
        "board": ("sheet", sample),
        "pack": ("make", sample, "--all", "--out", tmp_path / "packs"),
        "savings": ("show", sample),
        "certificates": ("ready", sample, "--cohort", "2025 intake"),
        "key": ("list", sample),
        "verify": ("--serial", "SCRLP-2026-0001", "--code", "K7QF-3M2P-9TXX"),
        "export": (programme, "people", "--out", tmp_path),
        "check": (programme,),
        "backup": (programme, tmp_path / "copy.cohort"),
        "new": (tmp_path / "other.cohort", "--name", "Other"),
    }
    assert set(calls) == set(COMMANDS)
    for name, arguments in calls.items():
        _, answer = ask(name, *arguments)
        assert list(answer) == [*ALWAYS, *command_module(name).SHAPE]


def test_the_program_itself_answers_with_exit_codes(tmp_path):
    made = command_line("new", tmp_path / "a.cohort", "--name", "Łódź", "--json")
    assert made.returncode == 0
    assert json.loads(made.stdout)["programme"] == "Łódź"
    again = command_line("new", tmp_path / "a.cohort", "--name", "B")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.count("\n") == 1
    assert command_line("--version").stdout.startswith("Cohort Desk ")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere pipes end otherwise")
@pytest.mark.parametrize("arguments", [("new", "{}", "--name", "A"), ("form", "--help")])
def test_a_reader_that_has_read_enough_ends_it_quietly(tmp_path, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    given = [word.format(tmp_path / "a.cohort") for word in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "cohort_desk", *given],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
