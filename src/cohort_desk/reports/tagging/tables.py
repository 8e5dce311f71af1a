"""What tables tag themselves by, as the hook that ReportLab's Table calls while it draws."""

from collections.abc import Collection
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Literal

from reportlab.platypus.tables import Table, TableRenderCB

from cohort_desk.reports.tagging.canvas import TaggedCanvas
from cohort_desk.reports.tagging.structure import cell, numbering
from cohort_desk.reports.tagging.tags import Tag, tagged_canvas


class LayoutTags(TableRenderCB):
    """Tags a table that only puts things beside each other: its fills and lines are artifacts.

    Its cells are read one after another, row by row, each as what its flowables say they are.
    """

    def __init__(self) -> None:
        self._canvas: TaggedCanvas | None = None
        self._continued = False
        self._opened = {level: ExitStack() for level in ("table", "row", "cell", "decoration")}

    def __call__(self, T: Table, cmd: str, *args: Any) -> None:  # noqa: N803  ReportLab's
        """Take note of what is drawn next, or has been drawn; ReportLab calls this."""
        table = T
        match cmd, args:
            case "startTable", _:
                canvas = tagged_canvas(table.canv)
                self._continued, self._canvas = self._canvas is canvas, canvas
            case "startBG" | "startLines", _:
                self._opened["decoration"].enter_context(self._drawing.artifact())
            case "endBG" | "endLines", _:
                self._opened["decoration"].close()
            case "startRow", (row,):
                self.start_row(table, row)
            case "startCell", (row, column, value, *_):
                self.start_cell(table, row, column, value)
            case "endCell", _:
                self._opened["cell"].close()
            case "endRow", _:
                self._opened["row"].close()
            case _:
                pass

    def start_row(self, table: Table, row: int) -> None:
        """Begin a row."""
        if self.is_repeated(table, row):
            self.open("row", self._drawing.artifact())

    def start_cell(self, table: Table, row: int, column: int, value: object) -> None:
        """Begin a cell."""
        self.open_text("P", value)

    def is_repeated(self, table: Table, row: int) -> bool:
        """Return whether a row stood on an earlier page already."""
        return self._continued and row < table.repeatRows

    def open(self, level: str, context: AbstractContextManager[Any]) -> None:
        """Open something that is closed with the row or the cell."""
        self._opened[level].enter_context(context)

    def open_text(self, role: str, value: object) -> None:
        """Tag a cell that is plain text; one that says nothing is an artifact."""
        if isinstance(value, str):
            drawing = self._drawing
            self.open("cell", drawing.tagged(role) if value else drawing.artifact())

    @property
    def _drawing(self) -> TaggedCanvas:
        if self._canvas is None:
            raise RuntimeError("A table's rows are drawn before the table.")
        return self._canvas


class ListTags(LayoutTags):
    """Tags a table whose rows are the items of a list, such as people with their photos.

    Args:
        title_rows: rows above the list, which tag themselves.
    """

    def __init__(self, title_rows: int = 0) -> None:
        super().__init__()
        self._titles = title_rows
        self._list = Tag("L", attributes=numbering("None"))

    def start_row(self, table: Table, row: int) -> None:
        """Begin an item."""
        super().start_row(table, row)
        if row >= self._titles and not self.is_repeated(table, row):
            self.open("row", self._list.open(self._drawing))
            self.open("row", self._drawing.element("LI"))
            self.open("row", self._drawing.element("LBody"))


class TableTags(LayoutTags):
    """Tags a table of facts: its head, its rows, and which cells are the heads of others.

    Args:
        head_rows: rows that are the heads of columns; repeated on a later page they are artifacts.
        row_heads: the columns whose cells are the heads of rows, from 0, after the bare ones.
        bare: columns at the left that hold nothing but colour.
        title_rows: rows above the head, which tag themselves.
    """

    def __init__(
        self,
        *,
        head_rows: int = 1,
        row_heads: Collection[int] = (),
        bare: int = 0,
        title_rows: int = 0,
    ) -> None:
        super().__init__()
        self._titles, self._heads = title_rows, title_rows + head_rows
        self._row_heads, self._bare = row_heads, bare
        table = Tag("Table")
        self._head, self._body = Tag("THead", inside=table), Tag("TBody", inside=table)

    def start_row(self, table: Table, row: int) -> None:
        """Begin a row, or go on with the table on another page."""
        super().start_row(table, row)
        if row >= self._titles and not self.is_repeated(table, row):
            part = self._head if self._is_head(row) else self._body
            self.open("row", part.open(self._drawing))
            self.open("row", self._drawing.element("TR"))

    def start_cell(self, table: Table, row: int, column: int, value: object) -> None:
        """Begin a cell, which is a head or holds facts."""
        if row < self._titles:
            super().start_cell(table, row, column, value)
            return
        if column < self._bare:
            self.open("cell", self._drawing.artifact())
            return
        scope: Literal["", "Row", "Column"] = "Column" if self._is_head(row) else ""
        if not scope and column - self._bare in self._row_heads:
            scope = "Row"
        columns, rows = _span(table, row, column)
        attributes = cell(scope, columns, rows)
        self.open("cell", self._drawing.element("TH" if scope else "TD", attributes=attributes))
        if isinstance(value, str):
            self.open("cell", self._drawing.content() if value else self._drawing.artifact())

    def _is_head(self, row: int) -> bool:
        return not self._continued and row < self._heads


def _span(table: Any, row: int, column: int) -> tuple[int, int]:
    """Return how many columns and rows a cell fills; ReportLab has no public name for that."""
    found = table._spanRanges.get((column, row)) if table._spanCmds else None  # noqa: SLF001
    if found is None:
        return 1, 1
    left, top, right, bottom = found
    return right - left + 1, bottom - top + 1
