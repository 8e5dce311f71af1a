"""Regulation sets as files: nothing lost on the way, bad files refused with the place."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import CannotWrite, RuleBroken
from cohort_desk.domain.regulations.fields import with_value
from cohort_desk.domain.regulations.presets import LATE_PRESETS, templates
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.regulations import SetFile, read_set_file, write_set_file

DEFAULT = Regulations()


@pytest.mark.parametrize("name", ["Ours.toml", "Ours.json"])
@pytest.mark.parametrize("template", templates(), ids=lambda template: template.title)
def test_a_set_comes_back_as_it_went(tmp_path, name, template):
    rules = with_value(template.rules, "moderation.within", None)
    found = SetFile("Ours “new”", "Since 2026\nwith care", rules)
    write_set_file(found, tmp_path / name)
    assert read_set_file(tmp_path / name) == found


def test_the_toml_says_what_each_rule_is(tmp_path):
    write_set_file(SetFile("Ours", "", DEFAULT), tmp_path / "a.toml")
    text = (tmp_path / "a.toml").read_text("utf-8")
    assert 'amount = "0.05"  # Taken off each time' in text
    assert 'minimum = "none"  # Least mark in each component' in text


def test_a_file_written_by_hand_need_say_only_what_differs(tmp_path):
    path = tmp_path / "York and later.toml"
    path.write_text('[late]\npreset = "york"\ncut_off = 16:30:00\n[peers]\nweighting = 0.25\n')
    found = read_set_file(path)
    late = replace(LATE_PRESETS["york"].rules, cut_off=found.rules.late.cut_off)
    assert (found.name, found.rules.late) == ("York and later", late)
    assert f"{found.rules.late.cut_off:%H:%M}" == "16:30"
    assert found.rules.peers.weighting == Decimal("0.25")


@pytest.mark.parametrize(
    ("name", "text", "error", "sentence"),
    [
        ("a.toml", "[late\n", UnreadableFile, "is not TOML that can be read"),
        ("a.json", "[1]", UnreadableFile, "is JSON, but not a regulation set"),
        ("a.json", "{", UnreadableFile, "is not JSON that can be read"),
        ("a.json", "[" * 100_000, UnreadableFile, "is not JSON that can be read"),
        ("a.json", f'{{"a": {"9" * 5000}}}', UnreadableFile, "is not JSON that can be read"),
        ("a.toml", "a = " + "[" * 100_000, UnreadableFile, "is not TOML that can be read"),
        ("a.toml", f"a = {'9' * 5000}", UnreadableFile, "is not TOML that can be read"),
        ("a.toml", 'name = "Empty"\n', UnreadableFile, "has no rules in it"),
        ("a.xlsx", "", UnreadableFile, "must be a .toml or a .json file"),
        ("a.toml", "[award]\npass = 40\n", RuleBroken, "Did you mean “award.passes”"),
        ("a.toml", "[award]\nmerit = 71\n", RuleBroken, "award.distinction: Distinction must be"),
        ("a.json", '{"name": 3, "rounding": "none"}', RuleBroken, "name of the set must be text"),
    ],
    ids=itertools.count(),
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, name, text, error, sentence):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(error, match=sentence):
        read_set_file(tmp_path / name)


def test_a_missing_file_and_one_that_is_no_text(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_set_file(tmp_path / "gone.toml")
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="not text in UTF-8"):
        read_set_file(tmp_path / "a.toml")


def test_another_ending_is_not_written(tmp_path):
    with pytest.raises(CannotWrite, match=r"must end in .toml or .json"):
        write_set_file(SetFile("Ours", "", DEFAULT), tmp_path / "a.txt")
