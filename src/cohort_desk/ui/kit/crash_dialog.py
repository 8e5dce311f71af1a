"""What the user sees when the program itself is at fault."""

from PySide6.QtWidgets import QMessageBox, QWidget

from cohort_desk.ui.kit.dialogs import QtDialogs
from cohort_desk.ui.kit.widgets import restyle

REPORT_NAME = "Cohort Desk report.txt"


class CrashDialog(QMessageBox):
    """Says in plain words that the program failed; offers to save the report, go on or quit."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        super().__init__(parent)
        self.report = report
        self.wants_to_quit = False
        self.setWindowTitle("Something went wrong")
        self.setText("Something went wrong in Cohort Desk")
        self.setInformativeText(
            "The program met a fault of its own, and your last action may not have been carried "
            "out. Everything you saved before is safe. You can go on working; if the fault comes "
            "back, save the report and send it to whoever looks after Cohort Desk. The report "
            "holds no personal data."
        )
        self.setDetailedText(report)
        self.go_on = self.addButton("Go on", QMessageBox.ButtonRole.RejectRole)
        self.save = self.addButton("Save report…", QMessageBox.ButtonRole.ActionRole)
        self.quit = self.addButton("Quit", QMessageBox.ButtonRole.DestructiveRole)
        restyle(self.go_on, "look", "primary")
        self.setDefaultButton(self.go_on)
        self.setEscapeButton(self.go_on)
        self.save.clicked.disconnect()
        self.save.clicked.connect(self._save)
        self.quit.clicked.connect(self._quit)

    def _save(self) -> None:
        if path := QtDialogs(self).path_to_save("Save the report", REPORT_NAME, "Text (*.txt)"):
            path.write_text(self.report, "utf-8")

    def _quit(self) -> None:
        self.wants_to_quit = True
