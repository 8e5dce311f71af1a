"""Which of the page's views is seen; only that one reads anything."""

from collections.abc import Mapping
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
        "session",
        "attendance",
        "programme",
    }
)
_SHOWN_OF: Mapping[ViewName, frozenset[str]] = {
    "ready": _READY_OF,
    "register": frozenset({"certificate", "participant", "decision", "board"}),
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

    def __init__(self, page: PageView, parts: Mapping[ViewName, Part]) -> None:
        self._page, self._parts = page, parts
        self._view: ViewName = "ready"

    @property
    def view(self) -> ViewName:
        """The view that is seen."""
        return self._view

    def show(self, view: ViewName) -> None:
        """Turn to a view."""
        self._view = view
        self._page.show_view(view, CONTEXTS[view])
        self.refresh()

    def refresh(self) -> None:
        """Read what is seen anew."""
        if part := self._parts.get(self._view):
            part.show()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw what is seen if anything in it is among the records that changed."""
        if kinds & _SHOWN_OF.get(self._view, frozenset()):
            self.refresh()
