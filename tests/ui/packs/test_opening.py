"""Opening a .cohortpack as a double click does: a working file, a form, a folder, a merge."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.db.tables import (
    AssessmentRow,
    GroupRow,
    MembershipRow,
    PeerCriterionRow,
    PeerRoundRow,
    RoundRow,
    SittingRow,
)
from cohort_desk.exchange.packs import packed, post, read_returned, read_sent, write_pack
from cohort_desk.services.packs import prepare_peer_packs
from cohort_desk.services.packs.keys import new_key
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.features import page_specs
from cohort_desk.ui.shell.window import MainWindow

PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone


@pytest.fixture
def documents(qtbot, tmp_path, answers):
    settings = SettingsStore(tmp_path / "settings.json")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    made = Documents(window, settings, answers(confirm=True), tmp_path)
    made.asks = made._dialogs
    made.window = window
    window.resize(1280, 800)
    window.show()
    made.show_start()
    yield made
    qtbot.waitUntil(lambda: not window.runner.tasks())
    window.close()


def test_marking_pack_becomes_a_working_file_in_the_tutors_view(qtbot, documents, sent):
    documents.open(str(sent))
    qtbot.waitUntil(lambda: documents.open_programme is not None)
    opened = documents.open_programme
    assert ("confirm", "Open the marking pack of Ann Able?") in documents.asks.asked
    assert opened.session.viewpoint.role == "tutor"
    assert opened.db.place.parent == sent.parent
    actions = {spec.key: spec.actions for spec in page_specs(opened.session)}
    assert actions["packs"] == ("Save the returned pack…",)
    assert documents.window.go("packs").is_away
    documents.window.go("marking")
    documents.close()
    documents.open(str(sent))
    qtbot.waitUntil(lambda: documents.open_programme is not None)
    asked = [title for kind, title in documents.asks.asked if kind == "confirm"]
    assert len(asked) == 1, "what was begun is gone on with, without a question"


def test_never_mind_makes_nothing(qtbot, documents, sent):
    documents.asks.ready["confirm"] = False
    before = set(sent.parent.iterdir())
    documents.open(str(sent))
    qtbot.waitUntil(lambda: documents.asks.asked != [])
    assert set(sent.parent.iterdir()) == before
    assert documents.open_programme is None


def test_sealed_pack_asks_for_its_passphrase(qtbot, documents, sent, tmp_path):
    sealed = write_pack(packed(read_sent(sent), new_key(), PASSPHRASE), tmp_path / "Sealed")
    documents.asks.ready["ask_text"] = PASSPHRASE
    documents.open(str(sealed))
    qtbot.waitUntil(lambda: documents.open_programme is not None)
    assert any(kind == "ask_text" for kind, _ in documents.asks.asked)


def test_damaged_pack_is_explained_on_the_start_page(qtbot, documents, sent):
    sent.write_bytes(sent.read_bytes()[:-40])
    documents.open(str(sent))
    qtbot.waitUntil(lambda: "is damaged" in documents.start.problem.text())


def test_returned_pack_goes_to_the_programme_that_is_open(qtbot, documents, office, come_back):
    back = come_back(64)
    documents.open(str(back))
    qtbot.waitUntil(lambda: "is a returned pack" in documents.start.problem.text())
    documents.open(str(office.place))
    documents.open(str(back))
    qtbot.waitUntil(lambda: documents.window.current_key == "packs")
    page = documents.window.go("packs")
    qtbot.waitUntil(lambda: page.is_merging)


@pytest.fixture
def form_path(office, tmp_path):
    """The form of Khan, who is to rate Lee by two criteria."""
    with office.begin("peers") as work:
        add = work.session.add
        add(
            RoundRow(
                id=1,
                cohort_id=1,
                name="Projects",
                position=0,
                recipe={},
                created_at=datetime.now(UTC),
            )
        )
        add(GroupRow(id=1, round_id=1, name="Group 1", position=0))
        for person in (1, 2):
            add(MembershipRow(round_id=1, participant_id=person, group_id=1))
        add(
            AssessmentRow(
                id=2,
                module_id=1,
                title="Project",
                done_by="group",
                round_id=1,
                weight=1,
                position=1,
            )
        )
        add(SittingRow(assessment_id=2, number=1))
        add(PeerRoundRow(id=1, assessment_id=2))
        for number, title in enumerate(("Ideas", "Effort"), start=1):
            add(PeerCriterionRow(id=number, peer_round_id=1, title=title, position=number))
    (prepared,) = prepare_peer_packs(office, 1, [1])
    return post(office, prepared, tmp_path / "Form").path


def test_form_is_filled_in_by_keyboard_and_saved(
    qtbot, documents, form_path, tmp_path, accessibility
):
    documents.open(str(form_path))
    qtbot.waitUntil(lambda: documents._pack_opening.form is not None)
    form = documents._pack_opening.form
    assert [field.accessibleName() for field in form.ratings.values()] == [
        "Lee, Ideas",
        "Lee, Effort",
    ]
    assert accessibility.problems(form) == []
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.problem.text() == "Lee, Ideas has no rating yet."
    for field, digit in zip(form.ratings.values(), "45", strict=True):
        QTest.keyClicks(field, digit)
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.problem.text() == "Give your reasons in a sentence or two."
    QTest.keyClicks(form.reasons, "Always there")
    documents.asks.ready["path_to_save"] = tmp_path / "Back.cohortpack"
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert read_returned(tmp_path / "Back.cohortpack").cells == {
        "m2/c1/score": 4,
        "m2/c2/score": 5,
        "justification": "Always there",
    }
