"""The designer: the certificate at the left as it is typed at the right."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.certificates.design import Design
from cohort_desk.ui.certificates.designer.fields import DesignFields
from cohort_desk.ui.certificates.designer.preview import Stage, ZoomTools
from cohort_desk.ui.certificates.presenter.drawing import Drawn
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_PAUSE_MS = 180
_FIELDS_WIDTH, _LEAST_FIELDS = 372, 300
_SENTENCE_HIGH = 120
"""Room under a field for what is wrong with it."""


class DesignerView(QWidget):
    """Shows one design and passes on what becomes of it."""

    drafted = Signal(object)
    edited = Signal(object)
    name_chosen = Signal(str)
    picture_wanted = Signal(object, object)
    picture_choice_asked = Signal(object)
    back_asked = Signal()
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields = DesignFields()
        self.stage = Stage()
        self.preview = self.stage.sheet
        self.zoom = ZoomTools(self.stage)
        self.back = button("All designs", "chevron-left", look="link")
        self.name = OneLine("heading")
        self.export = button("Export…", "download")
        self.only_page = button("Hide the fields", "panel-right-close", look="link")
        self.only_page.setCheckable(True)
        self.sample = QComboBox()
        self.sample.setAccessibleName("Name in the preview")
        self.sample.setMinimumWidth(Theme.current().px(180))
        self.notice = label("", "small", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell_draft)
        self._lay_out()
        self._connect()

    def offer_samples(self, samples: Sequence[tuple[str, str]]) -> None:
        """Offer names for the preview, by what each of them puts to the test."""
        for what, name in samples:
            self.sample.addItem(what, name)

    def sample_name(self) -> str:
        """Return the name that the preview shows."""
        return str(self.sample.currentData())

    def design(self) -> Design:
        """Return the design as the fields have it now."""
        return self.fields.design()

    def show_design(
        self,
        design: Design,
        pictures: Mapping[str, bytes],
        *,
        fresh: bool = False,
        besides: Collection[str] = (),
    ) -> None:
        self.name.setText(design.name)
        self.fields.show_design(design, pictures, fresh=fresh, besides=besides)

    def show_preview(self, drawn: Drawn) -> None:
        self.stage.show_page(cast("QImage", drawn.picture), drawn.words)

    def show_notices(self, sentences: Sequence[str]) -> None:
        """Say what may stand and is seldom meant, or why the preview is not up to date."""
        self.notice.setText(" ".join(sentences))
        self.notice.setVisible(bool(sentences))

    def show_problem(self, field: str, sentence: str) -> None:
        self.fields.show_problem(field, sentence)

    def clear_problems(self) -> None:
        self.fields.clear_problems()

    def go_to(self, field: str) -> None:
        """Go to the field that something is wrong with, and to the sentence under it."""
        self.only_page.setChecked(False)
        self._scroll.ensureWidgetVisible(self.fields.go_to(field), 0, _SENTENCE_HIGH)

    def take_focus(self) -> None:
        self.fields.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._pause.stop()
        super().hideEvent(event)

    def _tell_draft(self) -> None:
        self.drafted.emit(self.fields.design())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.M)
        head.addWidget(self.back)
        head.addWidget(self.name, 1)
        head.addWidget(self.only_page)
        head.addWidget(self.export)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("Fields of the design")
        scroll.setWidget(self.fields)
        scroll.setMinimumWidth(Theme.current().px(_LEAST_FIELDS))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(tokens.M)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(scroll)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([2 * _FIELDS_WIDTH, Theme.current().px(_FIELDS_WIDTH)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(split, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        under = FlowLayout()
        caption = label("Preview with", "label")
        caption.setBuddy(self.sample)
        under.add(caption)
        under.add(self.sample)
        under.add(self.zoom)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addLayout(under)
        column.addWidget(self.stage, 1)
        column.addWidget(self.notice)
        return left

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_asked)
        self.export.clicked.connect(self.export_asked)
        self.only_page.toggled.connect(self._hide_fields)
        self.sample.activated.connect(lambda: self.name_chosen.emit(self.sample_name()))
        self.fields.drafted.connect(self._pause.start)
        self.fields.left.connect(self._edit)
        self.fields.picture_wanted.connect(self.picture_wanted)
        self.fields.picture_choice_asked.connect(self.picture_choice_asked)

    def _hide_fields(self, hidden: bool) -> None:  # noqa: FBT001 - as Qt's signal hands it on
        self.only_page.setText("Show the fields" if hidden else "Hide the fields")
        self._scroll.setHidden(hidden)

    def _edit(self) -> None:
        self._pause.stop()
        self.edited.emit(self.fields.design())
