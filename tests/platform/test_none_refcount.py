"""PySide6 6.12 on Python 3.11 takes one reference to None too many in each of these calls.

After a few dozen repaints the process dies of it ("none_dealloc"), which no short test of the
app would catch. Hence the pin in pyproject.toml. From Python 3.12 on, None is immortal and its
count stands still.
"""

import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QIdentityProxyModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

CALLS = 100
STRAY = 10
"""References that something else may take or give back meanwhile."""


class BlankTable(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):
        return 10

    def columnCount(self, parent=QModelIndex()):
        return 3

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None


class OrdinaryDelegate(QStyledItemDelegate):
    def paint(self, painter, option, index):
        super().paint(painter, option, index)


def call_without_result(_qtbot):
    thing = QObject()
    return lambda: thing.setObjectName("name"), thing


def read_through_a_proxy(_qtbot):
    model, proxy = BlankTable(), QIdentityProxyModel()
    proxy.setSourceModel(model)
    return lambda: proxy.index(0, 0).data(), model


def reset_a_model(_qtbot):
    model = BlankTable()
    return lambda: (model.beginResetModel(), model.endResetModel()), model


def repaint_a_table(qtbot):
    model, view = BlankTable(), QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(OrdinaryDelegate(view))
    return view.grab, model


@pytest.mark.parametrize(
    "make",
    [
        call_without_result,
        read_through_a_proxy,
        reset_a_model,
        repaint_a_table,
    ],
)
def test_calls_into_qt_leave_the_count_of_none_as_it_was(qtbot, make):
    call, _kept_alive = make(qtbot)
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    assert abs(sys.getrefcount(None) - before) < STRAY
