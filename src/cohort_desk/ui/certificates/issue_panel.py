"""The panel that issues: what is asked before, how far it is, and what can be done afterwards."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.ui.certificates.presenter.issuing import IssueOffer, IssueWish
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label

_AFTER = (
    "Each gets the next serial and is signed. What was issued can be revoked or reissued with a "
    "reason, and never edited, deleted or undone."
)
_UNFINISHED = "Fill it in under Designs; until then nothing can be issued by this design."


class IssuePanel(QWidget):
    """Asks, shows progress, and offers the batch; the passphrase is not kept here."""

    wanted = Signal(object)
    cancelled = Signal()
    stop_asked = Signal()
    preview_asked = Signal(tuple)
    prints_asked = Signal(tuple)
    zip_asked = Signal(tuple)
    register_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._ids: tuple[int, ...] = ()
        self._locked = False
        self._parts = QStackedWidget()
        for part in (self._asking(), self._running(), self._afterwards()):
            self._parts.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts)

    def show_offer(self, offer: IssueOffer) -> str:
        """Ask for what is needed; return the panel's title."""
        title = f"Issue {counted(offer.count, 'certificate', 'certificates')}"
        self.go.setText(title)
        for caption, text in (("For", offer.what), ("Design", offer.design)):
            self._facts[caption].setText(text)
        self.form.set_values(
            {"award": offer.award or "", "issued_by": offer.issued_by, "passphrase": ""}
        )
        self.form.show_field("award", shown=offer.award is not None)
        self.form.show_field("issued_by", shown=not offer.goes_on)
        self.form.show_field("passphrase", shown=offer.locked)
        self.sample.setText(offer.told)
        self.sample.setVisible(offer.locked and bool(offer.told))
        self.caution.setText(" ".join(offer.cautions))
        self.caution.setVisible(bool(offer.cautions))
        self.problem.setText(" ".join((*offer.missing, _UNFINISHED)) if offer.missing else "")
        self.problem.setVisible(bool(offer.missing))
        self.go.setEnabled(not offer.missing)
        self._locked = offer.locked
        self._parts.setCurrentIndex(0)
        return title

    def take_focus(self) -> None:
        """Go to the passphrase where it is asked for, else to the button."""
        (self.passphrase if self._locked else self.go).setFocus()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a refusal at its field, or above the buttons where it is of none."""
        self._parts.setCurrentIndex(0)
        self.problem.setVisible(not self.form.show_problem(field, sentence))
        self.problem.setText(sentence)

    def show_issuing(self, count: int) -> None:
        """Show the run; the passphrase that was typed is gone."""
        self.form.set_values({"passphrase": ""})
        self.bar.setRange(0, count)
        self.bar.setValue(0)
        self._say_progress(0, count)
        self.stop.setEnabled(True)
        self._parts.setCurrentIndex(1)
        self.stop.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._say_progress(done, total)

    def show_issued(self, sentence: str, ids: Sequence[int]) -> None:
        """Offer what can be done with the batch."""
        self._ids = tuple(ids)
        self.told.setText(sentence)
        self._parts.setCurrentIndex(2)
        self.print_batch.setFocus()

    def _say_progress(self, done: int, total: int) -> None:
        self.far.setText(f"{done:,} of {total:,} issued")
        self.bar.setAccessibleName(self.far.text())

    def _asking(self) -> QWidget:
        self.form = Form()
        self._facts = {caption: self.form.add_fact(caption, "") for caption in ("For", "Design")}
        self.form.add(
            "award",
            "What is awarded",
            QLineEdit(),
            hint="As it stands on the certificate, without the class.",
        )
        self.form.add("issued_by", "Issued by", QLineEdit(), hint="Named in the register.")
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(
            "passphrase",
            "Passphrase of the key",
            self.passphrase,
            hint="Asked for once, until the programme is closed.",
        )
        self.sample = label("", "strong", wrap=True)
        self.form.put_under("passphrase", self.sample)
        self.caution = label("", "strong", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.go = button("Issue", "award", look="primary")
        cancel = button("Cancel")
        self.go.clicked.connect(self._tell)
        self.form.submitted.connect(self._tell)
        cancel.clicked.connect(self.cancelled)
        return _part(
            self.form,
            self.caution,
            label(_AFTER, "muted", wrap=True),
            self.problem,
            buttons=(self.go, cancel),
        )

    def _running(self) -> QWidget:
        self.far = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button("Stop", "square")
        self.stop.clicked.connect(self._stop)
        note = label(
            "You can go on with other work. If you stop, those that have been issued stay issued, "
            "and the others use up no serial.",
            "muted",
            wrap=True,
        )
        return _part(self.far, self.bar, note, buttons=(self.stop,))

    def _afterwards(self) -> QWidget:
        self.told = label("", "strong", wrap=True)
        self.print_batch = button("Print batch…", "printer", look="primary")
        self.save_pdf = button("Save as one PDF…", "download")
        self.save_zip = button("Save as ZIP…", "archive")
        self.register = button("Show in the register", "list-checks")
        for made, signal in (
            (self.print_batch, self.preview_asked),
            (self.save_pdf, self.prints_asked),
            (self.save_zip, self.zip_asked),
        ):
            made.clicked.connect(lambda _=False, signal=signal: signal.emit(self._ids))
        self.register.clicked.connect(lambda: self.register_asked.emit(self._ids[0]))
        return _part(
            self.told, buttons=(self.print_batch, self.save_pdf, self.save_zip, self.register)
        )

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.far.setText("Stopping…")
        self.stop_asked.emit()

    def _tell(self) -> None:
        if not self.go.isEnabled():
            return
        for name in ("award", "issued_by", "passphrase"):
            self.form.show_problem(name, "")
        self.problem.hide()
        values = self.form.values()
        self.wanted.emit(
            IssueWish(str(values["issued_by"]), str(values["award"]), self.passphrase.text())
        )


def _part(*widgets: QWidget, buttons: Sequence[QWidget]) -> QWidget:
    part = QWidget()
    row = FlowLayout()
    for each in buttons:
        row.add(each)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.M)
    for widget in widgets:
        column.addWidget(widget)
    column.addLayout(row)
    column.addStretch(1)
    return part
