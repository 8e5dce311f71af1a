"""The SQLite driver: sqlcipher3, which brings its own recent SQLite with full-text search.

The system's SQLite may be older, with a WAL bug that was mended in 3.51.3 (sqlite.org/changes).
The package has no types, so this module is where they are given.
"""

import importlib
from pathlib import Path
from typing import Any

dbapi: Any = importlib.import_module("sqlcipher3.dbapi2")

DatabaseError: type[Exception] = dbapi.DatabaseError
OperationalError: type[Exception] = dbapi.OperationalError

PATIENCE_S = 2.0


def connect(path: Path) -> Any:
    """Return a plain connection in autocommit mode, which waits PATIENCE_S for a busy file."""
    return dbapi.connect(str(path), timeout=PATIENCE_S, isolation_level=None)
