"""Narrows the rows of a list by words and by what kind they are; and saves what is shown."""

from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeVar

from cohort_desk.domain.names import folded
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk

Row = TypeVar("Row")


def _none(_row: object) -> Collection[str]:
    return ()


class Narrowing(Generic[Row]):
    """Keeps all rows of a list, what is looked for, and which kinds are wanted (none: all).

    A row is of one kind, and may besides have tags; of the tags that are wanted one is enough.
    """

    def __init__(
        self,
        texts: Callable[[Row], str],
        kind: Callable[[Row], object] = lambda _row: None,
        tags: Callable[[Row], Collection[object]] = _none,
    ) -> None:
        self._texts, self._kind, self._tags = texts, kind, tags
        self.all: tuple[Row, ...] = ()
        self.words: list[str] = []
        self.kinds: tuple[object, ...] = ()
        self.tags: tuple[object, ...] = ()

    def take(self, rows: Sequence[Row]) -> None:
        self.all = tuple(rows)

    def search(self, text: str) -> None:
        self.words = folded(text).split()

    def shown(self) -> tuple[Row, ...]:
        """Return the rows that match."""
        return tuple(row for row in self.all if self._wanted(row))

    def count(self, kind: object) -> int:
        """Return how many rows there are of a kind."""
        return sum(self._kind(row) == kind for row in self.all)

    def count_tag(self, tag: object) -> int:
        """Return how many rows have a tag."""
        return sum(tag in self._tags(row) for row in self.all)

    def _wanted(self, row: Row) -> bool:
        if self.kinds and self._kind(row) not in self.kinds:
            return False
        if self.tags and not set(self.tags) & set(self._tags(row)):
            return False
        own = folded(self._texts(row)).split()
        return all(any(word in mine for mine in own) for word in self.words)


def export_rows(
    desk: Desk, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Save rows as they are shown, where the user says."""
    path = desk.dialogs.path_to_save(f"Export {title.lower()}", f"{title}.xlsx", SHEETS_OUT)
    if path is None:
        return
    table = TableOut(title, heads, rows)
    desk.runner.run(
        f"Exporting {title.lower()}",
        lambda report: write_table(table, path, report),
        done=lambda _: desk.say(f"Saved {len(rows):,} rows in {path.name}."),
        writes=False,
    )
