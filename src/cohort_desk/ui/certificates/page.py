"""The Certificates page: ready to issue, the register, designs, verifying, and keys."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.entries import Entry
from cohort_desk.ui.certificates.certificate_panel import CertificatePanel
from cohort_desk.ui.certificates.designer.view import DesignerView
from cohort_desk.ui.certificates.designs_view import DesignsView, give_new_designs
from cohort_desk.ui.certificates.issue_panel import IssuePanel
from cohort_desk.ui.certificates.key_panel import TITLES, KeyPanel
from cohort_desk.ui.certificates.keys_view import KeysView
from cohort_desk.ui.certificates.presenter.designs import DesignLine
from cohort_desk.ui.certificates.presenter.drawing import Drawn
from cohort_desk.ui.certificates.presenter.issuing import IssueOffer
from cohort_desk.ui.certificates.presenter.keys import KeyLine, Task
from cohort_desk.ui.certificates.presenter.ready import Choice
from cohort_desk.ui.certificates.presenter.views import VIEWS, ViewName
from cohort_desk.ui.certificates.ready_view import ReadyView
from cohort_desk.ui.certificates.register_view import RegisterView
from cohort_desk.ui.certificates.verify_view import VerifyView
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.printing import WritePdf, show_paper, show_preview
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.view_bar import ViewBar
from cohort_desk.ui.kit.widgets import button

if TYPE_CHECKING:
    from cohort_desk.ui.kit.print_queue import PrintQueue
    from cohort_desk.ui.kit.settings_store import Memory

_HELP = (
    "A certificate stands on what a board has ratified, or on attendance. Before the first, the "
    "programme needs a code, a key and a design. Each certificate gets the next serial of the "
    "year, is signed, and stands in the register for good: it can be revoked or, after a change "
    "of name, reissued, with a reason. Verify takes any certificate and says whether it is "
    "genuine, altered, unknown, revoked or superseded."
)
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)
_NO_DESIGNS = (
    "A design says how certificates look: wording with fields such as the name and the award, "
    "colours, logo and who signs. Start from one that is ready, and change what you like."
)
_NO_KEYS = (
    "The key signs every certificate, so that anyone can check that it is genuine and that "
    "nothing was changed. It is made here and sealed with a passphrase."
)


class CertificatesPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    view_chosen = Signal(str)
    subject_chosen = Signal(object, object)
    issue_asked = Signal()
    issuing_ended = Signal()
    design_wanted = Signal(object, object)
    every_design_wanted = Signal()
    key_wanted = Signal(str)
    record_opened = Signal(object)

    def __init__(self, memory: "Memory", prints: "PrintQueue") -> None:
        super().__init__("Certificates", help_text=_HELP)
        self._prints = prints
        self._issuing = False
        self.ready = ReadyView(memory)
        self.register = RegisterView(memory)
        self.designs = DesignsView()
        self.designer = DesignerView()
        self.verify = VerifyView(memory)
        self.keys = KeysView()
        self.issue = IssuePanel()
        self.certificate = CertificatePanel()
        self.key_form = KeyPanel()
        for panel in (self.issue, self.certificate, self.key_form):
            self.detail.destroyed.connect(panel.deleteLater)
        self.subjects = QComboBox()
        self.subjects.setAccessibleName("What to issue")
        self.bar = ViewBar("Views of certificates", self.subjects)
        self._design_parts = QStackedWidget()
        self._key_parts = QStackedWidget()
        self._views = QStackedWidget()
        self._buttons: dict[ViewName, tuple[QPushButton, ...]] = {}
        self._offer_actions()
        self._arrange()
        self._connect()

    @property
    def view(self) -> ViewName:
        """The view that is seen."""
        return _ORDER[self._views.currentIndex()]

    def open_record(self, record: object) -> None:
        """Open a certificate by its id, verify a file by its path, or turn to a view by name."""
        self.record_opened.emit(record)

    def start_search(self) -> None:
        fields = {"ready": self.ready.search, "register": self.register.search}
        field = fields.get(self.view, self.designs.search if self.view == "designs" else None)
        if field:
            field.setFocus()
            field.selectAll()

    def show_view(self, view: ViewName, context: str) -> None:
        self.set_context(context)
        at = _ORDER.index(view)
        with QSignalBlocker(self.bar.tabs):
            self.bar.tabs.setCurrentIndex(at)
        if at != self._views.currentIndex():
            self.detail.close_panel()
        self._views.setCurrentIndex(at)
        self.subjects.setVisible(view == "ready")
        self._show_actions()

    def show_choices(self, choices: Sequence[Choice], chosen: int) -> None:
        with QSignalBlocker(self.subjects):
            self.subjects.clear()
            for kind, module_id, words in choices:
                self.subjects.addItem(words, (kind, module_id))
            self.subjects.setCurrentIndex(chosen)

    @property
    def is_designing(self) -> bool:
        """Whether a design is on the drawing board."""
        return self._design_parts.currentWidget() is self.designer

    @property
    def is_issuing(self) -> bool:
        """Whether certificates are being issued now."""
        return self._issuing

    def offer_issue(self, count: int) -> None:
        self.issue_button.setText(
            f"Issue {counted(count, 'certificate', 'certificates')}"
            if count
            else "Issue certificates"
        )
        self.issue_button.setEnabled(count > 0 and not self._issuing)

    def show_issue_offer(self, offer: IssueOffer) -> None:
        title = self.issue.show_offer(offer)
        self.detail.show_widget(title, self.issue)
        self.issue.take_focus()

    def show_issue_problem(self, field: str, sentence: str) -> None:
        self.issue.show_problem(field, sentence)

    def show_issuing(self, count: int) -> None:
        self._issuing = True
        self.offer_issue(0)
        self.ready.show_unfinished(None)
        self.issue.show_issuing(count)

    def end_issuing(self) -> None:
        """Offer to issue again what is ready by now."""
        self._issuing = False
        self.issuing_ended.emit()

    def show_issue_progress(self, done: int, total: int) -> None:
        self.issue.show_progress(done, total)

    def show_issued(self, sentence: str, ids: Sequence[int], *, whole: bool) -> None:
        self.issue.show_issued(sentence, ids)
        self.detail.show_widget("Issued" if whole else "Stopped", self.issue)

    def close_issue(self) -> None:
        self.detail.close_panel()

    def show_certificate(self, entry: Entry) -> None:
        self.certificate.show_entry(entry)
        self.detail.show_widget(entry.serial, self.certificate)

    def shown_certificate(self) -> int:
        """Return the certificate whose panel is open, 0 if none is."""
        if self.certificate.isHidden() or self.detail.isHidden():
            return 0
        return self.certificate.certificate_id

    def close_certificate(self) -> None:
        self.detail.close_panel()

    def show_status_form(self, task: str, entry: Entry, told: str, *, locked: bool) -> None:
        self.certificate.show_form(task, entry, told, locked=locked)

    def show_status_problem(self, field: str, sentence: str) -> None:
        self.certificate.form.show_problem(field, sentence)

    def show_designs(self, shown: Sequence[DesignLine], total: int) -> None:
        self.designs.show_designs(shown, total)
        if not self.is_designing:
            self._design_parts.setCurrentIndex(0 if total else 1)

    def show_thumbnails(self, drawn: Mapping[int, Drawn]) -> None:
        self.designs.show_thumbnails(drawn)

    def show_designer(self, *, shown: bool) -> None:
        """Show one design on the drawing board, or the list."""
        self._design_parts.setCurrentWidget(self.designer if shown else self.designs)
        self._show_actions()

    def show_keys(self, keys: Sequence[KeyLine]) -> None:
        self.keys.show_keys(keys)
        self._key_parts.setCurrentIndex(0 if keys else 1)

    def show_key_form(self, task: Task, path: Path | None, *, replaces: bool) -> None:
        self.detail.show_widget(TITLES[task], self.key_form)
        self.key_form.start(task, path, replaces=replaces)

    def show_key_problem(self, field: str, sentence: str) -> None:
        self.key_form.show_problem(field, sentence)

    def close_key_form(self) -> None:
        self.key_form.clear()
        self.detail.close_panel()

    def show_paper(self, title: str, write: WritePdf) -> None:
        show_paper(self._prints, self, title, write)

    def show_document(self, title: str, content: bytes) -> None:
        show_preview(self._prints, self, title, content)

    def _offer_actions(self) -> None:
        self.import_designs = self.add_action("Import designs…", "upload")
        self.import_key = self.add_action("Import a key…", "upload")
        self.print_register = self.add_action("Print the register…", "printer")
        self.issue_button = button("Issue certificates", "award", look="primary")
        self.new_design = button("New design", "plus", look="primary")
        self.choose_files = button("Verify files…", "folder-open", look="primary")
        self.make_key = button("Make a key…", "lock", look="primary")
        for made in (self.issue_button, self.new_design, self.choose_files, self.make_key):
            self.add_action_widget(made)
        self._buttons = {
            "ready": (self.issue_button,),
            "register": (self.print_register,),
            "designs": (self.import_designs, self.new_design),
            "verify": (self.choose_files,),
            "keys": (self.import_key, self.make_key),
        }
        self.issue_button.setEnabled(False)
        give_new_designs(self.new_design, self.design_wanted, self.every_design_wanted)

    def _show_actions(self) -> None:
        for view, made in self._buttons.items():
            shown = view == self.view and not (view == "designs" and self.is_designing)
            for each in made:
                each.setVisible(shown)

    def _arrange(self) -> None:
        begin = "Start with one of every kind"
        no_designs = EmptyState("award", "No designs yet.", begin, _NO_DESIGNS)
        no_designs.asked.connect(self.every_design_wanted)
        no_keys = EmptyState("lock", "The programme has no key yet.", "Make a key…", _NO_KEYS)
        no_keys.asked.connect(lambda: self.key_wanted.emit("make"))
        for part in (self.designs, no_designs, self.designer):
            self._design_parts.addWidget(part)
        for part in (self.keys, no_keys):
            self._key_parts.addWidget(part)
        parts = {
            "ready": self.ready,
            "register": self.register,
            "designs": self._design_parts,
            "verify": self.verify,
            "keys": self._key_parts,
        }
        for view in _ORDER:
            self.bar.tabs.addTab(VIEWS[view])
            self._views.addWidget(parts[view])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self.bar)
        column.addWidget(self._views, 1)
        self.set_content(whole)

    def _connect(self) -> None:
        self.bar.tabs.currentChanged.connect(self._tell_view)
        self.subjects.activated.connect(self._tell_subject)
        self.issue_button.clicked.connect(self.issue_asked)
        self.make_key.clicked.connect(lambda: self.key_wanted.emit("make"))
        self.import_key.clicked.connect(lambda: self.key_wanted.emit("import"))
        self.issue.cancelled.connect(self.detail.close_panel)
        self.key_form.cancelled.connect(self.close_key_form)

    def _tell_view(self, at: int) -> None:
        self.view_chosen.emit(_ORDER[at])

    def _tell_subject(self) -> None:
        kind, module_id = cast("tuple[str, int | None]", self.subjects.currentData())
        self.subject_chosen.emit(Kind(kind), module_id)
