"""The recipes of the programme: use, rename, delete."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import button, icon_button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.services.groups import NamedRecipe


class RecipeList(QWidget):
    """A card for each recipe."""

    used = Signal(int)
    renamed = Signal(object)
    deleted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = button("Back to the settings")
        self.back.clicked.connect(self.left)
        self.none = label(
            "No recipe has been saved yet. Set a round up, then choose “Save as a recipe…”.",
            "muted",
            wrap=True,
        )
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 0, tokens.XS, 0)
        self._cards.setSpacing(tokens.S)
        self._lay_out()

    def show_recipes(self, recipes: "Sequence[NamedRecipe]") -> None:
        """List these recipes."""
        clear_layout(self._cards)
        for recipe in recipes:
            self._cards.addWidget(self._card(recipe))
        self._cards.addStretch(1)
        self.none.setVisible(not recipes)
        self.back.setFocus()

    def _card(self, recipe: "NamedRecipe") -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(recipe.name, "strong", wrap=True))
        words.addWidget(label(recipe.words, "small", wrap=True))
        use = button("Use in this round")
        use.setAccessibleName(f"Use {recipe.name} in this round")
        rename = icon_button(f"Rename {recipe.name}", "pencil")
        delete = icon_button(f"Delete {recipe.name}", "trash-2")
        use.clicked.connect(lambda: self.used.emit(recipe.id))
        rename.clicked.connect(lambda: self.renamed.emit(recipe))
        delete.clicked.connect(lambda: self.deleted.emit(recipe))
        layout = QHBoxLayout(card)
        layout.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        layout.setSpacing(tokens.S)
        layout.addLayout(words, 1)
        for widget in (use, rename, delete):
            layout.addWidget(widget)
        return card

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Recipes", "title"), 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        body.setObjectName("scrolled")
        body.setLayout(self._cards)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Recipes of the programme")
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.S, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addWidget(self.none)
        layout.addWidget(scroll, 1)
