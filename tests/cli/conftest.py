"""What the tests of commands share."""

import csv
import json

import pytest

from cohort_desk.cli.main import run

SECTORS = ("Police", "Council", "Health", "Fire")


@pytest.fixture
def ask(capsys):
    """Runs a command with --json; returns its exit code and its object, and checks stderr."""

    def call(*arguments):
        code = run([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        answer = json.loads(said.out)
        assert answer["command"] == arguments[0]
        assert answer["ok"] == (code == 0)
        assert bool(said.err) == (code != 0)
        return code, answer

    return call


@pytest.fixture
def people_csv(tmp_path):
    """A sheet of 24 people at six agencies of four sectors, as an office would send it."""
    path = tmp_path / "Nominees.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["First name", "Surname", "Email address", "Organisation", "Sector"])
        for number in range(24):
            letter = chr(ord("a") + number)
            row = (f"Anna{letter}", f"Bell{letter}", f"{letter}@example.org")
            agency = f"Example Agency {'ABCDEF'[number % 6]}"
            writer.writerow([*row, agency, SECTORS[number % 4]])
    return path


@pytest.fixture
def programme(ask, tmp_path):
    """The path of a programme file made by the command."""
    code, answer = ask("new", tmp_path / "Leaders.cohort", "--name", "Leaders")
    assert code == 0
    return answer["file"]
