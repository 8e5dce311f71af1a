"""The register of certificates as a list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.statuses import DAMAGED, STATUS_WORDS
from cohort_desk.domain.dates import written_date
from cohort_desk.services.certificates.entries import Entry
from cohort_desk.ui.certificates.presenter.register import CHANGED, FALLEN
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel

_CHANGED = {Kind.AWARD: "Award", Kind.MODULE: "Result", Kind.ATTENDANCE: "Attendance"}
TONES: dict[str, tokens.ToneName] = {
    "valid": "success",
    "revoked": "danger",
    "superseded": "warning",
    DAMAGED: "danger",
}


def tone_of(entry: Entry) -> tokens.ToneName:
    """Return the tone of a certificate's status; one that stands no more is no success."""
    return "warning" if entry.status == "valid" and not entry.stands else TONES[entry.status]


def _flag(entry: Entry) -> Chip | None:
    if not entry.since:
        return None
    return Chip(_flag_words(entry), "warning" if entry.changes.certified else "neutral")


def _flag_words(entry: Entry) -> str:
    if entry.changes.certified:
        return _CHANGED[entry.kind]
    if entry.name_now:
        return "Name"
    return "Decision" if entry.since else ""


COLUMNS: tuple[Column[Entry], ...] = (
    Column("Serial", lambda entry: entry.serial, key="serial", width=152, whole=True),
    Column("Name", lambda entry: entry.name, key="name", width=168),
    Column(
        "Status",
        lambda entry: entry.status_words,
        key="status",
        width=168,
        chip=lambda entry: Chip(entry.status_words, tone_of(entry)),
    ),
    Column("Changed since", _flag_words, key="changed", width=122, chip=_flag),
    Column("For", lambda entry: entry.title, key="title", width=136, grows=True),
    Column("Outcome", lambda entry: entry.outcome, key="outcome", width=94),
    Column(
        "Issued on",
        lambda entry: written_date(entry.issued_on),
        key="issued",
        width=142,
        sort_by=lambda entry: entry.issued_at,
    ),
    Column("Kind", lambda entry: entry.kind_words, key="kind", width=110, hidden=True),
    Column("Cohort", lambda entry: entry.cohort, key="cohort", width=130, hidden=True),
    Column("Issued by", lambda entry: entry.issued_by, key="by", width=140, hidden=True),
    Column("Code", lambda entry: entry.code, key="code", width=150, hidden=True),
    Column("Reason", lambda entry: entry.reason, key="reason", width=200, hidden=True),
    Column("Private note", lambda entry: entry.note, key="note", width=200, hidden=True),
    Column("Superseded by", lambda entry: entry.superseded_by, key="after", width=150, hidden=True),
)


class RegisterView(QWidget):
    """Lists certificates and passes on what is asked of some."""

    searched = Signal(str)
    statuses_chosen = Signal(tuple)
    kinds_chosen = Signal(tuple)
    every_cohort_wanted = Signal(bool)
    widened = Signal()
    opened = Signal(int)
    preview_asked = Signal(tuple)
    prints_asked = Signal(tuple)
    zip_asked = Signal(tuple)
    export_asked = Signal()
    issue_asked = Signal()
    revoke_asked = Signal(int)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.search = SearchField("Search serials, codes and names")
        statuses = [
            (FALLEN, "Valid, but changed"),
            *STATUS_WORDS.items(),
            (CHANGED, "Any change since"),
        ]
        self.statuses = FilterChips("Status", statuses)
        self.kinds = FilterMenu("Kind", list(KIND_WORDS.items()))
        self.every_cohort = QCheckBox("All cohorts")
        self.model = TableModel[Entry](COLUMNS, identity=lambda entry: entry.id)
        self.table = DataTable(
            self.model, "Register", ("certificate", "certificates"), memory=memory
        )
        self.table.offer_export()
        self.table.add_bulk_action("Print…", "printer", self.preview_asked.emit)
        self.table.add_bulk_action("Save as one PDF…", "download", self.prints_asked.emit)
        self.table.add_bulk_action("Save as ZIP…", "archive", self.zip_asked.emit)
        self.nothing = EmptyState(
            "award",
            "No certificate of this cohort has been issued yet.",
            "See who is ready",
            "Every certificate ever issued stands here for good: whether it is valid, revoked or "
            "superseded, and why.",
        )
        self._filters = QWidget()
        row = FlowLayout(self._filters)
        row.add(self.search, stretch=1)
        for widget in (self.kinds, self.every_cohort, self.statuses):
            row.add(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self._filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        self.nothing.hide()
        self._connect()

    def show_register(self, shown: Sequence[Entry], total: int) -> None:
        self.model.show_rows(shown)
        self.table.set_total(total)
        self.table.setVisible(total > 0)
        self.nothing.setVisible(total == 0)

    def show_status_counts(self, counts: Mapping[str, int]) -> None:
        for status, count in counts.items():
            self.statuses.set_count(status, count)

    def choose(self, certificate_id: int) -> None:
        """Go to one certificate in the list."""
        self.table.choose((certificate_id,))

    def show_every_cohort(self, *, shown: bool) -> None:
        """Tick that all cohorts are shown, without announcing it; nothing else is narrowed."""
        with QSignalBlocker(self.every_cohort):
            self.every_cohort.setChecked(shown)

    def clear_filters(self) -> None:
        """Show everything again, as when one certificate is gone to."""
        for each in (self.search, self.statuses, self.kinds):
            with QSignalBlocker(each):
                if isinstance(each, SearchField):
                    each.clear()
                else:
                    each.choose(())

    def show_status(self, status: str) -> None:
        """Show which status the list is narrowed to, without announcing it."""
        with QSignalBlocker(self.statuses):
            self.statuses.choose((status,))

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.statuses.chosen_changed.connect(self.statuses_chosen)
        self.kinds.chosen_changed.connect(self.kinds_chosen)
        self.every_cohort.toggled.connect(self.every_cohort_wanted)
        self.table.current_changed.connect(self._pass_on)
        self.table.opened.connect(self._preview)
        self.table.delete_asked.connect(self._ask_revoke)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)
        self.nothing.asked.connect(self.issue_asked)

    def _pass_on(self, certificate_id: int | None) -> None:
        if certificate_id is not None:
            self.opened.emit(certificate_id)

    def _ask_revoke(self, ids: tuple[int, ...]) -> None:
        # One at a time: each has a reason of its own.
        if len(ids) == 1:
            self.revoke_asked.emit(ids[0])

    def _preview(self, certificate_id: int) -> None:
        self.preview_asked.emit((certificate_id,))

    def _widen(self) -> None:
        self.clear_filters()
        self.widened.emit()
