"""The fields of a design: wording, colours, logo and who signs."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.certificates.design import (
    BORDER_WORDS,
    CAPTIONS,
    ORIENTATION_WORDS,
    TYPEFACE_WORDS,
    Border,
    Design,
    Orientation,
    Typeface,
)
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.wording import FIELDS
from cohort_desk.ui.certificates.designer.colour_box import ColourBox
from cohort_desk.ui.certificates.designer.signatories import SignatoriesField
from cohort_desk.ui.certificates.presenter.colours import ACCENTS, SEALS, contrast_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.picture_field import PictureField
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_CHOICES: dict[str, tuple[type[StrEnum], Mapping[Any, str]]] = {
    "kind": (Kind, KIND_WORDS),
    "orientation": (Orientation, ORIENTATION_WORDS),
    "typeface": (Typeface, TYPEFACE_WORDS),
    "border": (Border, BORDER_WORDS),
}
_WORDINGS = ("heading", "title", "before_name", "after_name", "subject", "lines", "small_print")
_BOXES = {"after_name": 60, "lines": 84, "small_print": 84}
"""Wordings that may take several lines on screen, and how high their fields are."""
_HINTS = {
    "lines": "Each on a line of its own.",
    "verify_address": "Printed into the QR code with serial and code. Left empty, the code holds "
    "these two alone and is checked with this app.",
}


class DesignFields(QWidget):
    """Everything about a design; `drafted` at each change, `left` once a field is left."""

    drafted = Signal()
    left = Signal()
    picture_wanted = Signal(object, object)
    picture_choice_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._design = Design("")
        self.basics, self.wording, self.colours, self.proof = (Form() for _ in range(4))
        self.logo = PictureField("Logo", captioned=False)
        self.signatories = SignatoriesField()
        self.insert = button("Insert field", "plus")
        self.contrast = label("", "small", wrap=True)
        self._colour_boxes: dict[str, ColourBox] = {}
        self._last_wording = "after_name"
        self._fill()
        self._connect()

    def design(self) -> Design:
        """Return the design as the fields have it, left or not."""
        texts = {
            name: str(value)
            for form in (self.basics, self.wording, self.proof)
            for name, value in form.values().items()
            if name not in _CHOICES and name != "lines"
        }
        # Qt hands back plain text for what was a name of several.
        values = self.basics.values()
        chosen = {name: kind(str(values[name])) for name, (kind, _) in _CHOICES.items()}
        lines = [line.strip() for line in str(self.wording.values()["lines"]).splitlines()]
        return replace(
            self._design,
            **cast("dict[str, Any]", {**texts, **chosen}),
            lines=tuple(line for line in lines if line),
            accent=self._colour_boxes["accent"].colour(),
            seal=self._colour_boxes["seal"].colour(),
            logo=self.logo.sha256,
            signatories=self.signatories.signatories(),
        )

    def show_design(
        self,
        design: Design,
        pictures: Mapping[str, bytes],
        *,
        fresh: bool = False,
        besides: Collection[str] = (),
    ) -> None:
        """Fill in the fields; those that hold the same already, or are besides, are let be."""
        self._design = design
        plain = {name: getattr(design, name) for name in CAPTIONS if name not in besides}
        if "lines" in plain:
            plain["lines"] = "\n".join(design.lines)
        for form in (self.basics, self.wording, self.proof):
            have = form.values()
            form.set_values(
                {
                    name: plain[name]
                    for name in have
                    if name in plain and (fresh or have[name] != plain[name])
                }
            )
        for name, box in self._colour_boxes.items():
            if name in plain:
                box.show_colour(plain[name])
        if "logo" in plain:
            self.logo.show_picture(design.logo, pictures.get(design.logo, b""))
        if "signatories" in plain:
            self.signatories.show_signatories(design.signatories, pictures, fresh=fresh)
        else:
            self.signatories.show_pictures(design.signatories, pictures)
        self._offer_fields()
        self._say_contrast()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a refusal at the part of the design that it is about, such as "lines.1"."""
        name, _, rest = field.partition(".")
        if name == "signatories" and rest:
            self.signatories.show_problem(int(rest.partition(".")[0]), sentence)
        elif name == "logo":
            self.logo.show_problem(sentence)
        else:
            for form in (self.basics, self.wording, self.colours, self.proof):
                form.show_problem(name, sentence)

    def clear_problems(self) -> None:
        """Take every refusal away: the design stands."""
        for name in CAPTIONS:
            self.show_problem(name, "")

    def insert_field(self, name: str) -> None:
        """Put a field into the wording where the cursor was last."""
        editor = self.wording.editor(self._last_wording)
        if isinstance(editor, QPlainTextEdit):
            editor.insertPlainText(f"{{{name}}}")
        elif isinstance(editor, QLineEdit):
            editor.insert(f"{{{name}}}")
        editor.setFocus()
        self.drafted.emit()

    def go_to(self, field: str) -> QWidget:
        """Go to a part of the design, such as "lines.1", and return what has the focus then."""
        name, _, rest = field.partition(".")
        if name == "signatories":
            found = self.signatories.field_at(int(rest.partition(".")[0] or 0))
        elif name == "logo":
            found = self.logo.choose
        else:
            forms = (self.basics, self.wording, self.colours, self.proof)
            found = next(form for form in forms if name in form.values()).editor(name)
        found.setFocus()
        return found

    def take_focus(self) -> None:
        self.basics.editor("name").setFocus()

    def _fill(self) -> None:
        self.basics.add("name", CAPTIONS["name"], QLineEdit())
        for name, (_, words) in _CHOICES.items():
            box = QComboBox()
            for key, text in words.items():
                box.addItem(text, key)
            self.basics.add(name, CAPTIONS[name], box)
        for name in _WORDINGS:
            editor = QPlainTextEdit() if name in _BOXES else QLineEdit()
            self.wording.add(name, CAPTIONS[name], editor, hint=_HINTS.get(name, ""))
            if name in _BOXES:
                editor.setFixedHeight(Theme.current().px(_BOXES[name]))
        for name, names in (("accent", ACCENTS), ("seal", SEALS)):
            box = ColourBox(names)
            self._colour_boxes[name] = box
            self.colours.add(name, CAPTIONS[name], box)
        self.colours.add_widget(self.contrast)
        self.proof.add(
            "verify_address",
            CAPTIONS["verify_address"],
            QLineEdit(),
            hint=_HINTS["verify_address"],
        )
        self.insert.setAccessibleDescription("Into the wording where the cursor was last")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, tokens.S, 0)
        column.setSpacing(tokens.M)
        for title, parts in (
            ("Design", (self.basics,)),
            ("Wording", (self.insert, self.wording)),
            ("Colours", (self.colours,)),
            ("Logo", (self.logo,)),
            ("Signatories", (self.signatories,)),
            ("Verification", (self.proof,)),
        ):
            column.addWidget(_card(title, *parts))
        column.addStretch(1)

    def _connect(self) -> None:
        for form in (self.basics, self.wording, self.proof):
            form.left.connect(self.left)
            for name in form.values():
                self._listen(form.editor(name))
        for box in self._colour_boxes.values():
            box.colour_chosen.connect(self._colour_chosen)
        self.logo.wanted.connect(self._logo_wanted)
        self.logo.choose_asked.connect(lambda: self.picture_choice_asked.emit(None))
        self.logo.removed.connect(self._remove_logo)
        self.signatories.drafted.connect(self.drafted)
        self.signatories.left.connect(self.left)
        self.signatories.picture_wanted.connect(self.picture_wanted)
        self.signatories.picture_choice_asked.connect(self.picture_choice_asked)

    def _listen(self, editor: QWidget) -> None:
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self.drafted)
            editor.cursorPositionChanged.connect(lambda: self._was_in(editor))
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self.drafted)
            editor.cursorPositionChanged.connect(lambda: self._was_in(editor))

    def _was_in(self, editor: QWidget) -> None:
        if editor.hasFocus() and editor.objectName() in _WORDINGS:
            self._last_wording = editor.objectName()

    def _colour_chosen(self, _colour: str) -> None:
        self._say_contrast()
        self.drafted.emit()
        self.left.emit()

    def _logo_wanted(self, path: Path) -> None:
        self.picture_wanted.emit(None, path)

    def _remove_logo(self) -> None:
        self.logo.show_picture("", b"")
        self.left.emit()

    def _offer_fields(self) -> None:
        menu = self.insert.menu() or QMenu(self.insert)
        menu.clear()
        menu.setAccessibleName("Fields")
        for field in FIELDS[self._design.kind]:
            words = f"{field.meaning[:1].upper()}{field.meaning[1:]}"
            menu.addAction(
                f"{words}\t{{{field.name}}}", lambda name=field.name: self.insert_field(name)
            )
        self.insert.setProperty("menu", True)
        self.insert.setMenu(menu)

    def _say_contrast(self) -> None:
        boxes = self._colour_boxes
        self.contrast.setText(contrast_words(boxes["accent"].colour(), boxes["seal"].colour()))


def _card(title: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setAccessibleName(title)
    column = QVBoxLayout(card)
    column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.L)
    column.setSpacing(tokens.M)
    column.addWidget(label(title, "heading"))
    for part in parts:
        column.addWidget(part)
    return card
