"""What this computer remembers: theme, text size, recent files, window and column widths.

    settings = SettingsStore()                    # or SettingsStore(tmp_path / "settings.json")
    settings.set("theme", "dark")
    mode = settings.text("theme", "system")       # also: number, flag, texts

Nothing here is part of a programme. A file that cannot be read counts as empty, and one that
cannot be written is let be: forgetting a column's width must never stop anyone's work.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, cast

from cohort_desk.domain.errors import CannotWrite
from cohort_desk.files import whole_file


class Memory(Protocol):
    """Remembers small JSON values by name; what a list needs of the settings."""

    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any) -> None: ...


class SettingsStore:
    """A JSON file in the user's configuration folder, written anew at each change."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or _default_path()
        self._values = self._read()

    def get(self, key: str) -> Any:
        """Return what was last set, or None."""
        return self._values.get(key)

    def set(self, key: str, value: Any) -> None:
        """Remember a JSON value; None forgets it."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if value is None:
            del self._values[key]
        with suppress(OSError, CannotWrite):
            self._write()

    def text(self, key: str, default: str = "") -> str:
        value = self.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        value = self.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        value = self.get(key)
        return value if isinstance(value, bool) else default

    def texts(self, key: str) -> list[str]:
        value = self.get(key)
        if not isinstance(value, list):
            return []
        return [item for item in cast("list[object]", value) if isinstance(item, str)]

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return cast("dict[str, Any]", values) if isinstance(values, dict) else {}

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(self._path, lasting=False) as part:
            part.write_text(json.dumps(self._values, indent=1, ensure_ascii=False), "utf-8")


def _default_path() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where a path is given

    return user_config_path("cohort-desk", appauthor=False) / "settings.json"
