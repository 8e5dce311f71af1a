"""Mark statements: marks as their owner may see them, and no word of why others are not there."""

from cohort_desk.db.tables import SittingRow
from cohort_desk.services.documents.statements import Standing, read_statement, read_statements

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


def told(statement):
    return {
        line.assessment: (line.mark, line.standing)
        for module in statement.modules
        for line in module.marks
    }


def test_a_mark_is_provisional_until_a_board_has_ratified_it(marked, hold_board):
    before = read_statement(marked.db, BEN)
    assert told(before)["Report"] == (62, Standing.PROVISIONAL)
    assert {module.mark for module in before.modules} == {None}
    hold_board("Board of June 2026")
    after = read_statement(marked.db, BEN)
    assert told(after)["Report"] == (62, Standing.CONFIRMED)
    assert [module.mark for module in after.modules] == [62, 62, 61]


def test_a_held_mark_and_one_not_given_look_alike(marked, hold):
    hold(ADA, 1)
    assert told(read_statement(marked.db, ADA))["Report"] == (None, Standing.NOT_SHOWN)
    assert told(read_statement(marked.db, FAY))["Project"] == (None, Standing.NOT_SHOWN)


def test_a_module_has_no_mark_while_one_of_its_parts_is_not_shown(ratified, hold):
    hold(ADA, 2)
    modules = {module.code: module.mark for module in read_statement(ratified.db, ADA).modules}
    assert modules == {"LE": 72, "SY": None, "IN": 71}


def test_who_may_see_nothing_gets_none(marked):
    assert len(read_statements(marked.db, 1)) == 6
    with marked.db.begin("hidden") as work:
        for row in work.session.query(SittingRow):
            row.visibility = "hidden"
    assert read_statements(marked.db, 1) == ()
    assert read_statement(marked.db, ADA).shown == 0
