"""How every document is made: A4, tagged, the same head and foot on each page, written whole."""

import io
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reportlab.platypus import Flowable

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.files import whole_file
from cohort_desk.reports.pages import (
    LANDSCAPE,
    PORTRAIT,
    Imprint,
    PageCanvas,
    frame_size,
    furnish,
)
from cohort_desk.reports.tagging import Attachment
from cohort_desk.reports.typesetting import Typesetter

__all__ = [
    "LANDSCAPE",
    "PORTRAIT",
    "Imprint",
    "PageCanvas",
    "document_bytes",
    "drawn_bytes",
    "drawn_document",
    "frame_size",
    "furnish",
    "write_document",
]


def write_document(  # noqa: PLR0913  all but three have defaults that most documents keep
    path: Path,
    imprint: Imprint,
    story: Sequence[Flowable],
    *,
    page_size: tuple[float, float] = PORTRAIT,
    report: Progress = unwatched,
    pages: int = 1,
    contents: bool = False,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Write flowables as a PDF, replacing the file only once the new one is whole.

    Args:
        path: the file to write.
        imprint: what the document says of itself.
        story: what it is made of, in reading order.
        page_size: PORTRAIT or LANDSCAPE.
        report: called after each page.
        pages: how many there will be, about.
        contents: whether its sections are listed after its introduction where it is long.
        attachments: files that it carries.

    Raises:
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    with whole_file(path) as part:
        typesetter = Typesetter(imprint, page_size, attachments, report, pages)
        part.write_bytes(typesetter.set(story, contents=contents))


def document_bytes(
    imprint: Imprint,
    story: Sequence[Flowable],
    *,
    page_size: tuple[float, float] = PORTRAIT,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return flowables as a PDF, for what is kept in the store."""
    return Typesetter(imprint, page_size, attachments).set(story)


@contextmanager
def drawn_document(
    path: Path,
    imprint: Imprint,
    page_size: tuple[float, float] = PORTRAIT,
    attachments: Sequence[Attachment] = (),
) -> Generator[PageCanvas]:
    """Yield a canvas for a document whose pages are drawn by measure, such as labels.

    Raises:
        CannotWrite: the folder, the file or the disk refuses.
    """
    with whole_file(path) as part:
        canvas = PageCanvas(str(part), imprint, page_size, attachments)
        yield canvas
        canvas.save()


def drawn_bytes(
    imprint: Imprint,
    draw: Callable[[PageCanvas], None],
    page_size: tuple[float, float] = PORTRAIT,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """Return a document whose pages are drawn by measure, for what is kept in the store."""
    buffer = io.BytesIO()
    canvas = PageCanvas(buffer, imprint, page_size, attachments)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()
