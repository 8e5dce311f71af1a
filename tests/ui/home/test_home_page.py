"""The home page, as an administrator meets it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.dates import written_moment
from cohort_desk.services.home.progress import Progress
from cohort_desk.services.home.standing import RoundStanding, Standing, read_standing
from cohort_desk.ui.home.presenter.standing import stages_of
from cohort_desk.ui.home.wiring import open_home_page
from cohort_desk.ui.kit.print_preview import PrintPreview


@pytest.fixture
def page(qtbot, session):
    page = open_home_page(session)
    qtbot.addWidget(page)
    page.show()
    return page


def words(page):
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_an_empty_cohort_leads_to_the_import(qtbot, page, session):
    with qtbot.waitSignal(session.shown) as gone:
        (begin,) = [b for b in page.findChildren(QPushButton) if "spreadsheet" in b.text()]
        qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert gone.args[0].page == "import"


def test_it_says_what_is_odd_as_soon_as_it_is(qtbot, page, session):
    with session.db.begin("arrival of Aisha Khan") as work:
        work.session.add(ParticipantRow(cohort_id=1, given_name="Aisha", family_name="Khan"))
    odd = "1 person has no agency, so groups cannot mix them."
    qtbot.waitUntil(lambda: odd in words(page))
    assert any("Arrival of Aisha Khan (Ann)" in line for line in words(page))
    (at,) = [step.at for step in read_standing(session.db, 1).recent]
    assert written_moment(at) in words(page)
    with qtbot.waitSignal(session.shown) as gone:
        (look,) = [b for b in page.findChildren(QPushButton) if odd in b.accessibleName()]
        look.setFocus()
        qtbot.keyClick(look, Qt.Key.Key_Space)
    assert gone.args[0].page == "people"


def test_a_completed_cohort_keeps_its_track(qtbot, page, session):
    with session.db.begin("end of the year") as work:
        for name in ("Khan", "Osei"):
            work.session.add(ParticipantRow(cohort_id=1, family_name=name, status="completed"))
    qtbot.waitUntil(lambda: "completed" in words(page))
    assert any("2 people from 0 agencies · completed" in line for line in words(page))
    assert not any("nobody in it yet" in line for line in words(page))


def test_the_track_tells_what_is_due_from_what_is_due_later():
    work = progress(due=10, due_later=177, submitted=8)
    assert handed_in(work) == ("8", "of 10 due, 177 due later", "now")
    assert handed_in(replace(work, submitted=10))[2] == "done"
    assert handed_in(replace(work, due=0, submitted=0))[1] == "177 due later"
    assert handed_in(replace(work, due=10, due_later=0))[1] == "of 10 due"


def progress(**known):
    counts = dict.fromkeys(("marked", "ratified", "awarded", "certified"), 0)
    return Progress(
        modules=1, groups=10, projects=10, not_handed_in=(), behind=(), **counts, **known
    )


def handed_in(work):
    rounds = (RoundStanding(1, "One", 2, 1),)
    stages = stages_of(Standing("2026", 2, 0, 0, 1, 0, 0, 0, rounds, (), work))
    (stage,) = [each for each in stages if each.name == "Handed in"]
    return stage.figure, stage.words, stage.state


def test_how_far_a_cohort_is_is_drawn_and_printed(qtbot, page, session):
    with session.db.begin("arrival") as work:
        work.session.add(ParticipantRow(cohort_id=1, family_name="Khan"))
    qtbot.waitUntil(lambda: page.progress is not None and page.progress.chart is not None)
    assert page.progress.chart.rows[0][:4] == ("With an agency", "1 person", "0", "1")
    page.print_button.setFocus()
    qtbot.keyClick(page.print_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    page.findChild(PrintPreview).close()
