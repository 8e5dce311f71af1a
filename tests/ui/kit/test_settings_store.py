"""What this computer remembers."""

import pytest

from cohort_desk.ui.kit.settings_store import SettingsStore


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "settings.json"


def test_it_is_there_the_next_time(path):
    settings = SettingsStore(path)
    settings.set("theme", "dark")
    settings.set("text_size", 125)
    settings.set("recent", ["Ünïcode.cohort"])
    settings.set("theme", None)
    again = SettingsStore(path)
    assert again.text("theme", "system") == "system"
    assert again.number("text_size", 100) == 125
    assert again.texts("recent") == ["Ünïcode.cohort"]
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


def test_a_value_of_another_kind_counts_as_none(path):
    settings = SettingsStore(path)
    settings.set("text_size", "large")
    settings.set("recent", "one")
    settings.set("count", value=True)
    assert settings.number("text_size", 100) == 100
    assert settings.texts("recent") == []
    assert settings.number("count", 3) == 3
    assert settings.flag("count")


@pytest.mark.parametrize("damage", ["", "{", "[1]", "\x00"])
def test_a_damaged_file_counts_as_empty_and_is_mended(path, damage):
    path.parent.mkdir()
    path.write_text(damage)
    settings = SettingsStore(path)
    assert settings.get("theme") is None
    settings.set("theme", "dark")
    assert SettingsStore(path).text("theme") == "dark"


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    settings = SettingsStore(tmp_path / "file" / "settings.json")
    settings.set("theme", "dark")
    assert settings.text("theme") == "dark"
