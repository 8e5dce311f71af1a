"""The settings page: what belongs to the file, and what to this computer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from cohort_desk.services import programmes
from cohort_desk.services.programmes.identity import read_identity
from cohort_desk.ui.kit.session import Destination, Viewpoint
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.settings.cards import CardColumns
from cohort_desk.ui.settings.wiring import open_settings_page


@pytest.fixture
def page(qtbot, session):
    page = open_settings_page(session)
    qtbot.addWidget(page)
    page.show()
    return page


def retype(qtbot, form, name, text):
    field = form.editor(name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_the_programme_is_renamed_as_the_field_is_left(qtbot, page, session):
    retype(qtbot, page.programme, "name", "Leading Together")
    qtbot.waitUntil(lambda: programmes.read_programme(session.db).name == "Leading Together")


@pytest.mark.parametrize(("scale", "columns"), [(100, 2), (150, 1)])
def test_settings_never_scroll_sideways(qtbot, page, theme, scale, columns):
    def left(form):
        return form.mapTo(page, form.rect().topLeft()).x()

    theme.set_scale(scale)
    page.resize(1050, 650)
    qtbot.waitUntil(lambda: len({left(page.programme), left(page.computer)}) == columns)
    assert page.findChild(CardColumns).horizontalScrollBar().maximum() == 0


def test_a_cohort_is_added_and_a_taken_name_refused(qtbot, page, session):
    retype(qtbot, page.cohorts, "new_cohort", "2027 intake")
    page._add_cohort()
    qtbot.waitUntil(lambda: "cohort 2" in page.cohorts.values())
    assert page.cohorts.values()["cohort 2"] == "2027 intake"
    retype(qtbot, page.cohorts, "cohort 1", "2027 Intake")
    error = page.cohorts._fields["cohort 1"].error
    assert "already a cohort called 2027 Intake" in error.text()
    assert [c.name for c in programmes.read_programme(session.db).cohorts] == [
        "2027 intake",
        "2026 intake",
    ]


def test_the_theme_changes_at_once(qtbot, page):
    choice = page.computer.editor("theme")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_End)
    page.computer._leave("theme")
    assert Theme.current().is_dark
    Theme.current().set_mode("light")
    assert page.computer.values()["theme"] == "light"


def test_the_code_of_serials_is_set_and_a_wrong_one_explained(qtbot, page, session):
    card = page.identity
    page.open_record("code")
    retype(qtbot, card.form, "code", "9")
    assert "2 to 12 letters" in card.form._fields["code"].error.text()
    retype(qtbot, card.form, "code", "scrlp")
    qtbot.waitUntil(lambda: card.code.text() == "SCRLP")
    assert read_identity(session.db).code == "SCRLP"


def test_the_logo_is_chosen_and_taken_away(qtbot, page, session, tmp_path):
    path = tmp_path / "Logo.png"
    image = QImage(90, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#14532d"))
    assert image.save(str(path))
    session.dialogs.ready["path_to_open"] = path
    page.identity.logo.choose.click()
    qtbot.waitUntil(page.identity.logo.remove.isVisible)
    assert read_identity(session.db).logo
    page.identity.logo.remove.click()
    qtbot.waitUntil(page.identity.logo.remove.isHidden)
    assert read_identity(session.db).logo is None


def test_keys_are_gone_to_from_here(page, session):
    gone = []
    session.shown.connect(gone.append)
    page.identity.keys.click()
    assert gone == [Destination("certificates", "keys")]


def test_only_the_office_sees_the_code(qtbot, session):
    session.take_view(Viewpoint("tutor", 1))
    page = open_settings_page(session)
    qtbot.addWidget(page)
    page.show()
    assert not page.identity.isVisible()
