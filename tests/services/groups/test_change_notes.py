"""Two states of the groups compared, for the screen, for paper and for a message."""

import pytest
from pypdf import PdfReader

from cohort_desk.domain.errors import NotFound
from cohort_desk.reports.change_note import write_change_note
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.services.groups import (
    add_group,
    move_people,
    publish,
    read_board,
    read_change_note,
    rename_group,
)
from cohort_desk.services.groups.change_words import summary
from cohort_desk.services.people import edit_person, read_person, withdraw_people


@pytest.fixture
def move(cohort, placed):
    """Move the first person of a group to another; their name."""

    def move_first(source, target):
        board = read_board(cohort, placed)
        card = board.groups[source].cards[0]
        seen = {card.id: card.seat_version}
        move_people(cohort, placed, [card.id], board.groups[target].id, seen)
        return card.name

    return move_first


def test_any_two_versions_are_compared_whichever_is_named_first(cohort, placed, move):
    publish(cohort, placed)
    one = move(0, 1)
    publish(cohort, placed)
    other = move(1, 2)
    publish(cohort, placed)
    across = read_change_note(cohort, placed, 1, 3)
    assert across == read_change_note(cohort, placed, 3, 1)
    assert across.before.startswith("Version 1, published ")
    assert across.after.startswith("Version 3, published ")
    told = {moved.name for moved in across.difference.moved}
    assert told == {one, other}
    assert [m.name for m in read_change_note(cohort, placed, 2, 3).difference.moved] == [other]


def test_a_version_is_compared_with_the_groups_as_they_stand(cohort, placed, move):
    publish(cohort, placed)
    name = move(0, 1)
    note = read_change_note(cohort, placed, 1)
    assert note.after.startswith("The groups as they stand on ")
    assert note.summary == "1 person has moved"
    assert f"{name}, from Group 1 to Group 2" in note.text
    with pytest.raises(NotFound, match="no published version 2"):
        read_change_note(cohort, placed, 1, 2)


def test_the_text_to_send_tells_moves_and_groups_but_no_corrections(cohort, placed, move):
    publish(cohort, placed)
    name = move(0, 1)
    group = read_board(cohort, placed).groups[2]
    rename_group(cohort, group.id, group.version, "North")
    add_group(cohort, placed, "Reserve")
    edit_person(cohort, 12, read_person(cohort, 12).version, {"email": "new@example.org"})
    note = read_change_note(cohort, placed, 1)
    assert note.text.splitlines()[0] == "Round 1: who moved"
    assert note.text.splitlines()[4:] == [
        f"{name}, from Group 1 to Group 2",
        "",
        "Group 3 is now North",
        "Reserve is new",
    ]
    assert len(note.difference.corrected) == 1


def test_newcomers_and_leavers_are_counted_apart(cohort, placed, move):
    publish(cohort, placed)
    move(0, 1)
    withdraw_people(cohort, [read_board(cohort, placed).groups[2].cards[0].id])
    changes = read_change_note(cohort, placed, 1).difference
    assert summary(changes) == "1 person has moved, 1 person has left"


def test_the_note_on_paper_names_everybody_who_moved(cohort, placed, move, tmp_path):
    publish(cohort, placed)
    with pytest.raises(NothingToPrint, match="Nobody has moved in Round 1"):
        write_change_note(read_change_note(cohort, placed, 1), tmp_path / "a.pdf")
    name = move(0, 1)
    write_change_note(read_change_note(cohort, placed, 1), tmp_path / "a.pdf")
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    text = " ".join(page.extract_text().split())
    assert "Round 1: who moved" in text
    assert f"{name} Group 1 Group 2" in text
