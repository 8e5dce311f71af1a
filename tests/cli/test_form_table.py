"""Groups from a table, without a programme file."""

import csv
import subprocess
import sys

import pytest

from cohort_desk.cli.main import run
from cohort_desk.domain.forming.sizes import Sizes, split


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def hundred_and_twenty(tmp_path):
    """120 people at 30 agencies of very different size in five sectors."""
    path = tmp_path / "People.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Employer", "Sector"])
        for number in range(120):
            agency = int((number / 120) ** 2 * 30)
            letters = chr(97 + number % 26) + chr(97 + number // 26)
            writer.writerow([f"Anna Bell{letters}", f"Agency {agency}", f"Sector {agency % 5}"])
    return path


def test_sizes_fit_and_agency_and_sector_pairs_meet_their_bounds(ask, hundred_and_twenty, tmp_path):
    code, answer = ask("form-table", hundred_and_twenty, tmp_path / "out.csv")
    assert code == 0
    assert answer["proven_best"]
    rows = read(tmp_path / "out.csv")
    groups = {}
    for row in rows:
        groups.setdefault(row["Group"], []).append(row)
    assert sorted(map(len, groups.values()), reverse=True) == list(split(Sizes(), 120))
    assert answer["columns"]["agency"] == "Employer"
    for column, score in zip(("Employer", "Sector"), answer["criteria"], strict=False):
        assert same_pairs(groups, column) == score["count"] == score["bound"]
        assert score["bound"] == fewest_pairs([row[column] for row in rows], len(groups))


def same_pairs(groups, column):
    values = [[member[column] for member in members] for members in groups.values()]
    return sum(
        one == other for group in values for at, one in enumerate(group) for other in group[:at]
    )


def fewest_pairs(values, groups):
    """The bound of groups.md: every value spread as evenly as its number allows."""
    total = 0
    for value in set(values):
        each, over = divmod(values.count(value), groups)
        total += groups * each * (each - 1) // 2 + over * each
    return total


def test_the_table_keeps_its_columns_and_the_order_of_its_rows(ask, people_csv, tmp_path):
    ask("form-table", people_csv, tmp_path / "out.csv", "--seconds", 2)
    before, after = read(people_csv), read(tmp_path / "out.csv")
    assert [{**row, "Group": None} for row in before] == [{**row, "Group": None} for row in after]
    assert list(after[0]) == [*before[0], "Group"]


def test_availability_that_cannot_be_read_is_told(ask, tmp_path, capsys):
    people, out = tmp_path / "People.csv", tmp_path / "out.csv"
    free = ["Mon am", "Mon am", "banana split", "Mon 25:00-26:00", "", "Tue"]
    rows = [f"Anna Bell{letter},{when}" for letter, when in zip("abcdef", free, strict=True)]
    people.write_text("\n".join(["Name,Availability", *rows]), encoding="utf-8")
    _, answer = ask("form-table", people, out, "--seconds", 1)
    assert answer["unread_availability"] == 2
    assert run(["form-table", str(people), str(tmp_path / "again.csv"), "--seconds", "1"]) == 0
    assert "The availability of 2 people could not be read." in capsys.readouterr().out


def test_the_same_seed_gives_the_same_groups(ask, hundred_and_twenty, tmp_path):
    for name in ("a.csv", "b.csv"):
        ask("form-table", hundred_and_twenty, tmp_path / name, "--seed", 7)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_rules_on_named_people_hold(ask, people_csv, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[rules]]\nkind = "together"\npeople = ["Annaa Bella", "Annag Bellg"]\n'
        '[[rules]]\nkind = "apart"\npeople = ["b@example.org", "Annac Bellc"]\n',
        encoding="utf-8",
    )
    out = tmp_path / "out.csv"
    code, _ = ask("form-table", people_csv, out, "--rules", rules, "--seconds", "1")
    assert code == 0
    group = {row["First name"]: row["Group"] for row in read(out)}
    assert group["Annaa"] == group["Annag"]
    assert group["Annab"] != group["Annac"]


def test_an_earlier_group_column_is_kept_and_its_groups_are_avoided(ask, tmp_path):
    people = tmp_path / "People.csv"
    lines = [f"Anna Bell{chr(97 + n)},Group {n // 4 + 1}" for n in range(16)]
    people.write_text("\n".join(["Name,Group", *lines]), encoding="utf-8")
    _, answer = ask("form-table", people, tmp_path / "out.xlsx", "--size", "4")
    assert answer["column"] == "New group"
    assert answer["objective"] == 0


@pytest.mark.parametrize(
    ("content", "out", "sentence"),
    [
        ("Name\nAnn Lee\nBob Ray\n", "out.csv", "cannot be split"),
        ("Name\n", "out.csv", "no people"),
        ("Name\n" + "Ann Lee\n" * 6, "out.pdf", ".xlsx or .csv"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(ask, tmp_path, content, out, sentence):
    people = tmp_path / "People.csv"
    people.write_text(content, encoding="utf-8")
    code, answer = ask("form-table", people, tmp_path / out)
    assert code == 1
    assert sentence in answer["error"]
    assert [path.name for path in tmp_path.iterdir()] == ["People.csv"]


def test_the_table_that_is_read_is_not_overwritten(ask, people_csv, tmp_path):
    before = people_csv.read_bytes()
    link = tmp_path / "same.csv"
    link.symlink_to(people_csv)
    for out in (people_csv, link, tmp_path / "." / people_csv.name):
        code, answer = ask("form-table", people_csv, out)
        assert code == 1
        assert "is the spreadsheet that is being read" in answer["error"]
    assert people_csv.read_bytes() == before


def test_rules_that_contradict_each_other_are_named(ask, people_csv, tmp_path):
    rules = tmp_path / "rules.toml"
    pair = 'people = ["Annaa Bella", "Annab Bellb"]\n'
    rules.write_text(
        f'[[rules]]\nkind = "together"\n{pair}[[rules]]\nkind = "apart"\n{pair}', encoding="utf-8"
    )
    code, answer = ask("form-table", people_csv, tmp_path / "out.csv", "--rules", rules)
    assert code == 1
    assert "Annaa Bella" in answer["error"]


def test_a_file_of_rules_that_is_missing_or_no_toml_is_named(ask, people_csv, tmp_path):
    (tmp_path / "wrong.toml").write_text("apart_by = [", encoding="utf-8")
    for name in ("wrong.toml", "nowhere.toml"):
        out = tmp_path / "out.csv"
        code, answer = ask("form-table", people_csv, out, "--rules", tmp_path / name)
        assert code == 1
        assert name in answer["error"]
        assert not out.exists()


def test_words_for_people_name_each_criterion_beside_its_bound(people_csv, tmp_path, capsys):
    assert run(["form-table", str(people_csv), str(tmp_path / "out.csv"), "--seconds", "2"]) == 0
    said = capsys.readouterr().out
    assert "24 people in 4 groups of 6" in said
    assert "Same-agency pairs: none" in said
    assert "Same-sector pairs: 8; no arrangement can have fewer than 8" in said


def test_nothing_heavy_is_imported(people_csv, tmp_path):
    script = (
        "import sys; from cohort_desk.cli.main import run\n"
        "assert run(sys.argv[1:]) == 0\n"
        "heavy = {'sqlalchemy', 'alembic', 'PySide6', 'reportlab', 'psycopg', 'sqlcipher3'}\n"
        "print(heavy & set(sys.modules), file=sys.stderr)"
    )
    arguments = ["form-table", people_csv, tmp_path / "out.csv", "--seconds", "2"]
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "set()"
