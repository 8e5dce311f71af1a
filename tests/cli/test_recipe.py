"""Recipes out of a programme and into it, and groups formed by one, as scripts do it."""

import csv
import tomllib

import pytest

from cohort_desk.cli.main import run
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services.groups import list_proposals, list_rounds, move_people, read_board
from cohort_desk.services.programmes import open_programme


@pytest.fixture
def grouped(ask, programme, people_csv):
    """A programme of 24 people in four groups of the round “Projects”."""
    ask("import", programme, people_csv)
    ask("form", programme, "--round", "Projects", "--publish", "--seconds", 1)
    return programme


@pytest.fixture
def rules_csv(tmp_path):
    """A sheet of rules, one of them about somebody who is not there."""
    path = tmp_path / "Rules.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [
                ("Rule", "Person", "With", "Group", "Reason"),
                ("apart", "Annaa Bella", "b@example.org", "", "related"),
                ("in", "Bellc, Annac", "", "Group 2", ""),
                ("together", "Annad Belld", "Zed Nobody", "", ""),
            ]
        )
    return path


def test_rules_of_a_sheet_are_taken_over_and_come_out_again(ask, grouped, rules_csv, tmp_path):
    code, dry = ask("recipe", grouped, "--import", rules_csv, "--dry-run")
    assert (code, dry["imported"]) == (0, False)
    _, done = ask("recipe", grouped, "--import", rules_csv, "--round", "projects")
    assert done == {**dry, "imported": True}
    assert [one["where"] for one in done["new_rules"]] == [
        "row 2 of “Rules”",
        "row 3 of “Rules”",
    ]
    assert [(one["where"], one["why"]) for one in done["refused"]] == [
        ("row 4 of “Rules”", "Nobody in this cohort is called “Zed Nobody”."),
    ]
    for name in ("Out.xlsx", "Out.toml"):
        _, written = ask("recipe", grouped, "--out", tmp_path / name)
        assert written["written"] == str(tmp_path / name)
        _, again = ask("recipe", grouped, "--import", tmp_path / name)
        assert (again["imported"], again["rules_present"], again["refused"]) == (False, 2, [])


def test_a_sheet_serves_for_forming(ask, programme, people_csv, tmp_path):
    ask("import", programme, people_csv)
    pairs = tmp_path / "Keep together.csv"
    pairs.write_text("Name,Name\nAnnaa Bella,Annag Bellg\n", encoding="utf-8")
    asked = ("form", programme, "--size", "6", "--recipe", pairs, "--seconds", 1)
    code, formed = ask(*asked)
    assert (code, formed["broken"]) == (0, [])
    # The two are of one agency, whose four people could else be in four groups.
    assert formed["criteria"][0]["count"] >= 1


def test_a_template_is_written(ask, grouped, tmp_path):
    _, written = ask("recipe", grouped, "--template", tmp_path / "Template.xlsx")
    assert written["round"] is None
    _, read = ask("recipe", grouped, "--import", tmp_path / "Template.xlsx")
    assert (read["imported"], read["refused"]) == (False, [])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("--out", "Recipe.csv"), "as .toml or .xlsx"),
        (("--import", "Gone.xlsx"), "is no longer in"),
        (("--import", "People.csv"), "holds no rules, criteria or sizes"),
        (("--out", "Out.toml", "--round", "Nosuch"), "has no round “Nosuch”. Its rounds are:"),
    ],
)
def test_what_cannot_be_is_refused(ask, grouped, tmp_path, asked, message):
    (tmp_path / "People.csv").write_text("Name,Agency,Phone\nA,B,C\n")
    way, file, *more = asked
    code, answer = ask("recipe", grouped, way, tmp_path / file, *more)
    assert code == 1
    assert message in answer["error"]


def test_a_person_who_is_not_there_stops_the_forming(ask, grouped, rules_csv):
    code, answer = ask("form", grouped, "--recipe", rules_csv)
    assert code == 1
    assert answer["error"].startswith("In row 4 of “Rules”: Nobody in this cohort is called")


