"""Marking guides in spreadsheets: every layout that is understood, and what is said of the rest."""

from decimal import Decimal

import pytest
import xlsxwriter

from cohort_desk.domain.modules.guides import band_at, guide_problems
from cohort_desk.domain.modules.starter import STARTER_RUBRIC
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.rubrics import read_rubric
from cohort_desk.exchange.rubrics_out import write_rubric, write_template


@pytest.fixture
def sheet(tmp_path):
    def write(text):
        path = tmp_path / "Report rubric.csv"
        path.write_text(text, "utf-8")
        return path

    return write


def ranges(criterion):
    return [(band.label, band.range) for band in criterion.bands]


def test_a_guide_that_was_written_is_read_again_whole(tmp_path):
    path = tmp_path / "Starter rubric.xlsx"
    write_rubric(STARTER_RUBRIC, path)
    read = read_rubric(path)
    assert read.problems == ()
    assert read.guide.criteria == STARTER_RUBRIC.criteria
    assert read.guide.comments == STARTER_RUBRIC.comments


def test_the_template_is_understood_as_it_comes(tmp_path):
    path = tmp_path / "Template.csv"
    write_template(path)
    assert read_rubric(path).problems == ()


def test_a_row_for_each_band_in_whole_marks_leaves_no_mark_out(sheet):
    read = read_rubric(
        sheet(
            "Rubric for the report,,,\n"
            "Criterion,Weight,Band,Range,Descriptor\n"
            "Analysis,60%,Good,50-100,Sound\n,,Poor,0-49,Thin\n"
            "Style,40%,Good,50 – 100,Clear\n,,Poor,below 50,Muddled\n"
        )
    )
    analysis, style = read.guide.criteria
    assert (analysis.weight, style.weight) == (60, 40)
    assert ranges(analysis) == [("Good", "50–100"), ("Poor", "0–49.99")] == ranges(style)
    assert band_at(analysis.bands, Decimal("49.5")).label == "Poor"
    assert any("closed up" in note for note in read.notes)


def test_a_column_for_each_band_is_known_by_its_marks_or_a_usual_label(sheet):
    read = read_rubric(
        sheet(
            "Criterion,Weighting,Distinction (70+),Merit,Pass 50-59.99,Fail,Clear fail\n"
            "Analysis,0.25,Rigorous,Sound,Fair,Weak,None\n"
            "Style,0.75,Exact,Clear,Plain,Loose,Lost\n"
        )
    )
    assert [c.weight for c in read.guide.criteria] == [25, 75]
    assert ranges(read.guide.criteria[0]) == [
        ("Distinction", "70–100"),
        ("Merit", "60–69.99"),
        ("Pass", "50–59.99"),
        ("Fail", "40–49.99"),
        ("Clear fail", "0–39.99"),
    ]
    assert read.guide.criteria[1].bands[1].descriptor == "Clear"
    assert guide_problems(read.guide) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Criterion,Level,Points\nAnalysis,None,0\nAnalysis,Some,2\nAnalysis,Much,4\n",
        (
            "Criterion,Level 1,Points 1,Level 2,Points 2,Level 3,Points 3\n"
            "Analysis,None,0,Some,2,Much,4\n"
        ),
    ],
)
def test_levels_with_points_become_bands_that_hold_their_own_share(sheet, text):
    read = read_rubric(sheet(text))
    criterion = read.guide.criteria[0]
    assert criterion.weight == 4
    assert [band.range for band in criterion.bands] == ["75–100", "25–74.99", "0–24.99"]
    texts = [
        band.label if "point" not in band.label else band.descriptor for band in criterion.bands
    ]
    assert texts == ["Much", "Some", "None"]
    assert any("Points were turned" in note for note in read.notes)


def test_criteria_alone_make_a_guide_without_bands(sheet):
    read = read_rubric(sheet("Criterion,Weight,Description\nAnalysis,3,Reasons\nStyle,1,\n"))
    assert (read.guide.kind, read.guide.title) == ("guide", "Report rubric")
    assert [(c.title, c.weight, c.description) for c in read.guide.criteria] == [
        ("Analysis", 3, "Reasons"),
        ("Style", 1, ""),
    ]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("Criterion,Weight,Band,From,To\nA,heavy,Good,0,100\n", "Cell B2", "“heavy”"),
        ("Criterion,Band,From,To\nA,Good,fifty,100\n", "Cell C2", "“fifty” is not a mark."),
        ("Criterion,Band,From,To\nA,Good,0,120\n", "Cell D2", "from 0 to 100"),
        ("Criterion,Band,From,To\nA,Good,60,50\n", "Cell C2", "begins with more"),
        ("Criterion,Band,Descriptor\nA,Splendid,x\n", "Cell B2", "from which mark"),
        ("Criterion,Weight\nA,2\nB,\n", "Cell B3", "no weight"),
        (
            "Criterion,Band,From,To\nA,Good,60,100\nA,Bad,0,50\n",
            "Sheet",
            "no band covers 50.01–59.99",
        ),
        ("Criterion,Merit\nA,x\na,y\n", "Cell A3", "there twice"),
        ("Criterion,Level,Points\nA,None,0\nA,All,many\n", "Cell C3", "“many”"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell_and_nothing_can_be_kept(sheet, text, where, what):
    read = read_rubric(sheet(text))
    assert read.guide is None
    assert any(where in one.where and what in one.text for one in read.problems), read.problems


def test_a_comment_for_a_criterion_that_is_not_there_is_refused(tmp_path):
    path = tmp_path / "Rubric.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {
            "Criteria": [("Criterion", "Weight"), ("Analysis", 1)],
            "Comments": [("Criterion", "Comment"), ("Analisys", "Well argued")],
        }.items():
            made = book.add_worksheet(name)
            for number, row in enumerate(rows):
                made.write_row(number, 0, row)
    read = read_rubric(path)
    assert read.guide is None
    assert [(one.where, one.text) for one in read.problems] == [
        ("Cell A2", "There is no criterion called “Analisys”.")
    ]


def test_a_list_of_people_is_no_rubric(sheet):
    with pytest.raises(UnreadableFile, match="Criterion"):
        read_rubric(sheet("Name,Agency\nAisha Khan,Council\n"))
