"""Tagged documents: PDF/UA-1 for who listens to them, PDF/A-2a or 3a for who keeps them.

`TaggedCanvas` is a canvas on which everything drawn stands in an element of the structure or is
declared an artifact; what is neither is refused. Flowables tag themselves through `Tag`.
"""

from cohort_desk.reports.tagging.attachments import Attachment
from cohort_desk.reports.tagging.canvas import TaggedCanvas
from cohort_desk.reports.tagging.marking import Untagged
from cohort_desk.reports.tagging.metadata import About
from cohort_desk.reports.tagging.structure import Element, cell, figure_box, numbering
from cohort_desk.reports.tagging.tags import Tag, tagged_canvas

__all__ = [
    "About",
    "Attachment",
    "Element",
    "Tag",
    "TaggedCanvas",
    "Untagged",
    "cell",
    "figure_box",
    "numbering",
    "tagged_canvas",
]
