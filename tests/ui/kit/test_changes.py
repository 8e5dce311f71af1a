"""News of commits, carried to the UI thread."""

import threading

from cohort_desk.services.programmes import add_cohort
from cohort_desk.ui.kit.changes import ChangeNews


def test_a_commit_on_another_thread_is_heard_on_this_one(qtbot, db):
    news, heard = ChangeNews(db), []
    news.changed.connect(lambda kinds: heard.append((kinds, threading.get_ident())))
    with qtbot.waitSignal(news.committed) as told:
        worker = threading.Thread(target=add_cohort, args=(db, "2027 intake"))
        worker.start()
        worker.join()
        assert heard == []
    assert heard == [(frozenset({"cohort"}), threading.get_ident())]
    assert "2027 intake" in told.args[0].said


def test_nothing_is_heard_once_stopped(qtbot, db):
    news = ChangeNews(db)
    news.stop()
    with qtbot.assertNotEmitted(news.changed, wait=20):
        add_cohort(db, "2027 intake")
