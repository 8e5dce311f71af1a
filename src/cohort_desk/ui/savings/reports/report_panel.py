"""One report that was made: what is known of it, and printing it again as it was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_moment
from cohort_desk.services.savings.snapshots.snapshots import KINDS, MadeReport
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.savings.reports.words import as_of

_DIGITS = 16
_SAME = "It prints exactly as it was made, whatever was changed since."


class ReportPanel(QWidget):
    """Shows a report and passes on what is asked of it."""

    preview_asked = Signal(int)
    save_asked = Signal(tuple)
    again_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._report_id = 0
        facts = Form()
        self._facts = {
            caption: facts.add_fact(caption, "")
            for caption in ("Report", "Kind", "As of", "Made by", "Made at", "Fingerprint")
        }
        self._facts["Fingerprint"].setToolTip(
            "The beginning of the SHA-256 of what the report says; it stands on its last page."
        )
        self.preview = button("Open and print", "printer", look="primary")
        self.save = button("Save as PDF…", "download")
        self.again = button("Make again as of today", "refresh-cw")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(facts)
        layout.addWidget(label(_SAME, "muted", wrap=True))
        for each in (self.preview, self.save, self.again):
            layout.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.preview.clicked.connect(lambda: self.preview_asked.emit(self._report_id))
        self.save.clicked.connect(lambda: self.save_asked.emit((self._report_id,)))
        self.again.clicked.connect(lambda: self.again_asked.emit(self._report_id))

    def show_report(self, made: MadeReport) -> None:
        """Show what is known of a report."""
        self._report_id = made.id
        told = {
            "Report": f"Number {made.id}",
            "Kind": KINDS[made.kind],
            "As of": as_of(made),
            "Made by": made.made_by,
            "Made at": written_moment(made.made_at),
            "Fingerprint": made.sha256[:_DIGITS],
        }
        for caption, words in told.items():
            self._facts[caption].setText(words)
