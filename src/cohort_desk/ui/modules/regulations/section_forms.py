"""The fields of a regulation set: a list of sections, and the form of the one chosen."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.regulations.kinds import Choice, Number, YesNo
from cohort_desk.domain.regulations.sections import SECTIONS, Field, Section
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.modules.regulations.presenter.editing import FieldsShown, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

_LIST_WIDTH, _FORM_WIDTH, _SHORTEST = 184, 260, 12


class SectionForms(QWidget):
    """Shows the fields of a draft; each is checked as the user leaves it."""

    left = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.check: Callable[[str, object], str] = lambda _path, _value: ""
        self._values: dict[str, Shown] = {}
        self._problems: set[str] = set()
        self.sections = QListWidget()
        self.sections.setProperty("look", "plain")
        self.sections.setAccessibleName("Sections of the regulations")
        self._stack = QStackedWidget()
        self._forms: dict[str, Form] = {}
        for section in SECTIONS:
            self.sections.addItem(section.title)
            self._stack.addWidget(self._made(section))
        self._fit()
        Theme.current().changed.connect(self._fit)
        self.sections.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.sections.setCurrentRow(0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.sections)
        layout.addWidget(self._stack, 1)

    def begin(self) -> None:
        """Forget what was shown, and begin with the first section."""
        self._values.clear()
        self._problems.clear()
        self.sections.setCurrentRow(0)

    def show_fields(self, shown: FieldsShown) -> None:
        """Show the draft; what was typed elsewhere and cannot stand is left for its mending."""
        for path, value in shown.values.items():
            form = self._forms[path]
            if self._values.get(path) != value or path in self._problems - shown.problems.keys():
                form.set_values({path: value})
            form.editor(path).setEnabled(path in shown.used)
        self._values = dict(shown.values)
        self._problems = set(shown.problems)
        for path, sentence in shown.problems.items():
            self._forms[path].show_problem(path, sentence)
        for at, state in enumerate(shown.sections):
            title = SECTIONS[at].title
            self.sections.item(at).setText(f"{title}\n{state}" if state else title)

    def show_problem(self, path: str, sentence: str) -> None:
        """Go to a field and say what is wrong with it."""
        at = next(
            at
            for at, section in enumerate(SECTIONS)
            if path in {field.path for field in section.fields}
        )
        self.sections.setCurrentRow(at)
        self._problems.add(path)
        self._forms[path].show_problem(path, sentence)
        self.editor(path).setFocus()

    def check_all(self) -> bool:
        """Check every field and go to the first that is wrong; True if none is."""
        for at, form in enumerate(dict.fromkeys(self._forms.values())):
            if not form.check_all():
                self.sections.setCurrentRow(at)
                return False
        return True

    def editor(self, path: str) -> QWidget:
        """Return the control of a field."""
        return self._forms[path].editor(path)

    def _made(self, section: Section) -> QWidget:
        form = Form()
        for field in section.fields:
            form.add(
                field.path,
                field.caption,
                _editor(field),
                check=partial(self._check, field.path),
                hint=field.help,
            )
            self._forms[field.path] = form
        form.left.connect(self.left)
        form.end()
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, tokens.M, 0)
        column.setSpacing(tokens.S)
        column.addWidget(label(section.title, "heading"))
        column.addWidget(label(section.about, "muted", wrap=True))
        column.addWidget(form, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(section.title)
        scroll.setWidget(inner)
        return scroll

    def _fit(self) -> None:
        """Take the sizes of the theme."""
        self.sections.setFixedWidth(Theme.current().px(_LIST_WIDTH))
        self._stack.setMinimumWidth(Theme.current().px(_FORM_WIDTH))

    def _check(self, path: str, value: object) -> str:
        return self.check(path, value)


def _editor(field: Field) -> QWidget:
    kind = field.kind
    if isinstance(kind, YesNo):
        return QCheckBox(field.caption)
    if isinstance(kind, Choice):
        box = QComboBox()
        box.addItems(list(kind.words.values()))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST)
        return box
    line = QLineEdit()
    if isinstance(kind, Number) and kind.absent:
        line.setPlaceholderText(kind.absent.capitalize())
    return line
