"""A picture that something has: chosen by a button or dropped, seen small, taken away."""

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label

_SIZE = (96, 48)


class PictureField(DropArea):
    """Shows what is there; the file that is to be there leaves as `wanted`."""

    wanted = Signal(Path)
    choose_asked = Signal()
    removed = Signal()

    def __init__(self, name: str, *, captioned: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.sha256 = ""
        self._picture = label("", "small")
        self._picture.setFixedSize(*(Theme.current().px(side) for side in _SIZE))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button("Choose…", "upload")
        self.choose.setAccessibleName(f"Choose {name.lower()}")
        self.choose.clicked.connect(self.choose_asked)
        self.remove = icon_button(f"Remove {name.lower()}", "x")
        self.remove.clicked.connect(self.removed)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self._picture)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        if captioned:
            layout.addWidget(label(name, "label"))
        layout.addLayout(row)
        layout.addWidget(self.problem)
        self.dropped.connect(self._take_first)
        self.show_picture("", b"")

    def show_picture(self, sha256: str, content: bytes) -> None:
        """Show a picture by what names it in the store, or that there is none."""
        self.sha256 = sha256
        self.show_problem("")
        self.remove.setVisible(bool(sha256))
        image = QImage.fromData(QByteArray(content)) if content else QImage()
        if image.isNull():
            self._picture.setPixmap(QPixmap())
            self._picture.setText("Drop a picture" if not sha256 else "Kept")
            return
        ratio = self.devicePixelRatioF()
        fitted = image.scaled(
            self._picture.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(fitted))

    def show_problem(self, sentence: str) -> None:
        """Say why a picture was not taken; "" once one was."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _take_first(self, paths: list[Path]) -> None:
        self.wanted.emit(paths[0])
