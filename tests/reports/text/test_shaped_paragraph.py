"""Paragraphs in every script: broken within their room, split over pages, read as one."""

import re
import subprocess
from datetime import date

import pytest

from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import bullets, heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.line_breaks import breaks
from cohort_desk.reports.shaped_paragraph import ShapedParagraph
from cohort_desk.reports.styles import PAGE_TITLE
from cohort_desk.reports.tables import Column, Grid, grid_table
from cohort_desk.reports.text import width
from pdf_checks import check_sound, structure_of, text_of
from scripts import SCRIPTS, as_read, as_typed

URDU = "شگفتہ ہاشمی نے پورے سال گروپ کی قیادت کی اور رہائشیوں کو بہتر خدمات ملیں۔ " * 4
HINDI = "प्रिया शर्मा ने पूरे वर्ष समूह का नेतृत्व किया और निवासियों को बेहतर सेवाएँ मिलीं। " * 3
CHINESE = "王小明在整个年度中领导第三组，并与议会合作制定了一个项目（包括住房、教育和卫生）。" * 3
ENGLISH = "The group was led by محمد علی خان (Police) with Ŵ̱yn and प्रिया शर्मा for a year. " * 3
IMPRINT = Imprint("Report on محمد", "Programme", "2026 intake", "", date(2026, 11, 14))


def lines_of(text, room):
    made = paragraph(text)
    made.wrap(room, 1000)
    return [text[start:end] for start, end in made._lines]


@pytest.mark.parametrize("text", [URDU, HINDI, CHINESE, ENGLISH])
@pytest.mark.parametrize("room", [60, 200, 480])
def test_lines_fill_the_room_and_leave_nothing_out(text, room):
    lines = lines_of(text, room)
    assert "".join(lines) == text
    assert all(width(line.rstrip(), REGULAR, 9.5) <= room for line in lines)
    assert len(lines) < 2.2 * width(text, REGULAR, 9.5) / room + 1


def test_a_word_longer_than_the_line_is_broken_between_letters():
    lines = lines_of("क्षत्रिय" * 20, 60)
    assert len(lines) > 5
    assert {line[0] for line in lines} <= set("कतय")
    assert not any(line.endswith("\u094d") for line in lines)


def test_chinese_breaks_between_characters_but_not_before_a_full_stop():
    text = "他说：“好的。”王"
    assert [text[at:] for at in breaks(text)] == ["说：“好的。”王", "“好的。”王", "的。”王", "王"]


def test_a_paragraph_read_from_the_right_stands_at_the_right(tmp_path):
    made = paragraph(URDU)
    made.wrap(480, 1000)
    last = made._lines[-1]
    assert made._left(*last) + width(URDU[slice(*last)].rstrip(), REGULAR, 9.5) == pytest.approx(
        480, abs=3
    )
    name = paragraph("محمد علی خان")
    name.wrap(480, 1000)
    assert name._left(*name._lines[0]) == 0


def test_every_script_in_headings_lists_tables_and_over_pages_is_tagged_and_read(
    tmp_path, standards
):
    path = tmp_path / "all.pdf"
    columns = (Column("Name"), Column("Comment"))
    rows = list(zip(SCRIPTS.values(), [ENGLISH, HINDI] * 11, strict=True))
    story = [
        heading("محمد علی خان 欧阳雪梅", PAGE_TITLE),
        *bullets([URDU, HINDI, CHINESE, ENGLISH]),
        *[paragraph(text) for text in (URDU, HINDI, CHINESE, ENGLISH) * 4],
        grid_table(Grid(columns, rows, room=500)),
    ]
    assert isinstance(story[-2], ShapedParagraph)
    write_document(path, IMPRINT, story)
    standards.check(path)
    check_sound(path)
    read = as_read(text_of(path))
    assert all(as_typed(name) in read for name in SCRIPTS.values())
    assert as_read(structure_of(path)).count("LBody") == 4
    info = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", path], capture_output=True, check=True
    ).stdout.decode()
    assert re.search("Title: +Report on محمد", as_read(info))


def test_parts_of_a_split_paragraph_are_one_element(tmp_path):
    path = tmp_path / "split.pdf"
    write_document(path, IMPRINT, [heading("Long", PAGE_TITLE), paragraph(URDU * 30)])
    said = structure_of(path)
    assert len(re.findall(r"^\s*P \(", said, re.MULTILINE)) == 1
