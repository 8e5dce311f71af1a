"""A picture of a PDF's first page."""

from PySide6.QtGui import QImage

from cohort_desk.ui.kit.pdf_pages import Tile, open_pages, whole_size


def page_picture(content: bytes, width: int) -> QImage:
    """Return the first page, its longer side so many pixels.

    Raises:
        CannotShow: the PDF is damaged.
    """
    pages = open_pages("Certificate.pdf", content)
    size = pages.sizes[0]
    scale = width / max(size)
    picture = pages.draw(Tile(0, scale, 0, 0, *whole_size(size, scale)))
    pages.close()
    return picture
