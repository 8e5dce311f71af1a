"""Every page of the sample programme, read as a screen reader reads it and worked by Tab."""

import shutil

import pytest

from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.window import MainWindow

PAGES = (
    *("home", "people", "agencies", "groups", "modules", "sessions", "peers", "boards", "packs"),
    *("certificates", "projects", "marking", "savings", "import", "settings"),
)
SAVINGS = ("portfolio", "benefits", "claims", "outcomes", "watch", "reports", "settings", "import")
BENEFIT = 1


@pytest.fixture
def documents(qtbot, tmp_path, answers, sample_file):
    settings = SettingsStore(tmp_path / "settings.json")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    made = Documents(window, settings, answers(), tmp_path)
    made.window = window
    window.resize(1280, 800)
    window.show()
    made.open(str(shutil.copy(sample_file, tmp_path / "Sample.cohort")))
    yield made
    window.close()


@pytest.fixture(params=["light", "dark"])
def either_theme(request, theme):
    theme.set_mode(request.param)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("either_theme")
def test_every_control_is_named_reachable_large_and_dark_enough(
    qtbot, documents, accessibility, page
):
    shown = documents.window.go(page)
    qtbot.waitUntil(lambda: not documents.window.runner.tasks())
    assert accessibility.problems(shown) == []


@pytest.mark.parametrize("view", [*SAVINGS, BENEFIT])
@pytest.mark.usefixtures("either_theme")
def test_so_is_every_view_of_savings(qtbot, documents, accessibility, view):
    shown = documents.window.go("savings")
    shown.show_all_cohorts()
    shown.open_record(view)
    qtbot.waitUntil(lambda: not documents.window.runner.tasks())
    assert shown.view == ("benefits" if view == BENEFIT else view)
    assert accessibility.problems(shown) == []


def test_so_is_the_frame_around_them(documents, accessibility):
    documents.window.go("home")
    assert accessibility.problems(documents.window) == []


def test_so_is_the_start_page(documents, accessibility):
    documents.close()
    assert accessibility.problems(documents.start) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_help_and_room_at_the_largest_text(documents, theme, page):
    theme.set_scale(150)
    shown = documents.window.go(page)
    assert len(shown.help_text) > 40
    assert shown.minimumSizeHint().width() <= 1280


@pytest.mark.parametrize("view", [*SAVINGS, BENEFIT])
def test_every_view_of_savings_has_room_at_the_largest_text(documents, theme, view):
    theme.set_scale(150)
    shown = documents.window.go("savings")
    shown.open_record(view)
    assert shown.minimumSizeHint().width() <= 1280
