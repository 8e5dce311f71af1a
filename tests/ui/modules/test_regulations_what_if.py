"""Trying rules on the whole cohort from the editor."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    MarkRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.services.marks.what_if import Level
from cohort_desk.ui.modules.regulations.wiring import open_regulations_view

DUE = datetime(2026, 6, 8, 11, 0, tzinfo=UTC)


@pytest.fixture
def view(qtbot, session):
    """The editor open on the default rules, over a cohort with marks of 69.5 and 62."""
    with session.db.begin("marks") as work:
        put = work.session.add
        put(ModuleRow(id=1, cohort_id=1, code="PG701", title="Project", credits=60, position=1))
        put(AssessmentRow(id=1, module_id=1, title="Report", weight=1, position=1))
        put(TutorRow(id=1, name="Dr Marsh"))
        work.session.flush()
        put(SittingRow(assessment_id=1, number=1, deadline=DUE))
        for number, (name, mark) in enumerate((("Khan", 6950), ("Cole", 6200)), start=1):
            put(ParticipantRow(id=number, cohort_id=1, family_name=name))
            work.session.flush()
            put(SubmissionRow(id=number, assessment_id=1, participant_id=number, code=name))
            work.session.flush()
            work.session.get(SubmissionRow, number).submitted_at = DUE
            put(AllotmentRow(submission_id=number, tutor_id=1, role="first"))
            put(MarkRow(submission_id=number, tutor_id=1, direct=mark, final_at=DUE))
    made = open_regulations_view(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.versions.change_mine.click()
    made.editor.effect.show_tab("This cohort")
    return made


def set_rounding(view, key):
    forms = view.editor.forms
    forms.show_problem("rounding", "")
    QTest.keyClick(forms.editor("rounding"), key)
    QTest.keyClick(forms.editor("rounding"), Qt.Key.Key_Tab)


def test_what_would_change_is_counted_listed_and_saved_as_a_sheet(view, qtbot, session, tmp_path):
    cohort = view.editor.effect.cohort
    set_rounding(view, Qt.Key.Key_Down)
    cohort.begin.click()
    qtbot.waitUntil(lambda: cohort.model.rowCount() == 3)
    assert cohort.summary.text() == (
        "1 award and 1 mark of 2 candidates would change. Of 1 result only the number would."
    )
    rows = [cohort.model.row_at(row) for row in range(3)]
    assert [(row.what, row.before, row.after, row.change) for row in rows] == [
        ("PG701 Report", "70", "69.5", "changes"),
        ("PG701", "70 · Pass", "69.5 · Pass", "number only"),
        ("Award", "70 · Distinction", "69.5 · Merit", "changes"),
    ]
    out = session.dialogs.ready["path_to_save"] = tmp_path / "changes.csv"
    cohort.table.export_asked.emit()
    assert "70 · Distinction,69.5 · Merit,changes" in out.read_text("utf-8-sig")


def test_the_list_says_when_the_rules_have_changed_since(view, qtbot):
    cohort = view.editor.effect.cohort
    set_rounding(view, Qt.Key.Key_Down)
    cohort.begin.click()
    qtbot.waitUntil(lambda: cohort.model.rowCount() == 3)
    assert cohort.stale.isHidden()
    set_rounding(view, Qt.Key.Key_Up)
    assert cohort.stale.isVisible()
    cohort.again.click()
    qtbot.waitUntil(lambda: cohort.summary.text() == "No result of 2 candidates would change.")
    assert cohort.stale.isHidden()


def test_the_list_is_narrowed_and_searched(view, qtbot):
    cohort = view.editor.effect.cohort
    set_rounding(view, Qt.Key.Key_Down)
    cohort.begin.click()
    qtbot.waitUntil(lambda: cohort.model.rowCount() == 3)
    cohort.levels.choose((Level.AWARD,))
    assert cohort.model.rowCount() == 1
    assert cohort.table.count.text() == "1 of 3 results"
    cohort.widen()
    QTest.keyClicks(cohort.search, "not rounded")
    qtbot.waitUntil(lambda: cohort.model.rowCount() == 1)
