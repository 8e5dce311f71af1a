"""Printing and exporting from the groups page, by its menus and by the palette."""

import csv
import io

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton

from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.groups import publish, read_board, read_group_list
from cohort_desk.services.people import edit_person, read_person, set_photo
from cohort_desk.ui.groups.papers import EXPORT_COMMANDS, EXPORTS, PAPERS
from cohort_desk.ui.kit.print_preview import PrintPreview


def choose(qtbot, made, words):
    """Click a button, and in the menu that it opens the line with these words."""
    menu = made.menu()

    def click():
        [action] = [each for each in menu.actions() if each.text() == f"{words}…"]
        place = menu.actionGeometry(action).center()
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)

    QTimer.singleShot(50, made, click)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(grouped, open_page):
    """The page on the board of a round called Induction, whose groups are proven best."""
    return open_page()


@pytest.fixture
def previewed(qtbot, page):
    """Waits for a preview, and returns its title, its text and the number of its photos."""

    def read():
        qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None, timeout=10_000)
        preview = page.findChild(PrintPreview)
        pages = PdfReader(io.BytesIO(preview._paper.content)).pages
        title = preview.windowTitle()
        preview.close()
        text = " ".join(" ".join(one.extract_text() for one in pages).split())
        return title, text, sum(len(one.images) for one in pages)

    return read


@pytest.fixture
def printed(qtbot, page, previewed):
    """Chooses a paper in the menu of a button, and returns what is previewed."""

    def print_it(paper, made=None):
        choose(qtbot, made or page.print_button, PAPERS[paper])
        return previewed()

    return print_it


@pytest.fixture
def saved(qtbot, page, session, heard, tmp_path):
    """Chooses what to save in the menu of a button, and returns where it is and what is said."""

    def save(kind, ending, made=None):
        path = session.dialogs.ready["path_to_save"] = tmp_path / f"{kind}{ending}"
        heard.said.clear()
        choose(qtbot, made or page.export, EXPORTS[kind])
        qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
        return path, heard.said[-1]

    return save


@pytest.mark.parametrize("paper", ["sheet", "pages", "badges"])
def test_lists_and_badges_are_previewed_from_the_print_menu(printed, paper):
    title, text, photos = printed(paper)
    assert title == f"Induction, {PAPERS[paper].lower()}"
    assert "Person00 Sample" in text
    assert photos == 0


def test_the_score_card_is_of_the_board_as_it_stands(db, grouped, printed):
    _, text, _ = printed("score")
    assert "Proven best" in text
    for one in read_board(db, grouped).score.criteria:
        assert f"{one.criterion.label}: {one.count}; fewest possible {one.bound}" in text


def test_the_score_card_of_a_proposal_is_printed_from_its_groups(qtbot, page, show_view, previewed):
    show_view(page, "Proposals")
    qtbot.waitUntil(lambda: bool(page.proposals.cards))
    look = page.proposals.cards[0].findChildren(QPushButton)
    [see] = [each for each in look if each.text() == "See the groups"]
    qtbot.mouseClick(see, Qt.MouseButton.LeftButton)
    panel = page.detail.findChildren(QPushButton)
    [printing] = [each for each in panel if each.text() == "Print the score card…"]
    qtbot.mouseClick(printing, Qt.MouseButton.LeftButton)
    _, text, _ = previewed()
    assert "Proposal 1, formed on" in text
    assert "The same people, settings, seed and number of steps give the same groups." in text


@pytest.mark.parametrize("paper", ["sheet-photos", "pages-photos"])
def test_photos_are_printed_of_those_who_have_one(db, people, printed, paper):
    picture = io.BytesIO()
    Image.new("RGB", (80, 100), "navy").save(picture, "PNG")
    set_photo(db, people[3], picture.getvalue())
    _, text, photos = printed(paper)
    assert photos == 1
    assert "Person23 Sample" in text


def test_without_any_photo_the_page_says_where_to_add_them(qtbot, session, page):
    with qtbot.waitSignal(session.runner.problem, timeout=10_000) as told:
        choose(qtbot, page.print_button, PAPERS["sheet-photos"])
    assert told.args[0].startswith("Nobody in these groups has a photo yet.")


def test_who_has_met_whom_is_printed_and_saved(printed, saved):
    title, text, _ = printed("meetings")
    assert title == "2026 intake, who has met whom"
    assert "24 people over 1 round of 2026 intake." in text
    path, _ = saved("meetings", ".xlsx")
    assert [sheet.name for sheet in read_workbook(path).sheets][1] == "Matrix"


def test_the_workbook_and_the_table_hold_everybody(saved):
    path, said = saved("workbook", ".xlsx")
    names = [sheet.name for sheet in read_workbook(path).sheets]
    assert names == ["Groups", "Side by side", "Score card", "Proof"]
    assert said == "Saved the groups of Induction in workbook.xlsx."
    path, _ = saved("table", ".csv")
    assert len(read_workbook(path).sheets[0].rows) == 25


def test_files_for_moodle_name_the_course_and_tell_who_is_left_out(db, session, people, saved):
    for person_id in people[1:]:
        version = read_person(db, person_id).version
        edit_person(db, person_id, version, {"email": f"p{person_id}@example.org"})
    _, said = saved("moodle-groups", ".csv")
    assert said.startswith("Saved 4 groups in moodle-groups.csv")
    session.dialogs.ready["ask_text"] = "LEAD-26"
    path, said = saved("moodle-members", ".csv")
    assert said == (
        "Saved 23 people in moodle-members.csv, for Upload users in Moodle. "
        "Left out for want of an e-mail: Person00 Sample."
    )
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["course1"] for row in csv.DictReader(file)} == {"LEAD-26"}


def test_without_a_course_nothing_is_saved_for_moodle(qtbot, session, page, heard):
    choose(qtbot, page.export, EXPORTS["moodle-members"])
    qtbot.waitUntil(lambda: session.dialogs.asked == [("ask_text", "Members for Moodle")])
    assert (session.runner.tasks(), heard.said) == ((), [])


@pytest.fixture
def changed_since(db, grouped):
    """Version 1 is published; somebody has been renamed since."""
    publish(db, grouped)
    person_id = read_group_list(db, grouped, 1).groups[0].members[0].id
    edit_person(db, person_id, read_person(db, person_id).version, {"family_name": "Renamed"})


@pytest.fixture
def version_buttons(changed_since, page, show_view):
    """The buttons of the published versions, by their names."""
    show_view(page, "Published")
    return {each.accessibleName(): each for each in page.published.findChildren(QPushButton)}


def test_a_published_version_is_printed_and_saved_as_it_was(version_buttons, printed, saved):
    _, text, _ = printed("sheet", version_buttons["Print Version 1"])
    assert "Sample" in text
    assert "Renamed" not in text
    path, _ = saved("workbook", ".xlsx", version_buttons["Export Version 1"])
    assert [sheet.name for sheet in read_workbook(path).sheets] == ["Groups", "Side by side"]


def test_the_palette_prints_and_exports(qtbot, session, page, previewed, tmp_path):
    page.act("Print one page per group…")
    assert previewed()[0] == "Induction, one page per group"
    path = session.dialogs.ready["path_to_save"] = tmp_path / "a.csv"
    [words] = [words for words, kind in EXPORT_COMMANDS.items() if kind == "table"]
    page.act(words)
    qtbot.waitUntil(path.exists, timeout=10_000)


def test_in_a_cohort_without_rounds_the_palette_is_told_so(people, open_page, heard):
    open_page().act("Print name badges…")
    assert heard.said == ["There are no groups yet. Form some on the page Groups first."]
