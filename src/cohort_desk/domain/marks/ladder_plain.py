"""Ladders as plain data, for the snapshot that a board has before it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cohort_desk.domain.marks.ladder import Ladder, Rung, RungKind


def ladder_to_plain(ladder: Ladder) -> dict[str, Any]:
    """Return the ladder as JSON can hold it; marks are text, so that no digit is lost."""
    return {"rungs": [_rung_to_plain(rung) for rung in ladder.rungs], "waiting": ladder.waiting}


def ladder_from_plain(plain: Mapping[str, Any]) -> Ladder:
    """Return the ladder that `ladder_to_plain` wrote.

    Raises:
        KeyError: the data lacks a part of a ladder, or a rung is of no known kind.
    """
    rungs = tuple(
        Rung(
            RungKind[rung["kind"]],
            rung["title"],
            _mark(rung["before"]),
            _mark(rung["after"]),
            rung["rule"],
            rung["clause"],
            tuple((name, number) for name, number in rung["numbers"]),
        )
        for rung in plain["rungs"]
    )
    return Ladder(rungs, plain["waiting"])


def _rung_to_plain(rung: Rung) -> dict[str, Any]:
    return {
        "kind": rung.kind.name,
        "title": rung.title,
        "before": _text(rung.before),
        "after": _text(rung.after),
        "rule": rung.rule,
        "clause": rung.clause,
        "numbers": [[name, number] for name, number in rung.numbers],
    }


def _text(mark: Decimal | None) -> str | None:
    return None if mark is None else str(mark)


def _mark(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
