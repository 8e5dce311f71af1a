"""One certificate of the register: what it says, how it stands, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.certificates.reasons import REASON_WORDS, Reason
from cohort_desk.domain.dates import written_date
from cohort_desk.services.certificates.entries import Entry
from cohort_desk.ui.certificates.facts import FactList
from cohort_desk.ui.certificates.presenter.words import history_of, in_groups
from cohort_desk.ui.certificates.register_view import tone_of
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import Tag, button, label


class CertificatePanel(QWidget):
    """Shows a certificate and passes on what is asked of it."""

    open_asked = Signal(int)
    pdf_asked = Signal(int)
    credential_asked = Signal(int)
    task_asked = Signal(str, int)
    revoked = Signal(int, int, str, str)
    reissued = Signal(int, int, tuple, str)
    person_asked = Signal(int)
    other_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._entry: Entry | None = None
        self.status = Tag("")
        self._notices = QVBoxLayout()
        self._facts, self._history = QVBoxLayout(), QVBoxLayout()
        self.open = button("Open the PDF", "eye", look="primary")
        self.save = button("Save PDF…", "download")
        self.credential = button("Save credential…", "tag")
        self.reissue = button("Reissue…", "refresh-cw")
        self.revoke = button("Revoke…", "octagon-x", look="danger")
        self.person = button("Show the person", "user", look="link")
        self.newer = button("", "arrow-right", look="link")
        self.form = StatusForm()
        self._lay_out()
        self._connect()

    @property
    def certificate_id(self) -> int:
        """The certificate shown, 0 before any is."""
        return self._entry.id if self._entry else 0

    def show_entry(self, entry: Entry) -> None:
        """Show a certificate with what became of it, the newest first."""
        self._entry = entry
        self.form.close_form()
        self.status.show_text(entry.status_words, tone_of(entry))
        clear_layout(self._notices)
        for sentence in filter(None, (entry.damage, *entry.changes.certified)):
            self._notices.addWidget(label(sentence, "error", wrap=True))
        for sentence in entry.changes.others:
            self._notices.addWidget(label(sentence, wrap=True))
        clear_layout(self._facts)
        self._facts.addWidget(_facts(entry))
        valid = entry.status == "valid"
        # What prints again could pass for valid; what was signed is there to be kept as a record.
        self.open.setVisible(valid)
        self.save.setText("Save PDF…" if valid else "Save PDF as a record…")
        self.reissue.setVisible(valid)
        self.revoke.setVisible(valid)
        self.newer.setVisible(bool(entry.superseded_by_id))
        self.newer.setText(f"Show {entry.superseded_by}")
        clear_layout(self._history)
        self._history.addWidget(FactList(history_of(entry)))

    def show_form(self, task: str, entry: Entry, told: str, *, locked: bool) -> None:
        """Ask for what is needed to revoke or reissue, in place."""
        self.form.start(task, entry, told, locked=locked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.status)
        top.addStretch(1)
        files = FlowLayout()
        for made in (self.open, self.save, self.credential):
            files.add(made)
        changes = FlowLayout()
        for made in (self.reissue, self.revoke, self.newer, self.person):
            changes.add(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        for part in (top, self._notices, files, changes):
            layout.addLayout(part)
        layout.addWidget(self.form)
        layout.addWidget(label("What it says", "heading"))
        layout.addLayout(self._facts)
        layout.addWidget(label("History", "heading"))
        layout.addLayout(self._history)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.open.clicked.connect(lambda: self.open_asked.emit(self.certificate_id))
        self.save.clicked.connect(lambda: self.pdf_asked.emit(self.certificate_id))
        self.credential.clicked.connect(lambda: self.credential_asked.emit(self.certificate_id))
        for task, made in (("reissue", self.reissue), ("revoke", self.revoke)):
            made.clicked.connect(
                lambda _=False, task=task: self.task_asked.emit(task, self.certificate_id)
            )
        self.person.clicked.connect(self._ask_person)
        self.newer.clicked.connect(self._ask_newer)
        self.form.filled.connect(self._pass_on)

    def _ask_person(self) -> None:
        if self._entry:
            self.person_asked.emit(self._entry.participant_id)

    def _ask_newer(self) -> None:
        if self._entry and self._entry.superseded_by_id:
            self.other_asked.emit(self._entry.superseded_by_id)

    def _pass_on(self, task: str, why: tuple[str, str], passphrase: str) -> None:
        if self._entry is None:
            return
        if task == "revoke":
            self.revoked.emit(self._entry.id, self._entry.version, *why)
        else:
            self.reissued.emit(self._entry.id, self._entry.version, why, passphrase)


class StatusForm(QWidget):
    """Asks why a certificate is revoked or reissued; hidden until it is."""

    filled = Signal(str, tuple, str)

    def __init__(self) -> None:
        super().__init__()
        self._task = ""
        self.about = label("", wrap=True)
        self.form = Form()
        self.reason, self.note, self.passphrase = QComboBox(), QPlainTextEdit(), QLineEdit()
        self.reason.setPlaceholderText("Choose")
        for key, words in REASON_WORDS.items():
            self.reason.addItem(words, str(key))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        told = "Told to whoever verifies the certificate."
        self.form.add("reason", "Reason", self.reason, hint=told)
        private = "Only the register shows it, to the office. Verifying never tells it."
        self.form.add("note", "Private note", self.note, hint=private)
        self.form.add("passphrase", "Passphrase of the key", self.passphrase)
        self.sample = label("", "strong", wrap=True)
        self.form.put_under("passphrase", self.sample)
        self.problem = label("", "error", wrap=True)
        self.go = button("Revoke")
        cancel = button("Cancel")
        cancel.clicked.connect(self.close_form)
        self.go.clicked.connect(self._tell)
        row = FlowLayout()
        row.add(self.go)
        row.add(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        for widget in (self.about, self.form, self.problem):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.hide()

    def start(self, task: str, entry: Entry, told: str, *, locked: bool) -> None:
        """Ask anew; `told` says the passphrase where everybody may know it."""
        self._task = task
        if task == "revoke":
            self.about.setText(
                f"{entry.serial} of {entry.name} is then invalid for good. It stays in the "
                "register, and verifying it says so."
            )
            self.go.setText("Revoke certificate")
        else:
            names = f"{entry.name} → {entry.name_now}" if entry.name_now else entry.name
            self.about.setText(
                f"A new certificate with the next serial takes the place of {entry.serial}, which "
                f"is superseded. Name: {names}."
            )
            self.go.setText("Reissue certificate")
        reason = str(Reason.NAME) if task == "reissue" and entry.name_now else None
        self.form.set_values({"reason": reason, "note": "", "passphrase": ""})
        asked = task == "reissue" and locked
        self.form.show_field("passphrase", shown=asked)
        self.sample.setText(told)
        self.sample.setVisible(asked and bool(told))
        self.problem.hide()
        self.show()
        self.reason.setFocus()

    def close_form(self) -> None:
        """Put it away, and forget what was typed."""
        self.form.set_values({"reason": None, "note": "", "passphrase": ""})
        self.hide()

    def show_problem(self, field: str, sentence: str) -> None:
        self.problem.setVisible(not self.form.show_problem(field, sentence))
        self.problem.setText(sentence)

    def _tell(self) -> None:
        for name in ("reason", "note", "passphrase"):
            self.form.show_problem(name, "")
        self.problem.hide()
        why = (self.reason.currentData() or "", self.note.toPlainText())
        self.filled.emit(self._task, why, self.passphrase.text())


def _facts(entry: Entry) -> FactList:
    said = entry.statement
    rows = (
        ("Name", entry.name),
        ("For", entry.title),
        ("Outcome", entry.outcome),
        ("Attended", said.attended if said else ""),
        ("Cohort", entry.cohort),
        ("Decided on", written_date(said.decided_on) if said and said.decided_on else ""),
        ("Code", entry.code),
        ("Digest", in_groups(entry.digest)),
        ("Signed with", in_groups(entry.fingerprint)),
    )
    return FactList(rows)
