"""What flowables tag themselves by."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.tagging.canvas import TaggedCanvas
from cohort_desk.reports.tagging.structure import Element


class Tag:
    """The element of a flowable, one for all the parts into which pages split it.

    It comes to be when the first part is drawn, in the element that is open then or in that of
    `inside`; so a list is one element though its items are flowables of their own. Drawing on
    another canvas begins anew.
    """

    def __init__(
        self, role: str, *, inside: "Tag | None" = None, title: str = "", attributes: str = ""
    ) -> None:
        self.role, self.title = role, title
        self._inside, self._attributes = inside, attributes
        self._place = ""
        self._canvas: TaggedCanvas | None = None
        self._element: Element | None = None

    @contextmanager
    def drawn(self, canvas: TaggedCanvas, top: float = 0) -> Generator[None]:
        """Draw the flowable's content in its element; its top is so far above the origin."""
        with self.open(canvas, top), canvas.content():
            yield

    @contextmanager
    def open(self, canvas: TaggedCanvas, top: float = 0) -> Generator[None]:
        """Draw what stands in the flowable's element, such as other elements."""
        if canvas.marking:
            yield
            return
        with ExitStack() as stack:
            if self._inside:
                stack.enter_context(self._inside.open(canvas))
            if self._canvas is not canvas or self._element is None:
                self._canvas, self._element = canvas, self._made(canvas, top)
            stack.enter_context(canvas.within(self._element))
            yield

    def _made(self, canvas: TaggedCanvas, top: float) -> Element:
        made = canvas.new_element(self.role, title=self.title, attributes=self._attributes)
        if made.level:
            # Not written, and the same on every canvas: a list of contents is drawn before it.
            self._place = self._place or uuid4().hex
            made.place = canvas.mark_place(top, self._place)
        return made


def tagged_canvas(canvas: Canvas) -> TaggedCanvas:
    """Return the canvas that a flowable is drawn on, which must be a tagged one."""
    if not isinstance(canvas, TaggedCanvas):
        raise TypeError(f"{type(canvas).__name__} cannot carry tags")
    return canvas
