"""What the views of the Savings page have in common, so that the page need know none of them.

    class ClaimsView:                       # in ui/savings/claims/wiring.py
        name, title = "claims", "Claims"
        …

    def open_claims(page: SavingsPage, session: Session) -> View: …

A view is made when it is first turned to, and reads anew when it is shown, when one of the tables
that it `hears` of has changed while it is seen, and when the choice of cohorts changes.
"""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QPushButton, QWidget


class View(Protocol):
    """One of the views of the Savings page."""

    @property
    def widget(self) -> QWidget:
        """What is seen under the tabs."""
        ...

    @property
    def actions(self) -> Sequence[QPushButton]:
        """Its actions for the head of the page, the main one last."""
        ...

    @property
    def hears(self) -> frozenset[str]:
        """The tables whose changes it shows."""
        ...

    def show(self) -> None:
        """Read what it shows anew, of the cohorts that `page.cohort_id` says."""
        ...

    def open(self, record: object) -> None:
        """Show one of its records; one that is not its own changes nothing."""
        ...

    def start_search(self) -> None:
        """Put the cursor into its search field, if it has one."""
        ...

    def may_leave(self) -> bool:
        """Save what is typed before it is left; False to stay with what cannot be saved."""
        ...
