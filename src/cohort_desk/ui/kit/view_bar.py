"""The tabs of a page's views, and at their right the choice of what these are of.

bar = ViewBar("Views of marking", occasions)
bar.tabs.addTab("Queue")
"""

from PySide6.QtWidgets import QComboBox, QTabBar, QWidget

from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme

_LEAST = 280


class ViewBar(QWidget):
    """Stands in the same place on every page that has views."""

    def __init__(self, name: str, selector: QComboBox) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(name)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        selector.setMinimumWidth(Theme.current().px(_LEAST))
        row = FlowLayout(self)
        row.add(self.tabs, stretch=1)
        row.add(selector)
