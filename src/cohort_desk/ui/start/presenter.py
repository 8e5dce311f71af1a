"""What the start page does: recent files, and the ways to a programme; free of Qt."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast

MOST_RECENT = 10
RECENT_KEY = "recent"
_FIELDS = ("source", "programme", "cohort", "opened")


class Memory(Protocol):
    """What the presenter needs of this computer's settings."""

    def get(self, key: str) -> object: ...
    def set(self, key: str, value: object) -> None: ...


@dataclass(frozen=True, slots=True)
class RecentProgramme:
    """A programme opened before: its file or URL, name, cohort and when it was last opened."""

    source: str
    programme: str
    cohort: str
    opened: str

    @property
    def is_missing(self) -> bool:
        """Whether the file is not where it was; a database is never said to be missing."""
        return "://" not in self.source and not Path(self.source).exists()


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """The three answers that a new programme needs, and where to save it."""

    name: str
    cohort: str
    organisation: str


class RecentProgrammes:
    """The programmes opened on this computer, the newest first."""

    def __init__(self, memory: Memory, now: Callable[[], datetime] = datetime.now) -> None:
        self._memory = memory
        self._now = now

    def all(self) -> tuple[RecentProgramme, ...]:
        """Return what is remembered; anything unreadable is passed over."""
        kept = self._memory.get(RECENT_KEY)
        if not isinstance(kept, list):
            return ()
        found = (_as_recent(each) for each in cast("list[object]", kept))
        return tuple(each for each in found if each is not None)

    def remember(self, source: str, programme: str, cohort: str) -> None:
        """Put a programme that has just been opened first."""
        first = RecentProgramme(source, programme, cohort, self._now().isoformat())
        others = [each for each in self.all() if each.source != source]
        self._keep([first, *others])

    def forget(self, source: str) -> None:
        """Take one off the list; its file is not touched."""
        self._keep([each for each in self.all() if each.source != source])

    def _keep(self, programmes: list[RecentProgramme]) -> None:
        self._memory.set(RECENT_KEY, [asdict(each) for each in programmes[:MOST_RECENT]])


def _as_recent(kept: object) -> RecentProgramme | None:
    if not isinstance(kept, dict):
        return None
    values = cast("dict[object, object]", kept)
    texts = [str(values[name]) for name in _FIELDS if isinstance(values.get(name), str)]
    return RecentProgramme(*texts) if len(texts) == len(_FIELDS) else None
