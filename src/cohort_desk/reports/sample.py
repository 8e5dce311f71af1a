"""The sample programme with its certificates, which have to be drawn."""

from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.certificates.issuing import press_of
from cohort_desk.services import sample


def create_sample(path: Path, report: Progress = unwatched) -> Database:
    """Make the sample programme as a file and open it; the file appears once it is whole.

    Raises:
        CohortDeskError: the place is taken or cannot be written to; nothing was made.
        Cancelled: `report` asked to stop; nothing was made.
    """
    return sample.create_sample(path, press_of, report)
