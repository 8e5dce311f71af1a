"""A colour chosen by its name, or any other."""

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QComboBox

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme

_OTHER = "other"


class ColourBox(QComboBox):
    """Names of colours, each beside the colour; the last opens a choice of every colour."""

    colour_chosen = Signal(str)

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = dict(names)
        self._colour = ""
        side = Theme.current().px(tokens.ICON)
        self.setIconSize(QSize(side, side))
        for colour, name in names.items():
            self.addItem(_swatch(colour), name, colour)
        self.addItem("Other colour…", _OTHER)
        self.activated.connect(self._chosen)

    def colour(self) -> str:
        """Return the colour as #rrggbb, "" for none."""
        return self._colour

    def show_colour(self, colour: str) -> None:
        """Choose a colour; one that has no name here is offered by its figures."""
        self._colour = colour
        with QSignalBlocker(self):
            at = self.findData(colour)
            if at < 0:
                at = self.count() - 1
                self.insertItem(at, _swatch(colour), f"Own colour {colour}", colour)
            self.setCurrentIndex(at)

    def _chosen(self) -> None:
        wanted = str(self.currentData())
        if wanted != _OTHER:
            self._take(wanted)
            return
        self.show_colour(self._colour)
        # Not the static function: that would hold up everything else until it is answered.
        dialog = QColorDialog(QColor(self._colour or "#000000"), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(self.accessibleName())
        dialog.colorSelected.connect(self._take_own)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_own(self, colour: QColor) -> None:
        self._take(colour.name())

    def _take(self, colour: str) -> None:
        if colour != self._colour:
            self.show_colour(colour)
            self.colour_chosen.emit(colour)


def _swatch(colour: str) -> QIcon:
    side = tokens.ICON * 2
    drawn = QPixmap(side, side)
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.LIGHT.control))
    if colour:
        painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, side - 2, side - 2, tokens.XS, tokens.XS)
    if not colour:
        painter.drawLine(3, side - 3, side - 3, 3)
    painter.end()
    return QIcon(drawn)
