"""Charts: their labels, their tables, and what they say."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from reportlab.graphics.shapes import Rect

import chart_data as data
from chart_labels import check_labels
from cohort_desk.domain.awards.award import classify
from cohort_desk.domain.awards.facts import NAMES, Outcome
from cohort_desk.domain.regulations.rules import AwardRules, Regulations, Rounding
from cohort_desk.reports.charts.flowables import chart_beside, chart_parts
from cohort_desk.reports.charts.histogram import mark_distribution
from cohort_desk.reports.charts.look import PAPER
from cohort_desk.reports.charts.mix import MOST_GROUPS, agency_mix, in_pages, sector_mix
from cohort_desk.reports.charts.strip_pages import marker_pages
from cohort_desk.reports.charts.strips import marker_strips, pair_strips
from cohort_desk.reports.charts.track import progress_track
from cohort_desk.reports.charts.walk import words_of
from cohort_desk.reports.tagging.flowables import Figure
from cohort_desk.services.home.track import Step
from cohort_desk.services.marks.distribution import for_others

QUICKLY = settings(max_examples=30, deadline=None)


@QUICKLY
@given(data.GROUPS, data.WIDTHS)
def test_no_label_of_a_mix_touches_another(groups, width):
    check_labels(sector_mix(groups), width)
    check_labels(agency_mix(groups), width)


@QUICKLY
@given(data.MARKS, data.WIDTHS)
def test_no_label_of_a_distribution_touches_another(values, width):
    check_labels(mark_distribution(data.marks(values)), width)


@QUICKLY
@given(data.MARKED, data.WIDTHS)
def test_no_label_of_markers_touches_another(found, width):
    check_labels(marker_strips(found), width)
    check_labels(pair_strips(found), width)


@QUICKLY
@given(data.STEPS, data.WIDTHS)
def test_no_label_of_a_track_touches_another(steps, width):
    check_labels(progress_track(steps, "2026 intake"), width)


def _rects(chart, fill=None):
    shapes = chart.drawing(500, PAPER).contents
    return [
        shape
        for shape in shapes
        if isinstance(shape, Rect)
        and (fill is None or (shape.fillColor and shape.fillColor.hexval()[2:].upper() == fill[1:]))
    ]


@QUICKLY
@given(data.MARKS)
def test_bars_are_as_tall_as_the_table_says(values):
    chart = mark_distribution(data.marks(values))
    counts = [int(row[2]) for row in chart.rows if int(row[2]) and "Below" not in row[1]]
    bars = _rects(chart, PAPER.mark)
    assert len(bars) == len(counts)
    if counts:
        unit = bars[0].height / counts[0]
        assert [bar.height / unit for bar in bars] == pytest.approx(counts)
    assert sum(int(row[2]) for row in chart.rows) == len(values)


def test_parts_are_as_wide_as_the_table_says():
    groups = data.mixes(["Group 1", "Group 2"], [[3, 1, 2], [1, 1]])
    chart = sector_mix(groups)
    assert chart.rows == (("Group 1", "6", "3", "1", "2"), ("Group 2", "2", "1", "1", "0"))
    parts = _rects(chart)[3:]  # the key's swatches are before them
    unit = parts[1].width + 1
    assert [(part.width + 1) / unit for part in parts] == pytest.approx([3, 1, 2, 1, 1])


def test_every_part_bears_its_word_so_that_grey_paper_will_do():
    groups = data.mixes([f"Group {number}" for number in range(1, 11)], [[2, 1, 1, 1, 1]] * 10)
    for width in (180, 260, 500, 900):
        said = [words.text for words in words_of(sector_mix(groups).drawing(width, PAPER))]
        for long, code in (("Local gov", "LG"), ("Police", "Po"), ("Health", "He")):
            written = [text for text in said if text.startswith((long, code))]
            assert len(written) >= 10, (width, long)


def test_the_finding_is_in_words():
    chart = agency_mix(data.mixes(["Group 1", "Group 2"], [[1, 1], [2]]))
    assert chart.summary == (
        "3 agencies in 2 groups. In 1 group people of one agency are together; "
        "the most are 2 of Local government in Group 2."
    )
    values = [Decimal(mark) for mark in ("48", "55", "61", "72.5")]
    chart = mark_distribution(data.marks([*values, None]))
    assert chart.summary == (
        "4 marks, mean 59.13, median 58, standard deviation 10.38, from 48 to 72.5. "
        "1 below the pass mark of 50, 1 at 70 or above, marks rounded. 1 without a mark yet."
    )
    assert chart.note == "Fewer than 10 marks: one mark more would change this picture."


UNROUNDED = Regulations(rounding=Rounding.NONE)


def test_a_mark_just_below_the_pass_mark_is_drawn_below_it():
    chart = mark_distribution(data.marks([Decimal("49.999")], rules=UNROUNDED))
    assert ("45 to 49.99", "Below the pass mark", "1") in chart.rows
    assert _rects(chart, PAPER.mark) == []  # it is hatched


@pytest.mark.parametrize("mark", ["49.49", "49.5", "59.5", "69.49", "69.5", "69.66", "70"])
@pytest.mark.parametrize("rounding", Rounding)
def test_a_mark_is_drawn_in_the_class_that_the_rounding_rule_gives_it(mark, rounding):
    rules = Regulations(rounding=rounding)
    chart = mark_distribution(data.marks([Decimal(mark)], rules=rules))
    outcome = classify(Fraction(mark), rules.award, rounding)
    name = "Below the pass mark" if outcome is Outcome.FAIL else NAMES[outcome]
    assert [row[1] for row in chart.rows if row[2] == "1"] == [name]
    assert ("none below" in chart.summary.lower()) == (outcome is not Outcome.FAIL)
    assert ("1 at 70 or above" in chart.summary) == (outcome is Outcome.DISTINCTION)


def test_marks_are_said_to_be_rounded_where_the_rule_rounds_them():
    rounded = mark_distribution(data.marks([Decimal("69.66")]))
    assert rounded.columns[0] == "Marks, rounded"
    assert ("70 to 74", "Distinction", "1") in rounded.rows
    exact = mark_distribution(data.marks([Decimal("69.66")], rules=UNROUNDED))
    assert exact.columns[0] == "Marks"
    assert ("65 to 69.99", "Merit", "1") in exact.rows


def test_a_class_that_begins_within_a_bar_is_named_with_the_one_below_it():
    rules = Regulations(award=AwardRules(merit=Decimal(58)))
    chart = mark_distribution(data.marks([Decimal(57)], rules=rules))
    assert ("55 to 59", "Pass or Merit", "1") in chart.rows


def test_few_marks_are_no_basis_for_comparing_markers():
    found = data.consistency({"Alder": [Decimal(60)] * 3, "Birch": [Decimal(70)] * 12}, {})
    chart = marker_strips(found)
    assert chart.summary.endswith("Too few markers with 5 marks or more to compare.")
    said = [words.text for words in words_of(chart.drawing(500, PAPER))]
    assert "3 marks" in said
    assert "mean 70, 12 marks" in said
    assert "hollow" in chart.note


def test_differences_bear_a_sign_and_are_tinted_as_far_as_the_rule_agrees():
    found = data.consistency({}, {("Alder", "Birch"): [Decimal("-7.5"), Decimal(2)]})
    [row] = pair_strips(found).rows
    assert row[:3] == ("Alder, Birch", "2", "−2.75")
    assert row[4:6] == ("−7.5", "+2")
    assert len(_rects(pair_strips(found), PAPER.soft)) == 1


def test_only_what_is_all_done_says_so():
    steps = [Step("Grouped", 2999, 3000, "3,000 people"), Step("Marked", 0, 0, "0 submissions")]
    chart = progress_track(steps, "2026 intake")
    assert [row[4] for row in chart.rows] == ["99%", "–"]
    assert chart.summary == "Now: grouped, 2,999 of 3,000 people."


def test_numbers_for_others_tell_of_nobody():
    values = [Decimal(mark) for mark in (31, 52, 53, 54, 62, 63, 64, 65)]
    chart = mark_distribution(for_others(data.marks(values)))
    assert {row[2] for row in chart.rows} == {"Fewer than 3", "5"}
    assert chart.summary.startswith("About 10 marks, mean 56.")
    assert "31" not in chart.summary
    assert "need not add up" in chart.note
    assert "no bar, fewer than 3" in chart.note


@pytest.mark.parametrize("few", [0, 1, 2])
def test_one_or_two_who_failed_are_never_told_to_others_as_none(few):
    values = [Decimal(38)] * few + [Decimal(61)] * 9 + [Decimal(71)] * 2
    chart = mark_distribution(for_others(data.marks(values)))
    said = "Fewer than 3 below the pass mark of 50, fewer than 3 at 70 or above."
    assert chart.summary.endswith(said)
    assert "none" not in chart.summary.lower()
    assert all(row[2] == "Fewer than 3" for row in chart.rows if row[1] == "Below the pass mark")


def test_a_total_for_others_is_rounded_after_it_is_counted():
    values = [Decimal(61)] * 8 + [Decimal(mark) for mark in (71, 72, 78, 79)]
    chart = mark_distribution(for_others(data.marks(values)))
    assert chart.summary.endswith("about 5 at 70 or above.")


def test_many_groups_are_drawn_page_by_page():
    names = [f"Group {number}" for number in range(1, 2 * MOST_GROUPS + 2)]
    charts = in_pages(sector_mix, data.mixes(names, [[1, 1]] * len(names)), "Sectors")
    assert [row[0] for chart in charts for row in chart.rows] == names
    assert charts[0].title == "Sectors: Group 1 to Group 18"
    assert all(chart.drawing(500, PAPER).height < 700 for chart in charts)


def test_many_markers_are_drawn_page_by_page_on_one_scale():
    given = {f"Tutor {number:02}": [Decimal(40 + number)] * 6 for number in range(30)}
    found = data.consistency(given, {})
    charts = marker_pages(found)
    assert [row[0] for chart in charts for row in chart.rows] == list(given)
    assert charts[0].summary == marker_strips(found).summary
    assert charts[1].title == "What each marker gave: Project report, from Tutor 12"
    ticks = [
        [words.text for words in words_of(chart.drawing(500, PAPER)) if words.text.isdecimal()]
        for chart in charts
    ]
    assert ticks[0] == ticks[1] == ticks[2]


def _figures(part):
    if isinstance(part, Figure):
        yield part
    inside = getattr(part, "_content", None) or getattr(part, "_cellvalues", None) or ()
    for each in part if isinstance(part, list | tuple) else inside:
        yield from _figures(each)


@pytest.mark.parametrize("made", [chart_parts, chart_beside])
def test_paper_gets_a_figure_with_the_finding_and_the_table_after_it(made):
    chart = sector_mix(data.mixes(["Group 1"], [[2, 1]]))
    [found] = _figures(made(chart, 500))
    assert found._alt == f"{chart.summary} The numbers are in the table that follows."
