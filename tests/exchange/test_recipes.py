"""Recipes from sheets and TOML and back."""

import csv
import unicodedata

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.errors import CannotWrite, RuleBroken
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.settings.wishes import RuleWish, Wishes
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.recipes import (
    read_recipe_file,
    write_recipe_file,
    write_recipe_template,
)


@pytest.fixture
def sheet(tmp_path):
    """Write a CSV file of this name with these rows."""

    def write(name, *rows):
        path = tmp_path / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def book(tmp_path):
    """Write a workbook of these sheets."""

    def write(**sheets):
        path = tmp_path / "Book.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            for name, rows in sheets.items():
                made = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    made.write_row(number, 0, row)
        return path

    return write


def told(wishes):
    return [(one.where, one.why) for one in wishes.refused]


def test_a_sheet_of_rules_as_an_office_writes_it(sheet):
    path = sheet(
        "Who with whom",
        ("Groups for the autumn",),
        ("Rule", "Person", "With", "Person 3", "Group", "Reason", "Rounds"),
        ("Keep apart", "Aisha Khan", "tom@example.org", "", "", "Complaint", "Every round"),
        ("together", "Ben Lee; Una Shaw", "", "N4", "", "", ""),
        (),
        ("Not in", "Ben Lee", "", "", "Group 3", "", ""),
        ("Don't pair", "Ben Lee", "Cy Dow", "", "", "", "this round"),
    )
    wishes = read_recipe_file(path)
    place = "row {} of “Who with whom”".format
    assert wishes.rules == (
        RuleWish(
            RuleKind.APART,
            ("Aisha Khan", "tom@example.org"),
            place(3),
            reason="Complaint",
            every_round=True,
        ),
        RuleWish(RuleKind.TOGETHER, ("Ben Lee", "Una Shaw", "N4"), place(4)),
        RuleWish(RuleKind.NOT_IN_GROUP, ("Ben Lee",), place(6), "Group 3"),
        RuleWish(RuleKind.APART, ("Ben Lee", "Cy Dow"), place(7)),
    )
    assert (wishes.sizes, wishes.criteria, wishes.apart_by, wishes.refused) == (
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("name", "rows", "kind", "count"),
    [
        ("Don't pair", [("Name", "Name"), ("A B", "C D"), ("E F", "G H")], RuleKind.APART, 2),
        ("List", [("Keep together",), ("Name 1", "Name 2"), ("A B", "C D")], RuleKind.TOGETHER, 1),
        ("Not together", [("Who", "Not with", "Why"), ("A B", "C D", "x")], RuleKind.APART, 1),
        ("Pairs", [("A B", "C D"), ("E F", "G H")], RuleKind.APART, 2),
    ],
)
def test_plain_pairs_of_names(sheet, name, rows, kind, count):
    wishes = read_recipe_file(sheet(name, *rows))
    assert [rule.kind for rule in wishes.rules] == [kind] * count
    assert wishes.rules[0].people == ("A B", "C D")


def test_a_workbook_of_all_parts(book):
    path = book(
        Sizes=[("Smallest", "Largest", "Preferred"), (4, 7, 5)],
        Wishes=[
            ("Criterion", "Column", "Importance", "Slots", "Only"),
            ("Mix", "Agency", "Must"),
            ("Balance", "Years of service", "medium"),
            ("Meet", "", "high", 2),
            ("No lone one", "Gender", "low", "", "woman; non-binary"),
            ("New faces", "every round", "High"),
            ("New faces", "Round 1", "off"),
        ],
        Managers=[("Keep apart by",), ("Line manager",), ("Team",)],
        Notes=[("anything",), ("at all",)],
        Budget=[("Item", "Cost"), ("Tea", 4)],
    )
    wishes = read_recipe_file(path)
    assert wishes.sizes == Sizes(4, 7, 5)
    assert wishes.criteria == (
        Criterion(CriterionKind.MIX, "agency", Importance.MUST),
        Criterion(CriterionKind.BALANCE, "years_of_service", Importance.MEDIUM),
        Criterion(CriterionKind.MEET, "availability", Importance.HIGH, slots=2),
        Criterion(
            CriterionKind.NO_LONE_ONE, "gender", Importance.LOW, only=("woman", "non-binary")
        ),
        Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH),
        Criterion(CriterionKind.NEW_FACES, "Round 1", Importance.OFF),
    )
    assert wishes.apart_by == ("line_manager", "team")
    assert told(wishes) == [("sheet “Budget”", "Its headings are not known; it was left out.")]


