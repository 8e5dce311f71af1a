"""Reads columns of a file as what they hold, and says so where another program has spoilt one.

SQLite keeps moments, days and JSON as text, and any text can be written there behind the app's
back. Without this such a value would end whatever reads it with an error that tells nobody what
to do.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, DateTime, Dialect, Engine
from sqlalchemy.dialects.sqlite import DATE, DATETIME

from cohort_desk.domain.errors import RecordDamaged

_DAMAGED = (
    "A record of this file was changed outside Cohort Desk and cannot be read. “cohort-desk "
    "check” names it; then restore the newest good backup (File › Restore)."
)


def read_json(text: str) -> Any:
    """Return what a column of JSON holds.

    Raises:
        RecordDamaged: it is no JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordDamaged(_DAMAGED) from error


def read_moments(engine: Engine) -> None:
    """Have an engine of a file raise RecordDamaged at what is no day or moment."""
    engine.dialect.colspecs = {**engine.dialect.colspecs, Date: _Day, DateTime: _Moment}


class _Day(DATE):
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _guarded(super().result_processor(dialect, coltype))


class _Moment(DATETIME):
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _guarded(super().result_processor(dialect, coltype))


def _guarded(process: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        try:
            return process(value)
        except ValueError as error:
            raise RecordDamaged(_DAMAGED) from error

    return read
