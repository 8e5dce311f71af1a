"""The home page: where this cohort stands, what is odd, what happened last."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.words import counted
from cohort_desk.services.home.standing import RecentStep, Standing
from cohort_desk.services.home.track import track_of
from cohort_desk.ui.home.cards import card
from cohort_desk.ui.home.presenter.standing import Oddity, Stage, state_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_view import ChartView
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.reports.charts.chart import Chart

_HELP = (
    "Where the chosen cohort stands, from the nominees’ spreadsheet to published groups. "
    "Each stage leads to its page; below is what someone should look at."
)
_IN_A_ROW, _IN_A_ROW_OF_LARGE_TEXT, _LARGE_TEXT = 5, 3, 125
"""Stages side by side, so that their words have room in a small window."""
_STATE_WORDS: dict[str, tuple[str, tokens.ToneName]] = {
    "done": ("Done", "success"),
    "now": ("Next", "accent"),
    "later": ("Later", "neutral"),
}


class HomePage(Page):
    """Shows the track and passes on where the user wants to go."""

    wanted = Signal(str, object)
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Home", help_text=_HELP)
        self.bring_in = self.set_primary("Import people", "upload")
        self.bring_in.clicked.connect(lambda: self.wanted.emit("import", None))
        self.print_button = self.add_action("Print progress…", "printer")
        self.print_button.clicked.connect(self.print_asked)
        self.progress: ChartView | None = None
        self._body = QWidget()
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.addWidget(self._body)
        scroll = QScrollArea()
        scroll.setAccessibleName("Where this cohort stands")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(holder)
        self.set_content(scroll)

    def show_empty(self, cohort: str) -> None:
        """Show how to begin, while the cohort has nobody."""
        self.set_context(cohort)
        self.bring_in.hide()
        self.print_button.hide()
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
        self.print_button.show()
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
        layout.addWidget(self._progress_chart(standing))
        layout.addStretch(1)
        self._holder.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        self.show_content()

    def _track(self, stages: tuple[Stage, ...]) -> QGridLayout:
        track = QGridLayout()
        track.setSpacing(tokens.S)
        large = Theme.current().scale >= _LARGE_TEXT
        in_a_row = _IN_A_ROW_OF_LARGE_TEXT if large else _IN_A_ROW
        for number, stage in enumerate(stages):
            row, place = divmod(number, in_a_row)
            if place:
                arrow = QLabel()
                arrow.setPixmap(Theme.current().pixmap("chevron-right", tokens.ICON))
                track.addWidget(arrow, row, 2 * place - 1)
            track.addWidget(self._stage_card(stage), row, 2 * place)
            track.setColumnStretch(2 * place, 1)
        return track

    def _progress_chart(self, standing: Standing) -> ChartView:
        """Return the track as a chart, which stays as it was seen, a picture or a table."""
        before = self.progress
        self.progress = ChartView(f"How far {standing.cohort} has come")
        self.progress.as_table.setChecked(before.as_table.isChecked() if before else False)
        self.progress.show_chart(partial(_progress, standing))
        return self.progress

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


def _progress(standing: Standing) -> "Chart":
    # Only once it is shown.
    from cohort_desk.reports.charts.track import progress_track  # noqa: PLC0415

    return progress_track(track_of(standing), standing.cohort)


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
