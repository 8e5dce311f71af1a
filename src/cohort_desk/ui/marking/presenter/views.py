"""What the marking page does: which view is shown, of which sitting, and for whose eyes."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.services.modules import list_modules
from cohort_desk.ui.kit.desk import Desk

ViewName = Literal[
    "queue", "allotment", "agreement", "moderation", "release", "marks", "charts", "tutors"
]
VIEWS: Mapping[ViewName, str] = {
    "queue": "Queue",
    "allotment": "Allotment",
    "agreement": "Agreement",
    "moderation": "Moderation",
    "release": "Release",
    "marks": "Marks",
    "charts": "Charts",
    "tutors": "Tutors",
}
OF_ONE_SITTING: tuple[ViewName, ...] = ("allotment", "agreement", "moderation", "marks", "charts")
_OF_TUTORS: tuple[ViewName, ...] = ("queue", "moderation", "charts")
_SHOWN_OF = frozenset({"module", "assessment", "sitting"})
Occasion = tuple[int, int]
"""An assessment's id and the number of one of its sittings."""


class Part(Protocol):
    """One of the views; it reads only while it is seen."""

    def show(self, occasion: Occasion | None, /) -> None: ...
    def records_changed(self, kinds: frozenset[str], /) -> None: ...


class MarkingView(Protocol):
    """What the presenter needs of the page."""

    def show_view(self, view: ViewName, offered: Sequence[ViewName], context: str) -> None: ...
    def show_occasions(
        self, occasions: Sequence[tuple[Occasion, str]], chosen: Occasion | None
    ) -> None: ...


class ViewsPresenter:
    """Keeps the page current; only the view that is seen reads anything."""

    def __init__(self, page: MarkingView, desk: Desk, parts: Mapping[ViewName, Part]) -> None:
        self._page, self._desk, self._parts = page, desk, parts
        self._view: ViewName = "queue"
        self._offered: tuple[ViewName, ...] = tuple(VIEWS)
        self._occasions: dict[Occasion, str] = {}
        self._chosen: Occasion | None = None

    @property
    def occasion(self) -> Occasion | None:
        """The assessment and sitting that is chosen."""
        return self._chosen

    def take_role(self, role: str) -> None:
        """Offer a tutor the queue, moderation and charts only, an administrator everything."""
        self._offered = _OF_TUTORS if role == "tutor" else tuple(VIEWS)
        if self._view not in self._offered:
            self._view = self._offered[0]
        self.refresh()

    def show_cohort(self, _cohort_id: int) -> None:
        self._chosen = None
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw what is seen if anything in it is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()
        else:
            self._parts[self._view].records_changed(kinds)

    def refresh(self) -> None:
        """Read the sittings, and the view that is seen, anew."""
        modules = list_modules(self._desk.db, self._desk.cohort_id)
        self._occasions = {
            (assessment.id, sitting.number): assessment_name(
                module.code, assessment.title, sitting.number
            )
            for module in modules
            for assessment in module.assessments
            for sitting in assessment.sittings
        }
        if self._chosen not in self._occasions:
            self._chosen = next(iter(self._occasions), None)
        self._page.show_occasions(list(self._occasions.items()), self._chosen)
        self._show()

    def choose_view(self, view: ViewName) -> None:
        if view in self._offered:
            self._view = view
            self._show()

    def choose_occasion(self, occasion: Occasion) -> None:
        if occasion in self._occasions:
            self._chosen = occasion
            self._show()

    def go_to(self, view: ViewName, occasion: Occasion) -> None:
        """Show a view of one sitting, as another view asks for it."""
        if occasion in self._occasions:
            self._chosen = occasion
            self._page.show_occasions(list(self._occasions.items()), occasion)
        self.choose_view(view)

    def _show(self) -> None:
        count = counted(len(self._occasions), "assessment", "assessments")
        context = f"{count} in this cohort" if self._occasions else ""
        self._page.show_view(self._view, self._offered, context)
        self._parts[self._view].show(self._chosen)
