"""One pack: what is in it, where it stands, and what became of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.packs.contents import KIND_WORDS
from cohort_desk.services.packs import Pack
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.history import HistoryList
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.packs.list_view import TONES
from cohort_desk.ui.packs.presenter.packs import moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.services.history import HistoryEntry


class PackPanel(QWidget):
    """Shows a pack and passes on that it is to be withdrawn."""

    withdraw_asked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.pack_id = 0
        self.status = Tag("")
        self._facts = Form()
        self._shown = {
            caption: self._facts.add_fact(caption, "")
            for caption in ("Kind", "What", "Made", "Wanted by", "Returned")
        }
        self.withdraw = button("Withdraw…", "undo-2")
        self.withdraw.clicked.connect(lambda: self.withdraw_asked.emit((self.pack_id,)))
        self.history = HistoryList()
        top = QHBoxLayout()
        top.addWidget(self.status)
        top.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.withdraw)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(top)
        layout.addWidget(self._facts)
        layout.addLayout(row)
        layout.addWidget(label("History", "heading"))
        layout.addWidget(self.history)
        layout.addStretch(1)

    def show_pack(self, pack: Pack, entries: "Sequence[HistoryEntry]") -> None:
        """Show a pack with what became of it, the newest first."""
        self.pack_id = pack.id
        self.status.show_text(pack.status, TONES[pack.status])
        for caption, text in zip(
            self._shown, (KIND_WORDS[pack.kind], pack.about, *moments(pack)), strict=True
        ):
            self._shown[caption].setText(text or "–")
        self.withdraw.setVisible(pack.status != "Withdrawn")
        self.history.show_entries(entries)
