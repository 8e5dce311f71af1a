"""What stands for the programme on certificates: its code and its logo."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cohort_desk.services.programmes.identity import Identity
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.picture_field import PictureField
from cohort_desk.ui.kit.widgets import button, label

_HINT = "Serials begin with it: SCRLP gives SCRLP-2026-0001. Two to twelve letters and digits."


class IdentityCard(QWidget):
    """The code saves as it is left, the logo as it is chosen; keys are gone to from here."""

    code_left = Signal(str)
    logo_wanted = Signal(object)
    logo_choice_asked = Signal()
    logo_removed = Signal()
    keys_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.code = QLineEdit()
        self.form.add("code", "Code", self.code, hint=_HINT)
        self.fixed = label("", "small", wrap=True)
        self.logo = PictureField("Logo")
        self.keys = button("Keys and passphrase", "lock", look="link")
        row = FlowLayout()
        row.add(self.keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        for widget in (self.form, self.fixed, self.logo):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.form.left.connect(lambda: self.code_left.emit(self.code.text()))
        self.logo.wanted.connect(self.logo_wanted)
        self.logo.choose_asked.connect(self.logo_choice_asked)
        self.logo.removed.connect(self.logo_removed)
        self.keys.clicked.connect(self.keys_asked)

    def show_identity(self, identity: Identity, picture: bytes) -> None:
        """Show the code, which may be fixed for this year, and the logo."""
        self.form.set_values({"code": identity.code or ""})
        self.code.setReadOnly(bool(identity.fixed))
        self.fixed.setText(identity.fixed)
        self.fixed.setVisible(bool(identity.fixed))
        self.logo.show_picture(identity.logo or "", picture)

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a refusal at the code or at the logo."""
        if not self.form.show_problem(field, sentence):
            self.logo.show_problem(sentence)
