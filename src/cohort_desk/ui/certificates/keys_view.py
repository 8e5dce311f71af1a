"""The keys that sign certificates, each on a card; the one in use first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cohort_desk.ui.certificates.facts import FactList
from cohort_desk.ui.certificates.presenter.keys import KeyLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label

_TONES: dict[str, tokens.ToneName] = {
    "In use": "success",
    "Expired": "warning",
    "Retired": "neutral",
}
_ABOUT = (
    "Certificates are signed with the programme’s own key, so that anyone can check that nothing "
    "was changed. The key lies in this programme, sealed with a passphrase that you are asked for "
    "once a session. Give the public certificate to whoever checks certificates with another PDF "
    "reader: it holds no secret."
)


class KeysView(QScrollArea):
    """Lists keys and passes on what is to be done with one."""

    change_asked = Signal()
    retire_asked = Signal(int)
    export_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Keys")
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(tokens.M)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, tokens.S, 0)
        column.setSpacing(tokens.M)
        column.addWidget(label(_ABOUT, "muted", wrap=True))
        column.addLayout(self._cards)
        column.addStretch(1)
        self.setWidget(inner)

    def show_keys(self, keys: Sequence[KeyLine]) -> None:
        clear_layout(self._cards)
        for key in keys:
            self._cards.addWidget(self._card(key))

    def _card(self, key: KeyLine) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setAccessibleName(f"Key made on {key.made}")
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(label(key.subject, "heading", wrap=True), 1)
        head.addWidget(Tag(key.state, _TONES[key.state]))
        facts = FactList(
            (
                ("Vouched for by", key.issuer),
                ("Fingerprint", key.fingerprint),
                ("Made on", key.made),
                ("Valid from", key.valid),
                ("Retired on", key.retired),
            )
        )
        column = QVBoxLayout(card)
        column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        column.setSpacing(tokens.M)
        column.addLayout(head)
        column.addWidget(facts)
        if key.told:
            column.addWidget(label(key.told, "strong", wrap=True))
        column.addLayout(self._actions(key))
        return card

    def _actions(self, key: KeyLine) -> FlowLayout:
        row = FlowLayout()
        export = button("Export public certificate…", "download")
        export.clicked.connect(lambda: self.export_asked.emit(key.id))
        row.add(export)
        if key.state == "In use":
            change = button("Change passphrase…", "lock")
            change.clicked.connect(self.change_asked)
            row.add(change)
        if key.state != "Retired":
            retire = button("Retire…", "octagon-x", look="danger")
            retire.clicked.connect(lambda: self.retire_asked.emit(key.id))
            row.add(retire)
        return row
