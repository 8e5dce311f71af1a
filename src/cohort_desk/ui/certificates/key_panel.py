"""The panel that makes or imports a key, or gives it another passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cohort_desk.ui.certificates.presenter.keys import KeyWish, Task
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label

TITLES: dict[Task, str] = {
    "make": "Make a key",
    "import": "Import a key",
    "change": "Change the passphrase",
}
_VERBS: dict[Task, str] = {"make": "Make key", "import": "Import key", "change": "Change"}
_ABOUT: dict[Task, str] = {
    "make": "A key is made in this programme, with a certificate in the programme’s name. Choose a "
    "passphrase that you can type and nobody can guess; a sentence is good. Nobody can find it "
    "again, and without it nothing more can be signed with this key.",
    "import": "Take over a key that your organisation had vouched for. The file stays as it is.",
    "change": "The key stays the same, and so does everything it has signed.",
}
_FIELDS = ("old", "file", "passphrase", "again")
_REPLACES = "The key in use is retired. What it has signed stays valid and is verified as before."


class KeyPanel(QWidget):
    """Asks for passphrases, never shows them and holds none once it is done."""

    wanted = Signal(object)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._task: Task = "make"
        self._path: Path | None = None
        self.about = label("", "muted", wrap=True)
        self.replaces = label(_REPLACES, wrap=True)
        self.form = Form()
        self.old, self.file, self.passphrase, self.again = (QLineEdit() for _ in range(4))
        for field in (self.old, self.file, self.passphrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add("old", "Passphrase now", self.old)
        self.form.add("file", "Passphrase of the file, if it has one", self.file)
        self.form.add(
            "passphrase",
            "New passphrase",
            self.passphrase,
            hint="At least 12 characters. Asked for once each time the programme is opened.",
        )
        self.form.add("again", "The same passphrase again", self.again)
        self.problem = label("", "error", wrap=True)
        self.go = button("Make key", "lock", look="primary")
        self.cancel = button("Cancel")
        row = FlowLayout()
        row.add(self.go)
        row.add(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        for widget in (self.about, self.replaces, self.form, self.problem):
            layout.addWidget(widget)
        layout.addLayout(row)
        layout.addStretch(1)
        self.go.clicked.connect(self._tell)
        self.form.submitted.connect(self._tell)
        self.cancel.clicked.connect(self.cancelled)

    def start(self, task: Task, path: Path | None, *, replaces: bool) -> None:
        """Ask anew, for one of the tasks."""
        self._task, self._path = task, path
        self.clear()
        about = _ABOUT[task]
        self.about.setText(f"File: {path.name}. {about}" if path else about)
        self.replaces.setVisible(replaces)
        self.form.show_field("old", shown=task == "change")
        self.form.show_field("file", shown=task == "import")
        self.go.setText(_VERBS[task])
        {"make": self.passphrase, "import": self.file, "change": self.old}[task].setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.form.set_values(dict.fromkeys(_FIELDS, ""))
        self.problem.hide()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a refusal at its field, or above the buttons where it is of none."""
        if field == "old" and self._task == "import":
            field = "file"
        self.problem.setVisible(not self.form.show_problem(field, sentence))
        self.problem.setText(sentence)

    def _tell(self) -> None:
        for name in _FIELDS:
            self.form.show_problem(name, "")
        self.problem.hide()
        self.wanted.emit(
            KeyWish(
                self._task,
                self.passphrase.text(),
                self.again.text(),
                self.old.text() or self.file.text(),
                self._path,
            )
        )
