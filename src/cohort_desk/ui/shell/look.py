"""How this computer's choice of look is taken up, changed and remembered."""

from functools import partial
from typing import get_args

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.commands import CommandRegistry
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Mode, Theme

_MODES: dict[Mode, tuple[str, str]] = {
    "light": ("Light theme", "sun"),
    "dark": ("Dark theme", "moon"),
    "system": ("Theme of the system", "monitor"),
}


def install_look(app: QApplication, settings: SettingsStore) -> Theme:
    """Give the application the look that was chosen last."""
    wanted = settings.text("theme", "system")
    modes: dict[str, Mode] = {mode: mode for mode in get_args(Mode)}
    theme = Theme.install(app, modes.get(wanted, "system"), settings.number("text_size", 100))
    theme.set_compact(settings.flag("compact_rows"))
    return theme


class LookCommands(QObject):
    """The View menu's choices, ticked as they stand."""

    def __init__(
        self, theme: Theme, settings: SettingsStore, commands: CommandRegistry, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme, self._settings, self._commands = theme, settings, commands
        for mode, (name, icon) in _MODES.items():
            action = commands.add(
                f"theme.{mode}",
                name,
                partial(theme.set_mode, mode),
                group="View",
                icon=icon,
                divided=mode == "light",
            )
            action.setCheckable(True)
        commands.add(
            "text.larger",
            "Larger text",
            self._larger,
            group="View",
            icon="type",
            shortcut="Ctrl++",
            divided=True,
        )
        commands.add("text.smaller", "Smaller text", self._smaller, group="View", shortcut="Ctrl+-")
        commands.add(
            "text.normal",
            "Normal text size",
            partial(theme.set_scale, 100),
            group="View",
            shortcut="Ctrl+0",
        )
        rows = commands.add(
            "rows.compact", "Compact rows", self._toggle_rows, group="View", divided=True
        )
        rows.setCheckable(True)
        theme.changed.connect(self._follow)
        self._follow()

    def _larger(self) -> None:
        larger = [size for size in tokens.TEXT_SIZES if size > self._theme.scale]
        self._theme.set_scale(min(larger, default=tokens.TEXT_SIZES[-1]))

    def _smaller(self) -> None:
        smaller = [size for size in tokens.TEXT_SIZES if size < self._theme.scale]
        self._theme.set_scale(max(smaller, default=tokens.TEXT_SIZES[0]))

    def _toggle_rows(self) -> None:
        self._theme.set_compact(not self._theme.compact)

    def _follow(self) -> None:
        theme, settings = self._theme, self._settings
        for mode in _MODES:
            self._commands.action(f"theme.{mode}").setChecked(theme.mode == mode)
        self._commands.action("rows.compact").setChecked(theme.compact)
        settings.set("theme", theme.mode)
        settings.set("text_size", theme.scale)
        settings.set("compact_rows", theme.compact)
