"""`why-here`: one person, two people, and what cannot be answered."""

import pytest

from cohort_desk.cli.main import run


@pytest.fixture
def formed(ask, programme, people_csv):
    """A programme of 24 people in published groups."""
    ask("import", programme, people_csv)
    assert ask("form", programme, "--size", "5-7", "--publish", "--seconds", 2)[0] == 0
    return programme


def test_one_person_is_told_what_every_other_group_would_cost(ask, formed):
    code, answer = ask("why-here", formed, "annaa bella")
    assert code == 0
    assert (answer["person"], answer["other"], answer["together"]) == ("Annaa Bella", None, None)
    moves = [one for one in answer["changes"] if one["change"].startswith("Move to ")]
    assert len(moves) == 3
    assert [one["points"] for one in moves] == sorted(one["points"] for one in moves)
    assert all(one["allowed"] and " more same-" in one["detail"] for one in moves)
    swaps = [one["points"] for one in answer["changes"] if one["change"].startswith("Swap with ")]
    assert "the best swap, with Anna" in answer["headline"]
    assert min(swaps) >= 0


def test_two_people_may_be_named_by_their_addresses(ask, formed):
    _, answer = ask("why-here", formed, "a@example.org", "g@example.org")
    assert (answer["person"], answer["other"]) == ("Annaa Bella", "Annag Bellg")
    assert not answer["together"]
    assert "Agency Example Agency A" in answer["shared"]
    assert answer["headline"].startswith("Bringing them together would be worse by ")


def test_in_words_the_groups_stand_in_a_table(formed, capsys):
    assert run(["why-here", formed, "Annaa Bella"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Annaa Bella, Group ")
    assert sum(line.startswith("  Group ") for line in lines) == 3
    assert sum("or swap with Anna" in line for line in lines) == 3


def test_who_and_what_is_unknown_is_said(ask, formed, tmp_path):
    assert "Nobody in this cohort is called “Zoe”" in ask("why-here", formed, "Zoe")[1]["error"]
    answer = ask("why-here", formed, "Annaa Bella", "--round", "X")[1]
    assert "has no round “X”" in answer["error"]
    empty = ask("new", tmp_path / "Empty.cohort", "--name", "Empty")[1]["file"]
    assert "has no groups yet" in ask("why-here", empty, "Zoe")[1]["error"]
