"""Looks whether a file is whole, on a thread of its own.

Looking through a large file takes a quarter of a second, in which Python itself is idle; so a
start-up begins it first and imports the rest meanwhile. Hence this module needs no SQLAlchemy.
"""

import threading
from contextlib import closing
from pathlib import Path

from cohort_desk.db import driver

_TABLES = """
SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')
"""
"""All that is stored. To hold the search's index against the people besides takes as long again,
and nothing is lost if they differ."""


class Soundness:
    """A look through one file's pages and rows, begun at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found = False
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._look, name="soundness", daemon=True)
        self._thread.start()

    def found(self) -> bool:
        """Wait for the end of it and return whether the file is whole.

        Raises:
            driver.DatabaseError: the file cannot be read at all.
        """
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._found

    def _look(self) -> None:
        try:
            with closing(driver.connect(self._path)) as connection:
                self._found = all(
                    connection.execute(f'PRAGMA quick_check("{table}")').fetchone()[0] == "ok"
                    for (table,) in connection.execute(_TABLES).fetchall()
                )
        except driver.DatabaseError as error:
            self._error = error
