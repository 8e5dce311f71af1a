"""The small tables of a group: its members, classic beside fill, and who gave whom how much."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.peers.flags import means_of
from cohort_desk.domain.peers.webpa import as_decimal
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.grid import Grid
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.peers.presenter.exploring import Explored, MemberLine
from cohort_desk.ui.peers.presenter.words import change_words, mark_words

FACTOR, TRIED, FLAGS = 1, 2, 8
"""Where these columns stand among LINES."""

MATRIX_NOTE = "Rows rate, columns are rated, from 0 to 5."
ALL = 0


def _flag_chip(line: MemberLine) -> Chip | None:
    if not line.flags:
        return None
    first, *others = line.flags
    return Chip(f"{first} +{len(others)}" if others else first, "warning")


def _penalty(line: MemberLine) -> str:
    return "–" if line.rated else mark_words(line.penalised)


def _own(line: MemberLine) -> str:
    return mark_words(line.override.value) if line.override else "–"


def _cut(line: MemberLine) -> str:
    return f"{mark_words(line.preliminary)} (cut)" if line.clamped else mark_words(line.preliminary)


LINES: tuple[Column[MemberLine], ...] = (
    Column("Member", lambda line: line.member.name, width=124),
    Column("Factor", lambda line: written(as_decimal(line.factor)), width=140),
    Column("If so", lambda line: mark_words(line.tried), width=62, right=True),
    Column("After ratings", _cut, width=100, right=True),
    Column("After penalty", _penalty, width=104, right=True),
    Column("Override", _own, width=76, right=True),
    Column("Counts", lambda line: mark_words(line.counts), width=66, right=True),
    Column("Share", lambda line: line.words, width=116),
    Column("Flags", lambda line: ", ".join(line.flags), width=196, chip=_flag_chip),
)
SIDES: tuple[Column[MemberLine], ...] = (
    Column("Member", lambda line: line.member.name, width=130),
    Column("Classic", lambda line: mark_words(line.classic), width=84, right=True),
    Column("Fill", lambda line: mark_words(line.fill), width=84, right=True),
    Column(
        "Change",
        lambda line: change_words(line.fill - line.classic),
        width=80,
        right=True,
    ),
)


class SmallTable(Grid):
    """A table as high as its few rows; an even one shares its width out after the first column."""

    def __init__(self, name: str, *, even: bool = False) -> None:
        super().__init__(name)
        self._even = even
        self.horizontalHeader().setStretchLastSection(not even)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionsMovable(False)

    def fit(self, columns: Sequence[Column[MemberLine]]) -> None:
        """Take the height of the rows and the widths of the columns, once they are shown."""
        for at, column in enumerate(columns):
            if self._even and at:
                stretch = QHeaderView.ResizeMode.Stretch
                self.horizontalHeader().setSectionResizeMode(at, stretch)
            else:
                self.setColumnWidth(at, Theme.current().px(column.width))
        heads = self.horizontalHeader().sizeHint().height()
        rows = self.model().rowCount() * Theme.current().row_height
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(heads + rows + 2 * self.frameWidth() + bar)


def matrix_columns(found: Explored, criterion: int) -> tuple[Column[MemberLine], ...]:
    """Return the matrix of a group by one criterion, or with ALL by the mean of all."""
    only = {criterion} if criterion != ALL else set(found.group.criteria)
    scores = {
        rater: {
            rated: {key: score for key, score in given.items() if key in only}
            for rated, given in ratings.items()
        }
        for rater, ratings in found.group.scores.items()
    }
    means = means_of(scores)

    def given(rated: int) -> Column[MemberLine]:
        name = names[rated]

        def text(line: MemberLine) -> str:
            value = means.get(line.member.id, {}).get(rated)
            return "" if value is None else _of_five(value)

        return Column(_short(name), text, width=96, right=True, tip=name)

    names = {one.id: one.name for one in found.group.members}
    head: Column[MemberLine] = Column("Rater", lambda line: line.member.name, width=130)
    return (head, *(given(one.id) for one in found.group.members))


def _short(name: str) -> str:
    """Return a name that fits over a column of numbers: "Grace C."."""
    first, *others = name.split()
    return f"{first} {others[-1][0]}." if others else first


def _of_five(value: Fraction) -> str:
    return written(as_decimal(value))
