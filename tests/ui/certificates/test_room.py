"""Lists of certificates in a window of 1280 by 800, of which this page has 1072 by 700."""

import pytest


@pytest.mark.parametrize("stage", ["issued"])
@pytest.mark.parametrize("view", ["ready", "register"])
def test_every_column_is_in_sight(office, view):
    page = office.turn_to(view)
    page.resize(1072, 700)
    office.settle()
    grid = getattr(page, view).table.grid
    assert grid.model().rowCount() > 0
    assert grid.horizontalScrollBar().maximum() == 0


def test_why_somebody_is_not_ready_has_room_for_a_whole_sentence(office):
    office.page.resize(1072, 700)
    office.settle()
    view = office.page.ready
    why = [column.name for column in view.model.columns].index("reason")
    longest = max(office.column(view, "Why"), key=len)
    assert "Referred" in longest
    assert view.table.grid.columnWidth(why) > view.fontMetrics().horizontalAdvance(longest)


@pytest.mark.parametrize("stage", ["issued"])
def test_what_has_changed_stays_in_sight_beside_an_open_panel(office):
    office.turn_to("register").resize(1072, 700)
    office.choose(office.ids[0])
    assert office.page.certificate.isVisible()
    grid = office.page.register.table.grid
    columns = [column.name for column in office.page.register.model.columns]
    changed = columns.index("changed")
    right = grid.columnViewportPosition(changed) + grid.columnWidth(changed)
    assert right <= grid.viewport().width()


@pytest.mark.parametrize("stage", ["issued"])
def test_the_list_of_checked_files_needs_no_bar(office):
    view = office.turn_to("verify").verify
    office.page.resize(1072, 700)
    files = [office.files / f"SCRLP-2026-000{number} Ada Sample.pdf" for number in (1, 2)]
    for file in files:
        file.write_bytes(b"no certificate")
    office.drop(view, *files)
    assert len(office.column(view, "Answer")) == 2
    assert view.table.grid.horizontalScrollBar().maximum() == 0
