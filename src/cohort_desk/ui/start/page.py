"""The start page: programmes opened before, and the ways to begin."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.dates import written_date
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label
from cohort_desk.ui.start.presenter import NewProgramme, RecentProgramme

_COLUMN = 380
_WIDTH = 1040


class StartPage(QWidget):
    """Passes on which programme is wanted; shown while none is open."""

    open_wanted = Signal(str)
    forget_wanted = Signal(str)
    browse_wanted = Signal()
    sample_wanted = Signal()
    connect_wanted = Signal(str)
    create_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Start")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.back = button("Back", "chevron-left")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.new_form = Form()
        self.address = QLineEdit()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(tokens.S)
        self._lay_out()

    def show_recent(self, programmes: Sequence[RecentProgramme]) -> None:
        """List the programmes opened before, or say that there are none."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if not programmes:
            self._recent.addWidget(
                label("Programmes that you open will be listed here.", "muted", wrap=True)
            )
        for each in programmes:
            self._recent.addWidget(self._recent_card(each))

    def show_problem(self, sentence: str) -> None:
        """Say why a programme could not be opened or made; "" takes the sentence away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def show_way_back(self, programme: str) -> None:
        """Offer the way back to the programme that is still open."""
        self.back.setText(f"Back to {programme}")
        self.back.show()

    def start_new(self) -> None:
        """Put the cursor where a new programme is named."""
        self.new_form.editor("name").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def start_connecting(self) -> None:
        """Put the cursor where an office's address is typed."""
        self.address.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setMaximumWidth(Theme.current().px(_WIDTH))
        columns = QHBoxLayout()
        columns.setSpacing(tokens.XL)
        columns.addLayout(self._left(), 1)
        columns.addWidget(self._right(), 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(tokens.XXL, tokens.XXL, tokens.XXL, tokens.XL)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label("Cohort Desk", "display"))
        layout.addWidget(
            label("Mixed groups, projects and awards of a shared leadership programme.", "muted")
        )
        layout.addWidget(self.problem)
        layout.addSpacing(tokens.S)
        layout.addLayout(columns)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Ways to begin")
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(tokens.M)
        left.addWidget(label("Recent programmes", "heading"))
        left.addLayout(self._recent)
        ways = QHBoxLayout()
        ways.setSpacing(tokens.S)
        self.browse = button("Open a programme…", "folder-open")
        self.browse.clicked.connect(self.browse_wanted)
        self.sample = button("Explore the sample programme", "sparkles")
        self.sample.clicked.connect(self.sample_wanted)
        ways.addWidget(self.browse)
        ways.addWidget(self.sample)
        ways.addStretch(1)
        left.addLayout(ways)
        left.addSpacing(tokens.M)
        left.addWidget(label("Connect to the office’s database", "heading"))
        left.addLayout(self._connecting())
        left.addStretch(1)
        return left

    def _connecting(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(tokens.S)
        self.address.setPlaceholderText("postgresql://name@server/programme")
        self.address.setAccessibleName("Address of the office’s database")
        self.connect_button = button("Connect")
        go = self._connect
        self.connect_button.clicked.connect(go)
        self.address.returnPressed.connect(go)
        grid.addWidget(self.address, 0, 0)
        grid.addWidget(self.connect_button, 0, 1)
        note = "Your IT service gives you the address where the office shares one programme."
        grid.addWidget(label(note, "small", wrap=True), 1, 0, 1, 2)
        return grid

    def _connect(self) -> None:
        self.connect_wanted.emit(self.address.text().strip())

    def _right(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(Theme.current().px(_COLUMN))
        layout = QVBoxLayout(card)
        layout.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.XL)
        layout.setSpacing(tokens.M)
        layout.addWidget(label("New programme", "heading"))
        for name, caption, example in (
            ("name", "What is the programme called?", "Leading Together"),
            ("cohort", "Which intake comes first?", f"{datetime.now().astimezone().year} intake"),
            ("organisation", "Who runs it?", "City Region Leadership Office"),
        ):
            field = QLineEdit()
            field.setPlaceholderText(f"Such as {example}")
            self.new_form.add(name, caption, field)
        layout.addWidget(self.new_form)
        self.create_button = button("Create and save…", "file-plus", look="primary")
        self.create_button.clicked.connect(self._create)
        self.new_form.submitted.connect(self._create)
        layout.addWidget(self.create_button)
        return card

    def _create(self) -> None:
        values = {name: str(value) for name, value in self.new_form.values().items()}
        if not values["name"]:
            self.new_form.show_problem("name", "Give the programme a name.")
            self.start_new()
            return
        self.create_wanted.emit(NewProgramme(**values))

    def _recent_card(self, each: RecentProgramme) -> QFrame:
        card = QFrame()
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        where = "not found any more" if each.is_missing else _last_opened(each.opened)
        open_it = QPushButton(f"{each.programme}\n{each.cohort} · {where}")
        open_it.setProperty("look", "card")
        open_it.setToolTip(each.source)
        open_it.setAccessibleName(f"Open {each.programme}, {each.cohort}, {where}")
        open_it.setMinimumHeight(Theme.current().px(56))
        open_it.clicked.connect(lambda: self.open_wanted.emit(each.source))
        forget = icon_button(f"Take {each.programme} off this list", "x")
        forget.clicked.connect(lambda: self.forget_wanted.emit(each.source))
        row.addWidget(open_it, 1)
        row.addWidget(forget)
        return card


def _last_opened(moment: str) -> str:
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return "opened before"
    return f"last opened {written_date(when.astimezone())}"
