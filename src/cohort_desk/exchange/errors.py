"""What can be wrong with a spreadsheet that comes in."""

from cohort_desk.domain.errors import CohortDeskError


class UnreadableFile(CohortDeskError):
    """The file could not be read as a spreadsheet; the text says why and what to do."""
