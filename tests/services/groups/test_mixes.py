"""How groups are mixed, by sector and by agency."""

from cohort_desk.services.groups.board import Board, BoardGroup, Card
from cohort_desk.services.groups.mixes import AgencyShare, mixes_of_board


def _card(number, agency, short, sector, *, withdrawn=False):
    return Card(
        id=number,
        name="Aisha Khan",
        sort_name="khan aisha",
        agency_id=number,
        agency=agency,
        agency_short_name=short,
        sector=sector,
        grade="",
        job_title="",
        locked=False,
        withdrawn=withdrawn,
        broken=(),
        seat_version=1,
    )


def _group(*cards):
    return BoardGroup(
        id=1,
        name="Group 1",
        locked=False,
        cards=cards,
        size=len(cards),
        size_problem="",
        sectors=(),
        counts=(),
        worst="",
        version=1,
    )


def test_people_are_counted_in_the_order_of_the_sectors():
    group = _group(
        _card(1, "South Yorkshire Police", "SYP", "police"),
        _card(2, "", "", ""),
        _card(3, "Sheffield City Council", "", "local_government"),
        _card(4, "South Yorkshire Police", "SYP", "police"),
        _card(5, "Rotherham Borough Council", "", "local_government", withdrawn=True),
    )
    board = Board(1, "Projects", (group,), (), None, None, 0, 0, 1)
    [mix] = mixes_of_board(board)
    assert mix.sectors == (("local_government", 1), ("police", 2), ("", 1))
    assert mix.people == 4
    assert mix.agencies == (
        AgencyShare("Sheffield City Council", "Sheffield City Council", "local_government", 1),
        AgencyShare("South Yorkshire Police", "SYP", "police", 2),
        AgencyShare("", "", "", 1),
    )