def test_in_words(grouped, rules_csv, capsys):
    capsys.readouterr()
    assert run(["recipe", str(grouped), "--import", str(rules_csv), "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Projects: 2 new rules, 0 there already, 1 refused (nothing was changed)"
    assert lines[1] == "New rule: Annaa Bella and Annab Bellb apart (related)"


def test_the_round_keeps_what_it_was_formed_under(ask, programme, people_csv, tmp_path):
    ask("import", programme, people_csv)
    asked = tmp_path / "Asked.toml"
    asked.write_text(
        '[[criteria]]\nkind = "mix"\ncolumn = "sector"\nimportance = "must"\n'
        '[[rules]]\nkind = "apart"\npeople = ["Annaa Bella", "Annab Bellb"]\nreason = "complaint"\n'
        '[[rules]]\nkind = "in_group"\npeople = ["Annac Bellc"]\ngroup = "Group 2"\n',
        encoding="utf-8",
    )
    options = ("--size", "4-6", "--prefer", "4", "--recipe", asked, "--seconds", 1)
    code, waits = ask("form", programme, *options)
    assert (code, waits["published"], waits["rules_waiting"]) == (0, None, 1)
    _, formed = ask("form", programme, *options, "--publish")
    assert (formed["published"], formed["rules_waiting"]) == (1, 0)
    ask("recipe", programme, "--out", tmp_path / "Out.toml")
    kept = tomllib.loads((tmp_path / "Out.toml").read_text(encoding="utf-8"))
    assert kept["sizes"] == {"smallest": 4, "largest": 6, "preferred": 4}
    assert [(one["column"], one["importance"]) for one in kept["criteria"]] == [("sector", "must")]
    assert [(one["kind"], one.get("reason")) for one in kept["rules"]] == [
        ("apart", "complaint"),
        ("in_group", None),
    ]


def test_the_board_warns_of_a_rule_that_the_groups_were_formed_by(ask, grouped, tmp_path):
    pair = tmp_path / "Apart.toml"
    pair.write_text(
        '[[rules]]\nkind = "apart"\npeople = ["Annaa Bella", "Annab Bellb"]\nreason = "complaint"\n'
    )
    ask("form", grouped, "--recipe", pair, "--publish", "--seconds", 1)
    db = open_programme(grouped)
    try:
        [round_] = list_rounds(db, 1)
        assert not any(one.changed for one in list_proposals(db, round_.id) if one.number == 2)
        placed = {c.name: (c, g) for g in read_board(db, round_.id).groups for c in g.cards}
        (ann, home), (bob, _) = placed["Annaa Bella"], placed["Annab Bellb"]
        move_people(db, round_.id, [bob.id], home.id, {bob.id: bob.seat_version})
        board = read_board(db, round_.id)
        warned = [card for group in board.groups for card in group.cards if card.broken]
        assert {card.id for card in warned} == {ann.id, bob.id}
        assert all("complaint" in words for card in warned for words in card.broken)
    finally:
        db.close()


def test_a_recipe_that_cannot_be_formed_changes_nothing(ask, grouped, tmp_path):
    contradiction = tmp_path / "Wrong.toml"
    pair = 'people = ["Annaa Bella", "Annab Bellb"]\n'
    contradiction.write_text(
        f'[[rules]]\nkind = "apart"\n{pair}[[rules]]\nkind = "together"\n{pair}'
    )
    ask("recipe", grouped, "--out", tmp_path / "Before.toml")
    assert ask("form", grouped, "--recipe", contradiction)[0] == 1
    ask("recipe", grouped, "--out", tmp_path / "After.toml")
    assert (tmp_path / "Before.toml").read_bytes() == (tmp_path / "After.toml").read_bytes()


def test_refusals_come_in_row_order_and_rows_that_name_nobody_are_passed_over(
    ask, grouped, tmp_path
):
    path = tmp_path / "Rules.csv"
    path.write_text(
        "Rule,Person,With,Reason\nApart,Zed Nobody,Annaa Bella,\nApart,,,\nbanish,Annaa Bella,,\n"
        "Apart,Annaa Bella,,\nTogether,,,friends\n",
        encoding="utf-8",
    )
    _, answer = ask("recipe", grouped, "--import", path, "--dry-run")
    told = [(one["where"][:5], one["why"]) for one in answer["refused"]]
    assert [where for where, _ in told] == ["row 2", "row 4", "row 5", "row 6"]
    assert told[2][1].startswith("It names only one person")
    assert told[3][1] == "It names nobody."


def test_a_rule_on_somebody_who_has_withdrawn_is_kept_and_bars_nothing(ask, grouped, tmp_path):
    pair = tmp_path / "Apart.csv"
    pair.write_text("Rule,Person,With\nApart,Annaa Bella,Annab Bellb\n", encoding="utf-8")
    db = open_programme(grouped)
    board = read_board(db, list_rounds(db, 1)[0].id)
    ann = next(c.id for g in board.groups for c in g.cards if c.name == "Annaa Bella")
    with db.begin("withdrawal") as work:
        work.need(ParticipantRow, ann).status = "withdrawn"
    db.close()
    assert ask("form", grouped, "--recipe", pair, "--seconds", 1)[0] == 0
    _, again = ask("recipe", grouped, "--import", pair, "--dry-run")
    assert (again["rules_present"], again["new_rules"]) == (1, [])
