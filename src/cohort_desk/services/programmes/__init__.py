"""What a user can do with a programme and its cohorts; one function per action."""

from cohort_desk.db.engine import is_url
from cohort_desk.db.soundness import Soundness
from cohort_desk.services.programmes.cohorts import (
    Cohort,
    Programme,
    add_cohort,
    count_people,
    edit_cohort,
    edit_programme,
    read_programme,
)
from cohort_desk.services.programmes.documents import (
    FileGlance,
    check,
    create_programme,
    file_of,
    glance_at,
    name_of_copy,
    open_programme,
    remembered_as,
    restore,
    save_copy,
    watch,
    with_suffix,
)
from cohort_desk.services.programmes.servers import (
    NoProgrammeThere,
    PasswordNeeded,
    with_password,
    without_password,
)
from cohort_desk.services.programmes.working_files import WorkingFile, working_file

__all__ = [
    "Cohort",
    "FileGlance",
    "NoProgrammeThere",
    "PasswordNeeded",
    "Programme",
    "Soundness",
    "WorkingFile",
    "add_cohort",
    "check",
    "count_people",
    "create_programme",
    "edit_cohort",
    "edit_programme",
    "file_of",
    "glance_at",
    "is_url",
    "name_of_copy",
    "open_programme",
    "read_programme",
    "remembered_as",
    "restore",
    "save_copy",
    "watch",
    "with_password",
    "with_suffix",
    "without_password",
    "working_file",
]
