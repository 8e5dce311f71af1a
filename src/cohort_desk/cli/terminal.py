"""Progress on a terminal: one line on standard error that is rewritten; nothing elsewhere."""

import sys
import time
from typing import TextIO

from cohort_desk.domain.progress import Progress, unwatched

_EVERY_S = 0.1
_CLEAR_LINE = "\r\x1b[K"


class ProgressLine:
    """Says how far long work is, if a person watches."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = False
        self._next = 0.0

    def steps(self, doing: str) -> Progress:
        """Return a progress report that reads "Reading rows: 300 of 1,000"."""
        if not self._stream.isatty():
            return unwatched

        def report(done: int, total: int) -> None:
            self.say(f"{doing}: {done:,} of {total:,}")

        return report

    def say(self, text: str) -> None:
        """Show the text instead of what was shown, though not oftener than eyes can follow."""
        now = time.monotonic()
        if now < self._next or not self._stream.isatty():
            return
        self._next = now + _EVERY_S
        self._stream.write(f"{_CLEAR_LINE}{text}")
        self._stream.flush()
        self._shown = True

    def clear(self) -> None:
        """Leave the line empty for what is said next."""
        if self._shown:
            self._stream.write(_CLEAR_LINE)
            self._stream.flush()
            self._shown = False
