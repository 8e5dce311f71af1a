"""The groups of a proposal, name by name, for the panel on the right; with its score card."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.services.groups.mixes import mixes_of_proposed
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_view import ChartView
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.reports.charts.chart import Chart
    from cohort_desk.services.groups import Proposal, ProposedGroup

_MOST = 60


def groups_list(proposal: "Proposal", print_score: Callable[[], object]) -> QWidget:
    """Return the groups with their people; of very many only the first."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.XS)
    printing = button("Print the score card…", "printer")
    printing.setAccessibleName(f"Print the score card of proposal {proposal.number}…")
    printing.clicked.connect(print_score)
    row = QHBoxLayout()
    row.addWidget(printing)
    row.addStretch(1)
    layout.addLayout(row)
    layout.addWidget(_mix(proposal))
    for group in proposal.groups[:_MOST]:
        _add(layout, group)
    more = len(proposal.groups) - _MOST
    if more > 0:
        layout.addSpacing(tokens.S)
        layout.addWidget(label(f"And {counted(more, 'more group', 'more groups')}.", "muted"))
    for group in proposal.left_as_is[:_MOST]:
        _add(layout, group, note="Left as it is")
    layout.addStretch(1)
    return holder


def _mix(proposal: "Proposal") -> ChartView:
    """Return the sectors of the groups as a chart; of very many only the first."""
    groups = (*proposal.groups, *proposal.left_as_is)[:_MOST]

    def make() -> "Chart":
        # Only once it is shown.
        from cohort_desk.reports.charts.mix import sector_mix  # noqa: PLC0415

        return sector_mix(mixes_of_proposed(groups))

    view = ChartView("Sectors in each group", narrow=True)
    view.show_chart(make)
    return view


def _add(layout: QVBoxLayout, group: "ProposedGroup", note: str = "") -> None:
    layout.addSpacing(tokens.S)
    layout.addWidget(label(f"{group.name} ({len(group.members)})", "strong"))
    for line in (note, group.worst):
        if line:
            layout.addWidget(label(line, "small", wrap=True))
    layout.addWidget(label("\n".join(name for _, name in group.members), wrap=True))
