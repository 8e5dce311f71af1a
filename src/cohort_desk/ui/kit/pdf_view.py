"""Shows a PDF or a picture inside the app: pages, zoom, search, go to a page, copy.

    view = PdfView("Report pages")
    view.open("Report.pdf", content)
    view.refused.connect(…)            # why it cannot be shown, in a sentence
    view.turn(1)                       # the next page; also scroll(0.9), zoom("larger")
    view.start_search()                # as Ctrl+F does inside it

The pages are drawn off the window's thread, and only those in sight.
"""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.pdf_canvas import PageCanvas
from cohort_desk.ui.kit.pdf_finder import PageFinder
from cohort_desk.ui.kit.pdf_reader import PageReader
from cohort_desk.ui.kit.states import ErrorState, LoadingState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import icon_button, label

_IN_SIGHT = Qt.ShortcutContext.WidgetWithChildrenShortcut


class PdfView(QWidget):
    """Pages under a row of tools; a file that cannot be shown is told in a sentence."""

    opened = Signal(int)
    refused = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._reader = PageReader()
        self.destroyed.connect(self._reader.close)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self._reader.close)
        self.canvas = PageCanvas(self._reader)
        self.canvas.setAccessibleName(name)
        self.finder = PageFinder(self.canvas, self._reader)
        self._refusal: ErrorState | None = None
        self._body = QStackedWidget()
        self._body.addWidget(self.canvas)
        self._body.addWidget(LoadingState("Opening the file…"))
        self._lay_out()
        self._reader.opened.connect(self._show_pages)
        self._reader.refused.connect(self._show_refusal)
        self.canvas.page_changed.connect(self._say_where)
        self.canvas.zoom_changed.connect(self._say_zoom)
        QShortcut(QKeySequence.StandardKey.Find, self, self.start_search, context=_IN_SIGHT)
        QShortcut(QKeySequence.StandardKey.FindNext, self, self.finder.go_on, context=_IN_SIGHT)

    @property
    def page_count(self) -> int:
        return self.canvas.page_count

    def open(self, name: str, content: bytes) -> None:
        """Show a file in place of the one before."""
        self.finder.forget()
        self.canvas.show_pages(())
        self._tools.setEnabled(False)
        self._body.setCurrentIndex(1)
        self._reader.open(name, content)

    def add_tool(self, widget: QWidget) -> None:
        """Add a button of the page's own to the tools."""
        self._zooming.addWidget(widget)

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back."""
        self.canvas.go_to(self.canvas.page + pages)

    def scroll(self, screens: float) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Go down by so many heights of the view, or up."""
        self.canvas.scroll_by(screens)

    def zoom(self, how: str) -> None:
        """Zoom: "larger", "smaller", or to fit the "width" or the "page"."""
        self.canvas.zoom_as(how)

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self.finder.start()

    def take_focus(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.finder.wanted:
            self.finder.forget()
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def _show_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self._body.setCurrentIndex(0)
        self._tools.setEnabled(True)
        self.where.setValidator(QIntValidator(1, len(sizes), self.where))
        self.of.setText(f"of {len(sizes):,}")
        self.canvas.show_pages(sizes)
        self._say_where(0)
        self.opened.emit(len(sizes))

    def _show_refusal(self, why: str) -> None:
        if self._refusal:
            self._body.removeWidget(self._refusal)
            self._refusal.deleteLater()
        self._refusal = ErrorState(why, "")
        self._body.addWidget(self._refusal)
        self._body.setCurrentWidget(self._refusal)
        self.refused.emit(why)

    def _say_where(self, page: int) -> None:
        self.where.setText(str(page + 1))
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < self.page_count - 1)

    def _say_zoom(self, zoom: float) -> None:
        self.percent.setText(f"{zoom:.0%}")
        for made, fit in ((self.wide, "width"), (self.whole, "page")):
            made.setChecked(self.canvas.fit == fit)

    def _go_to_typed(self) -> None:
        if self.where.hasAcceptableInput():
            self.canvas.go_to(int(self.where.text()) - 1)
            self.take_focus()
        else:
            self.where.setText(str(self.canvas.page + 1))

    def _lay_out(self) -> None:
        self._tools = QWidget()
        tools = FlowLayout(self._tools)
        tools.setSpacing(tokens.XS)
        for widget in (self._page_tools(), self._zoom_tools()):
            tools.add(widget)
        tools.add(self.finder, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        layout.addWidget(self._tools)
        layout.addWidget(self._body, 1)

    def _page_tools(self) -> QWidget:
        self.back = icon_button("Previous page", "chevron-left")
        self.on = icon_button("Next page", "chevron-right")
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self.where = QLineEdit()
        self.where.setAccessibleName("Go to page")
        self.where.setToolTip("Go to page")
        self.where.setFixedWidth(Theme.current().px(44))
        self.where.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.where.returnPressed.connect(self._go_to_typed)
        self.of = label("", "muted")
        return _row(self.back, self.where, self.of, self.on)[0]

    def _zoom_tools(self) -> QWidget:
        smaller = icon_button("Zoom out (Ctrl+−)", "minus")
        larger = icon_button("Zoom in (Ctrl++)", "plus")
        smaller.clicked.connect(lambda: self.zoom("smaller"))
        larger.clicked.connect(lambda: self.zoom("larger"))
        self.percent = label("", "muted")
        self.percent.setMinimumWidth(Theme.current().px(40))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.wide, self.whole = QToolButton(), QToolButton()
        self.wide.setText("Width")
        self.whole.setText("Page")
        for made, fit, key in ((self.wide, "width", "Ctrl+0"), (self.whole, "page", "Ctrl+9")):
            made.setProperty("look", "chip")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setCheckable(True)
            made.setAccessibleName(f"Fit the {fit}")
            made.setToolTip(f"Fit the {fit} ({key})")
            made.clicked.connect(lambda _=False, fit=fit: self.zoom(fit))
        shell, self._zooming = _row(smaller, self.percent, larger, self.wide, self.whole)
        return shell


def _row(*widgets: QWidget) -> tuple[QWidget, QHBoxLayout]:
    shell = QWidget()
    layout = QHBoxLayout(shell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.XS)
    for widget in widgets:
        layout.addWidget(widget)
    return shell, layout
