"""The home page: where this cohort stands, what is odd, what happened last."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.words import counted
from cohort_desk.services.home.standing import RecentStep, Standing
from cohort_desk.ui.home.cards import card
from cohort_desk.ui.home.presenter.standing import Oddity, Stage, state_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, Tag, button, label

_HELP = (
    "Where the chosen cohort stands, from the nominees’ spreadsheet to published groups. "
    "Each stage leads to its page; below is what someone should look at."
)
_IN_A_ROW = 4
"""Stages side by side, so that their words have room in a small window."""
_STATE_WORDS: dict[str, tuple[str, tokens.ToneName]] = {
    "done": ("Done", "success"),
    "now": ("Next", "accent"),
    "later": ("Later", "neutral"),
}


class HomePage(Page):
    """Shows the track and passes on where the user wants to go."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("Home", help_text=_HELP)
        self.bring_in = self.set_primary("Import people", "upload")
        self.bring_in.clicked.connect(lambda: self.wanted.emit("import", None))
        self._body = QWidget()
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.addWidget(self._body)
        self.set_content(holder)

    def show_empty(self, cohort: str) -> None:
        """Show how to begin, while the cohort has nobody."""
        self.set_context(cohort)
        self.bring_in.hide()
        empty = EmptyState(
            "file-spreadsheet",
            f"{cohort} has nobody in it yet.",
            "Import a spreadsheet of nominees",
            "CSV, Excel or OpenDocument, as your agencies sent it. You see every row’s outcome "
            "before anything is saved. Or add people one by one on the People page.",
        )
        empty.asked.connect(lambda: self.wanted.emit("import", None))
        self.show_state(empty)

    def show_standing(
        self, standing: Standing, stages: tuple[Stage, ...], oddities: tuple[Oddity, ...]
    ) -> None:
        """Show the track, the oddities and the newest steps."""
        people = counted(standing.people, "person", "people")
        agencies = counted(standing.agencies, "agency", "agencies")
        completed = f" · {state_words(standing)}" if standing.completed else ""
        withdrawn = f" · {standing.withdrawn:,} withdrawn" if standing.withdrawn else ""
        self.set_context(f"{standing.cohort} · {people} from {agencies}{completed}{withdrawn}")
        self.bring_in.show()
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, tokens.S, 0, 0)
        layout.setSpacing(tokens.XL)
        layout.addLayout(self._track(stages))
        below = QHBoxLayout()
        below.setSpacing(tokens.L)
        below.addWidget(self._oddities(oddities), 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(_recent(standing.recent), 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(below)
        layout.addStretch(1)
        self._holder.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        self.show_content()

    def _track(self, stages: tuple[Stage, ...]) -> QGridLayout:
        track = QGridLayout()
        track.setSpacing(tokens.S)
        for number, stage in enumerate(stages):
            row, place = divmod(number, _IN_A_ROW)
            if place:
                arrow = QLabel()
                arrow.setPixmap(Theme.current().pixmap("chevron-right", tokens.ICON))
                track.addWidget(arrow, row, 2 * place - 1)
            track.addWidget(self._stage_card(stage), row, 2 * place)
            track.setColumnStretch(2 * place, 1)
        return track

    def _stage_card(self, stage: Stage) -> QFrame:
        frame, layout = card()
        head = QHBoxLayout()
        head.addWidget(label(stage.name, "strong"))
        head.addStretch(1)
        head.addWidget(Tag(*_STATE_WORDS[stage.state]))
        layout.addLayout(head)
        layout.addWidget(label(stage.figure, "display"))
        words = OneLine("muted")
        words.setText(stage.words)
        layout.addWidget(words)
        go = button(f"Open {stage.page}", look="link")
        go.setAccessibleName(f"{stage.name}: {stage.figure} {stage.words}. Open {stage.page}")
        go.clicked.connect(lambda: self.wanted.emit(stage.page, None))
        layout.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _oddities(self, oddities: tuple[Oddity, ...]) -> QFrame:
        frame, layout = card()
        layout.addWidget(label("To look at", "heading"))
        if not oddities:
            layout.addWidget(label("Nothing odd. Everybody is where they should be.", "muted"))
        for oddity in oddities:
            row = QHBoxLayout()
            row.addWidget(label(oddity.sentence, wrap=True), 1)
            look = button("Look", look="link")
            look.setAccessibleName(f"Look: {oddity.sentence}")
            look.clicked.connect(
                lambda _=False, where=oddity: self.wanted.emit(where.page, where.record)
            )
            row.addWidget(look)
            layout.addLayout(row)
        return frame


def _recent(steps: tuple[RecentStep, ...]) -> QFrame:
    frame, layout = card()
    layout.addWidget(label("Latest changes", "heading"))
    if not steps:
        layout.addWidget(label("Nothing has been changed yet.", "muted"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.M)
    grid.setVerticalSpacing(tokens.S)
    grid.setColumnStretch(1, 1)
    for row, step in enumerate(steps):
        when = label(written_moment(step.at), "muted")
        grid.addWidget(when, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(f"{step.step} ({step.actor})", wrap=True), row, 1)
    layout.addLayout(grid)
    return frame