def test_rows_that_say_nothing_are_refused_by_sheet_and_row(book):
    path = book(
        Rules=[
            ("Rule", "Person", "With", "Rounds"),
            ("stir", "A", "B"),
            ("", "A", "B"),
            ("apart", "A", "B", "some"),
        ],
        Criteria=[
            ("Criterion", "Column", "Importance", "Slots"),
            ("shake", "Agency", "must"),
            ("mix", "", "must"),
            ("mix", "Agency", "huge"),
            ("meet", "", "low", "61"),
            ("meet", "", "low", "two"),
        ],
        Sizes=[("Smallest", "Largest"), ("4", "few"), (1, 2)],
    )
    wishes = read_recipe_file(path)
    refused = dict(told(wishes))
    assert refused.keys() == {
        *(f"row {number} of “Rules”" for number in (2, 3, 4)),
        *(f"row {number} of “Criteria”" for number in (2, 3, 4, 5, 6)),
        *(f"row {number} of “Sizes”" for number in (2, 3)),
    }
    assert refused["row 2 of “Rules”"] == (
        "“stir” is no rule that is known. Use apart, together, in or not in."
    )
    assert "which rule is meant" in refused["row 3 of “Rules”"]
    assert "which column counts" in refused["row 3 of “Criteria”"]
    assert "must be from 1 to 60" in refused["row 5 of “Criteria”"]
    assert "“few” is not a whole number" in refused["row 2 of “Sizes”"]
    assert (wishes.rules, wishes.criteria, wishes.sizes) == ((), (), None)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("People.csv", "Name,Agency,E-mail\nA B,Leeds,a@example.org\n", "holds no rules, criteria"),
        ("Empty.csv", "", "is empty"),
        ("Gone.toml", None, "cannot be read"),
        ("Bad.toml", "sizes = {", "is not TOML that can be read"),
        ("Latin.toml", b"apart_by = ['\xe9']", "is not text in UTF-8"),
    ],
)
def test_files_that_hold_no_recipe_are_refused(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableFile, match=message):
        read_recipe_file(path)


def test_toml_says_where_it_is_wrong(tmp_path):
    path = tmp_path / "Recipe.toml"
    path.write_text('[[rules]]\nkind = "apart"\n')
    with pytest.raises(RuleBroken, match=r"At rules 1.people give a list"):
        read_recipe_file(path)


def test_the_template_is_the_usual_recipe(tmp_path):
    write_recipe_template(tmp_path / "Template.xlsx")
    usual = default_recipe()
    assert read_recipe_file(tmp_path / "Template.xlsx") == Wishes(
        usual.sizes, usual.criteria, usual.apart_by
    )


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(CannotWrite, match=r"as .toml or .xlsx, not as “.csv”"):
        write_recipe_file(Wishes(), tmp_path / "Recipe.csv")


LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters=";")
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(
    lambda text: f"x{unicodedata.normalize('NFC', text)}x"
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SIZES = st.builds(
    Sizes,
    *(st.integers(1, 99) for _ in range(3)),
    groups=st.none() | st.integers(1, 99),
)


def criteria(texts):
    kinds = st.sampled_from([kind for kind in CriterionKind if kind is not CriterionKind.MEET])
    columns = st.sampled_from(["agency", "years_of_service"]) | texts.filter(bool)
    plain = st.builds(
        Criterion,
        kinds,
        columns,
        st.sampled_from(Importance),
        only=st.lists(texts, max_size=3).map(tuple),
    )
    meet = st.builds(
        Criterion,
        st.just(CriterionKind.MEET),
        st.just("availability"),
        st.sampled_from(Importance),
        st.integers(1, 60),
    )
    return st.lists(plain | meet, max_size=4).map(tuple)


def rules(texts):
    people = st.lists(texts, min_size=1, max_size=4).map(tuple)
    alone = st.builds(
        RuleWish,
        st.sampled_from([RuleKind.APART, RuleKind.TOGETHER]),
        people,
        st.just(""),
        st.just(""),
        texts | st.just(""),
        st.booleans(),
    )
    in_group = st.builds(
        RuleWish,
        st.sampled_from([RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP]),
        people,
        st.just(""),
        texts.filter(bool),
        texts | st.just(""),
    )
    return st.lists(alone | in_group, max_size=4).map(tuple)


def wishes(texts):
    return st.builds(
        Wishes,
        SIZES,
        criteria(texts),
        st.lists(st.just("line_manager") | texts, max_size=3, unique=True).map(tuple),
        rules(texts),
    )


def without_places(read):
    return read.rules and tuple(
        RuleWish(r.kind, r.people, "", r.group, r.reason, r.every_round) for r in read.rules
    )


@pytest.mark.parametrize(("ending", "texts"), [("toml", TEXTS), ("xlsx", WORDS)])
def test_what_is_written_reads_back_the_same(tmp_path, ending, texts):
    path = tmp_path / f"Recipe.{ending}"

    @settings(
        deadline=None,
        max_examples=60,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(wishes(texts))
    def round_trip(written):
        write_recipe_file(written, path)
        read = read_recipe_file(path)
        assert read.refused == ()
        assert (read.sizes, read.criteria, read.apart_by) == (
            written.sizes,
            written.criteria,
            written.apart_by,
        )
        assert without_places(read) == written.rules

    round_trip()
