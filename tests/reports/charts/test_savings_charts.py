"""The charts of savings: labels, tables that add up, states told apart without colour."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Line, Rect

from chart_data import WIDTHS
from chart_labels import check_labels
from cohort_desk.domain.savings.words import EVIDENCE, TYPES
from cohort_desk.reports.charts.look import PAPER
from cohort_desk.reports.charts.savings_evidence import by_evidence
from cohort_desk.reports.charts.savings_funnel import funnel
from cohort_desk.reports.charts.savings_parts import COSTS, STATES, draw_state
from cohort_desk.reports.charts.savings_rows import MOST, by_agency, by_cohort, by_project
from cohort_desk.reports.charts.savings_years import by_year
from cohort_desk.reports.charts.sketch import Sketch
from cohort_desk.reports.charts.walk import words_of
from cohort_desk.services.savings.portfolio.shapes import (
    KINDS,
    AgencySum,
    Alarms,
    CohortSum,
    EvidenceSum,
    Money,
    Portfolio,
    ProjectSum,
    Realisation,
    Removed,
    Rungs,
    Sums,
    TypeSum,
    YearSum,
)

PENCE = st.one_of(st.just(0), st.integers(0, 10**12))
RUNGS = st.builds(Rungs, PENCE, PENCE, PENCE, PENCE)
MONEY = st.builds(Money, RUNGS, RUNGS, RUNGS, PENCE)
SUMS = st.builds(Sums, MONEY, MONEY, MONEY)
NAMES = st.text("Ag Wm.", min_size=1, max_size=60).filter(str.strip)
QUICKLY = settings(max_examples=25, deadline=None)


def portfolio(sums=(), names=(), years=(), year=2026):
    """Return a portfolio of as many agencies, projects, cohorts and years as there are sums."""
    sums, names = tuple(sums), [*names, *(f"Body {at}" for at in range(len(sums)))]
    total = sums[0] if sums else Sums()
    return Portfolio(
        cohort_id=None,
        cohort="",
        today=date(2026, 11, 22),
        year=year,
        year_starts_month=4,
        lines=len(sums),
        approximate=0,
        total=total,
        types=tuple(TypeSum(each, 1, (4, 3, 2, 1), total.cash) for each in TYPES),
        years=tuple(YearSum(2020 + at, each) for at, each in enumerate(years)),
        agencies=tuple(AgencySum(at + 1, names[at], 1, each) for at, each in enumerate(sums)),
        projects=tuple(
            ProjectSum(at + 1, names[at], 1, "2026", 1, each) for at, each in enumerate(sums)
        ),
        cohorts=tuple(CohortSum(at + 1, names[at], 1, each) for at, each in enumerate(sums)),
        evidence=tuple(
            EvidenceSum(kind, grade, 3, 9 * 10**8, 10**8, 10**8)
            for kind in KINDS
            for grade in EVIDENCE
        ),
        realisation=Realisation(0, 0, None),
        at_risk=0,
        statuses=(),
        outcomes=(),
        told=(),
        alarms=Alarms(),
        removed=Removed(),
    )


@QUICKLY
@given(
    st.lists(SUMS, min_size=1, max_size=16),
    st.lists(NAMES, max_size=4),
    WIDTHS,
    st.sampled_from(sorted(KINDS)),
)
def test_no_label_touches_another_and_every_spot_is_in_the_picture(sums, names, width, kind):
    found = portfolio(sums, names, sums)
    charts = (by_year(found, kind), by_agency(found, kind), by_evidence(found, kind))
    for chart in (funnel(found), *charts):
        check_labels(chart, width)
        drawing = chart.drawing(width, PAPER)
        for spot in drawing.spots:
            assert 0 <= spot.row < len(chart.rows)
            assert spot.left >= 0
            assert spot.left + spot.width <= drawing.width + 0.1
            assert spot.bottom >= -0.1
            assert spot.bottom + spot.height <= drawing.height + 0.1


def _pence(cell):
    plain = cell.replace("£", "").replace(",", "").replace("−", "-")
    return int(Decimal(plain) * 100)


@QUICKLY
@given(st.lists(SUMS, min_size=1, max_size=20))
def test_the_tables_have_every_pound_of_what_is_drawn(sums):
    found = portfolio(sums, years=sums)
    for chart in (by_agency(found), by_project(found), by_cohort(found)):
        money = [each.cash for each in sums]
        assert sum(_pence(row[1]) for row in chart.rows) == sum(m.invested for m in money)
        assert sum(_pence(row[-1]) for row in chart.rows) == sum(m.expected for m in money)
        for row in chart.rows:
            assert sum(_pence(cell) for cell in row[4:-1]) == _pence(row[-1])
            assert _pence(row[4]) - _pence(row[2]) == _pence(row[3])
    rows = {row[0]: row for row in by_year(found).rows}
    for at, each in enumerate(sums):
        cells = rows[f"{2020 + at}/{21 + at}"][1:] if each.cash != Money() else ()
        if cells and cells[-2] != "Nothing":
            assert sum(_pence(cell) for cell in cells[:-2]) == _pence(cells[-2])
            assert _pence(cells[-2]) == each.cash.expected


def _cash(validated=0, costs=0, spent=None, **standing):
    return Sums(
        cash=Money(
            reached=Rungs(*[validated] * 4),
            standing=Rungs(validated=validated, **standing),
            costs=Rungs(validated=costs),
            spent=costs if spent is None else spent,
        )
    )


def test_states_are_told_apart_without_colour():
    """By hand: each state has its own kind and number of shapes, whatever their colours."""
    shapes = set()
    for state in (*STATES, COSTS):
        sketch = Sketch(60, 20, PAPER)
        draw_state(sketch, (0, 0, 60, 20), state.look)
        drawn = sketch.drawing.contents
        lines = [each for each in drawn if isinstance(each, Line)]
        boxes = [each for each in drawn if isinstance(each, Rect)]
        grey = tuple(round(_grey(box.fillColor), 1) for box in boxes if box.fillColor)
        shapes.add((len(lines), len(boxes), grey))
    assert len(shapes) == len(STATES) + 1


def _grey(colour):
    return 0.3 * colour.red + 0.59 * colour.green + 0.11 * colour.blue


def test_the_costs_differ_from_the_savings_in_place_too():
    chart = by_agency(portfolio([_cash(validated=10_000_00, costs=4_000_00)]))
    drawing = chart.drawing(500, PAPER)
    zero = max(
        (each for each in drawing.contents if isinstance(each, Line) and each.x1 == each.x2),
        key=lambda line: abs(line.y2 - line.y1),
    ).x1
    bars = [each for each in drawing.contents if isinstance(each, Rect) and each.height > 11]
    costs = [bar for bar in bars if bar.fillColor.hexval()[2:].upper() == PAPER.second[1:]]
    saves = [bar for bar in bars if bar.fillColor.hexval()[2:].upper() == PAPER.mark[1:]]
    assert [round(bar.x + bar.width, 3) for bar in costs] == [round(zero, 3)]
    assert [round(bar.x, 3) for bar in saves] == [round(zero, 3)]
    assert saves[0].width / costs[0].width == pytest.approx(2.5)


def test_who_has_paid_and_who_gains_goes_by_what_is_validated_and_spent():
    payer = _cash(validated=1_000_00, costs=6_000_00, forecast=900_000_00)
    gainer = _cash(validated=9_000_00, costs=2_500_00, spent=2_000_00)
    chart = by_agency(portfolio([payer, gainer], ["County council", "Police"]))

    assert [(row[0], row[3], row[-1]) for row in chart.rows] == [
        ("Police", "£7,000", "£9,000"),
        ("County council", "−£5,000", "£901,000"),
    ]
    words = [each.text for each in words_of(chart.drawing(480, PAPER))]
    assert words.index("gains £7,000 so far") + 1 == words.index("£9,000 expected")
    assert words.index("pays £5,000 so far") + 1 == words.index("£901,000 expected")
    assert chart.summary == (
        "2 agencies. The most is validated for Police: £9,000. 1 agency has spent more than is "
        "validated, County council the most: £5,000 more. Expected if all comes true: £910,000."
    )


def test_what_is_validated_comes_before_what_is_only_claimed_or_forecast():
    rows = [_cash(forecast=900), _cash(claimed=500), _cash(validated=1), _cash(projected=9000)]
    chart = by_project(portfolio(rows, ["Forecast", "Claimed", "Validated", "Projected"]))
    assert [row[0] for row in chart.rows] == ["Validated", "Claimed", "Forecast", "Projected"]
    waiting = by_project(portfolio(rows[:2], ["Forecast", "Claimed"])).summary
    assert "Nothing is validated yet. The most is claimed for Claimed: £5." in waiting


def test_amounts_are_to_the_pound_where_there_is_room_and_long_names_take_two_lines():
    long = "Barnsley Metropolitan Borough Council"
    found = portfolio([_cash(validated=119_870_00)], [long], [_cash(validated=119_870_00)])
    for chart in (funnel(found), by_agency(found), by_year(found)):
        words = " ".join(each.text for each in words_of(chart.drawing(480, PAPER)))
        assert "£119,870" in words
        assert "…" not in words
    assert long in " ".join(each.text for each in words_of(by_agency(found).drawing(480, PAPER)))


def test_years_before_and_after_the_money_are_left_out_and_one_between_says_nothing():
    years = [Sums(), _cash(validated=100), Sums(), _cash(forecast=100), Sums()]
    rows = by_year(portfolio(years=years)).rows
    assert [row[0] for row in rows] == ["2021/22", "2022/23", "2023/24"]
    assert rows[1][1:] == ("–", "–", "–", "–", "Nothing", "–")


def test_the_funnel_has_no_bar_and_no_column_for_what_there_is_none_of():
    found = portfolio([_cash(validated=100)])
    empty = TypeSum("third_party", 0, (0, 0, 0, 0), Money())
    paid = TypeSum("cashable_spend", 1, (1, 1, 1, 1), Money(Rungs(100, 100, 100, 100)))
    chart = funnel(replace(found, types=(paid, empty)))
    assert len(chart.columns) == 3
    assert not any("third" in each.text for each in words_of(chart.drawing(480, PAPER)))


def test_the_funnel_says_how_many_of_all_benefits_release_cash():
    paid = TypeSum("cashable_spend", 1, (1, 1, 1, 1), Money(Rungs(100, 100, 100, 100)))
    freed = TypeSum("non_cashable", 2, (2, 0, 0, 0), Money(Rungs(300, 0, 0, 0)))
    found = replace(portfolio([_cash(validated=100)]), types=(paid, freed), lines=3)
    assert funnel(found).summary.startswith("3 benefits, 1 of them cash-releasing.")
    assert funnel(replace(found, types=(paid,), lines=1)).summary.startswith("1 benefit. Of")


def test_many_others_are_one_row_of_the_picture_and_all_of_the_table():
    many = [_cash(validated=(50 - at) * 100_00) for at in range(40)]
    chart = by_project(portfolio(many))
    words = [each.text for each in words_of(chart.drawing(480, PAPER))]

    assert len(chart.rows) == 40
    assert "28 other projects" in words
    assert len(chart.drawing(480, PAPER).spots) == MOST
    assert "The table has all 40 projects." in chart.note


def test_nothing_entered_is_said_and_drawn_without_failing():
    empty = portfolio()
    for chart in (by_year(empty), by_agency(empty), by_project(empty), by_cohort(empty)):
        assert "Nothing cash-releasing has been entered yet." in chart.summary
        assert chart.drawing(300, PAPER).height >= 0
    assert funnel(empty).summary == "No benefit has been entered yet."
