"""Work that a page began, answered while the page is there and not once it is gone."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.ui.kit.page_desk import PageDesk


@pytest.fixture
def page(qtbot):
    return QWidget()


def forget(page):
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("gone", [False, True])
def test_answers_come_only_to_a_page_that_is_there(qtbot, session, page, gone):
    heard, desk = [], PageDesk(page, session)
    desk.runner.run(
        "Reading",
        lambda _report: "read",
        done=heard.append,
        ended=lambda: heard.append("ended"),
        writes=False,
    )
    if gone:
        forget(page)
    qtbot.waitUntil(lambda: not session.runner.tasks())
    assert heard == ([] if gone else ["read", "ended"])


@pytest.mark.parametrize("gone", [False, True])
def test_a_refusal_is_told_wherever_the_page_is(qtbot, session, page, gone):
    at_page, in_window, desk = [], [], PageDesk(page, session)
    session.warned.connect(in_window.append)

    def refuse(_report):
        raise CohortDeskError("The disk is full.")

    desk.runner.run("Writing", refuse, done=at_page.append, failed=at_page.append)
    if gone:
        forget(page)
    qtbot.waitUntil(lambda: not session.runner.tasks())
    assert [str(error) for error in at_page] == ([] if gone else ["The disk is full."])
    assert in_window == (["The disk is full."] if gone else [])
