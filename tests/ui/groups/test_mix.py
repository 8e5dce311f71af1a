"""How groups are mixed, as charts on a view of their own and beside a proposal."""

from cohort_desk.services.groups import add_round, list_proposals
from cohort_desk.ui.groups.proposals.groups_list import groups_list
from cohort_desk.ui.kit.chart_view import ChartView


def test_the_mix_of_the_board_is_drawn_by_sector_and_by_agency(
    qtbot, grouped, open_page, show_view
):
    page = open_page()
    show_view(page, "Mix")
    views = page.mix.views
    qtbot.waitUntil(lambda: len(views) == 2 and views[0].chart is not None)
    chart = views[0].chart
    assert [row[:2] for row in chart.rows] == [(f"Group {number}", "6") for number in range(1, 5)]
    assert "24 people in 4 groups" in chart.summary


def test_a_round_without_groups_says_what_will_be_drawn(db, people, open_page, show_view):
    add_round(db, 1, "Later")
    page = open_page()
    show_view(page, "Mix")
    assert page.mix.views == []


def test_a_proposal_has_its_sectors_drawn_beside_its_groups(qtbot, db, grouped):
    [proposal] = list_proposals(db, grouped)
    panel = groups_list(proposal, lambda: None)
    qtbot.addWidget(panel)
    panel.show()
    view = panel.findChild(ChartView)
    qtbot.waitUntil(lambda: view.chart is not None)
    assert len(view.chart.rows) == len(proposal.groups)
