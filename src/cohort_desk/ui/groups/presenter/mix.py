"""How the groups of a round are mixed, as charts: by sector and by agency."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from cohort_desk.services import groups
from cohort_desk.services.groups.mixes import GroupMix, mixes_of_board
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, LatestReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.reports.charts.chart import Chart, Titled

_EACH = 26
"""How many groups one chart shows."""


class MixView(Protocol):
    """What the presenter needs of the view."""

    def show_charts(self, charts: "Sequence[Titled]") -> None: ...
    def show_nothing(self, sentence: str, explanation: str) -> None: ...


class MixPresenter:
    """Draws the groups as they stand."""

    def __init__(self, view: MixView, desk: Desk, read_at_once: int = READ_AT_ONCE) -> None:
        self._view, self._desk, self._read_at_once = view, desk, read_at_once
        self._reading = LatestReading("Reading the groups", desk)

    def show_round(self, round_id: int) -> None:
        """Show how the groups of a round are mixed.

        Raises:
            NotFound: the round has been deleted.
        """
        db = self._desk.db
        small = groups.board_size(db, round_id) <= self._read_at_once
        self._reading.ask(
            lambda _report: mixes_of_board(groups.read_board(db, round_id)),
            self._show,
            at_once=small,
        )

    def _show(self, mixes: tuple[GroupMix, ...]) -> None:
        filled = [mix for mix in mixes if mix.people]
        if not filled:
            self._view.show_nothing(
                "There is nobody in a group yet.",
                "Once groups are formed, charts here show how sectors and agencies are mixed.",
            )
            return
        parts = [filled[at : at + _EACH] for at in range(0, len(filled), _EACH)]
        charts: list[Titled] = []
        for part in parts:
            where = f": {part[0].name} to {part[-1].name}" if len(parts) > 1 else ""
            for made, title in ((_sectors, "Sectors"), (_agencies, "Agencies")):
                words = f"{title} in each group{where}"
                charts.append((words, partial(made, part, words)))
        self._view.show_charts(charts)


def _sectors(part: "Sequence[GroupMix]", title: str) -> "Chart":
    # Only once it is shown.
    from cohort_desk.reports.charts.mix import sector_mix  # noqa: PLC0415

    return sector_mix(part, title)


def _agencies(part: "Sequence[GroupMix]", title: str) -> "Chart":
    from cohort_desk.reports.charts.mix import agency_mix  # noqa: PLC0415 - as above

    return agency_mix(part, title)
