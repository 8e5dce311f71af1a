"""What the frame has to know of a page before it is built."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cohort_desk.ui.kit.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the navigation; `build` is called when the page is first gone to.

    `section` is the heading that it stands under, "" for those at the foot; one that is not
    `listed` is opened from elsewhere only. `actions` are the words of its buttons that the palette
    offers from anywhere.
    """

    key: str
    title: str
    icon: str
    build: "Callable[[], Page]"
    section: str = "Programme"
    listed: bool = True
    actions: tuple[str, ...] = ()
