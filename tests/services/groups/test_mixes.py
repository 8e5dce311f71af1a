"""How groups are mixed, by sector and by agency."""

from cohort_desk.services.groups.board import Board, BoardGroup, Card
from cohort_desk.services.groups.mixes import AgencyShare, mixes_of_board


def _card(number, agency, short, sector, *, withdrawn=False):
    who = (number, "Aisha Khan", "khan aisha")
    return Card(*who, number, agency, short, sector, "", "", False, withdrawn, (), 1)


def test_people_are_counted_in_the_order_of_the_sectors():
    cards = (
        _card(1, "South Yorkshire Police", "SYP", "police"),
        _card(2, "", "", ""),
        _card(3, "Sheffield City Council", "", "local_government"),
        _card(4, "South Yorkshire Police", "SYP", "police"),
        _card(5, "Rotherham Borough Council", "", "local_government", withdrawn=True),
    )
    group = BoardGroup(1, "Group 1", False, cards, 4, "", (), (), "", 1)
    board = Board(1, "Projects", (group,), (), None, None, 0, 0, 1)
    [mix] = mixes_of_board(board)
    assert mix.sectors == (("local_government", 1), ("police", 2), ("", 1))
    assert mix.people == 4
    assert mix.agencies == (
        AgencyShare("Sheffield City Council", "Sheffield City Council", "local_government", 1),
        AgencyShare("South Yorkshire Police", "SYP", "police", 2),
        AgencyShare("", "", "", 1),
    )
