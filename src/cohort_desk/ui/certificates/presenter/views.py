"""Which of the page's views is seen; only that one reads anything."""

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

ViewName = Literal["ready", "register", "designs", "verify", "keys"]
VIEWS: Mapping[ViewName, str] = {
    "ready": "Ready to issue",
    "register": "Register",
    "designs": "Designs",
    "verify": "Verify",
    "keys": "Keys",
}
CONTEXTS: Mapping[ViewName, str] = {
    "ready": "Signed certificates for what a board has ratified, and for attendance",
    "register": "Every certificate issued, for good",
    "designs": "How certificates look; what was issued keeps the design it was issued with",
    "verify": "Whether a certificate is genuine and still holds",
    "keys": "What certificates are signed with",
}
_READY_OF = frozenset(
    {
        "certificate",
        "certificate_template",
        "participant",
        "decision",
        "board",
        "module",
        "membership",
        "published_version",
        "taught_session",
        "attendance",
        "programme",
    }
)
_SHOWN_OF: Mapping[ViewName, frozenset[str]] = {
    "ready": _READY_OF,
    "register": frozenset(
        {"certificate", "participant", "decision", "board", "taught_session", "attendance"}
    ),
    "designs": frozenset({"certificate_template", "programme"}),
}


class Part(Protocol):
    """What one of the views shows."""

    def show(self) -> None: ...


class PageView(Protocol):
    """What the presenter needs of the page."""

    def show_view(self, view: ViewName, context: str) -> None: ...


class ViewsPresenter:
    """Keeps current what is seen."""

    def __init__(
        self, page: PageView, parts: Mapping[ViewName, Part], may_leave: Callable[[], bool]
    ) -> None:
        self._page, self._parts, self._may_leave = page, parts, may_leave
        self._view: ViewName = "ready"

    @property
    def view(self) -> ViewName:
        """The view that is seen."""
        return self._view

    def show(self, view: ViewName) -> bool:
        """Turn to a view, unless the user stays with what cannot be saved; tells whether."""
        if view != self._view and not self._may_leave():
            self._page.show_view(self._view, CONTEXTS[self._view])
            return False
        self._view = view
        self._page.show_view(view, CONTEXTS[view])
        self.refresh()
        return True

    def refresh(self) -> None:
        """Read what is seen anew."""
        if part := self._parts.get(self._view):
            part.show()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw what is seen if anything in it is among the records that changed."""
        if kinds & _SHOWN_OF.get(self._view, frozenset()):
            self.refresh()
