"""Groups and their members as Moodle takes them.

Two files, for Moodle has two doors. The groups file goes into a course (Participants › Groups ›
Import groups) and makes the groups, in a grouping that bears the round's name. The members file
goes into the site (Site administration › Users › Upload users), enrols everybody in the course and
puts them into their group, which it makes if need be.

A group's name is its own only within its round, but Moodle knows the groups of a course by name. So
in both files the round stands before it: "Innovation projects: Group 1".
Source: Moodle's documentation, "Import groups" and "Upload users", and its group/import.php.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from cohort_desk.domain.errors import CannotWrite, RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import guarded
from cohort_desk.files import whole_file
from cohort_desk.services.groups.enrolments import Enrolments

GROUP_FIELDS = ("groupname", "description", "enrolmentkey", "groupingname")
MEMBER_FIELDS = (
    "username",
    "firstname",
    "lastname",
    "email",
    "idnumber",
    "institution",
    "course1",
    "group1",
    "cohort1",
)
_LONGEST_GROUP = 254
_REPORT_EVERY = 500


def write_moodle_groups(enrolments: Enrolments, path: Path, report: Progress = unwatched) -> None:
    """Write the groups for "Import groups" of a course, with a grouping for the round.

    Raises:
        RuleBroken: there are no groups.
        CannotWrite: another ending than .csv, or the place cannot be written to.
    """
    if not enrolments.groups:
        raise RuleBroken("groups", "There are no groups yet. Form some, then export them.")
    rows = [
        (
            _in_course(enrolments, name),
            f"{enrolments.round_name}, {enrolments.cohort}: {counted(count, 'person', 'people')}",
            "",
            enrolments.round_name,
        )
        for name, count in zip(enrolments.groups, enrolments.sizes, strict=True)
    ]
    _write(path, GROUP_FIELDS, rows, report)


def write_moodle_members(
    enrolments: Enrolments, course: str, path: Path, report: Progress = unwatched
) -> None:
    """Write everybody with the course and their group in it, for "Upload users".

    The username is the e-mail, which no two people share. Where the site's usernames are others,
    its "Match on email address" finds the people all the same.

    Args:
        enrolments: who is in which group.
        course: the short name of the course in Moodle.
        path: the file.
        report: counts people.

    Raises:
        RuleBroken: the course has no short name, or nobody in a group has an e-mail.
        CannotWrite: another ending than .csv, or the place cannot be written to.
    """
    if not course.strip():
        raise RuleBroken("course", "Give the short name that the course has in Moodle.")
    if not enrolments.people:
        raise RuleBroken("groups", "Nobody with an e-mail is in a group yet. Nothing was written.")
    rows = [
        (
            one.email.lower(),
            one.given_name or one.family_name,
            one.family_name,
            one.email,
            one.reference,
            one.agency,
            course.strip(),
            _in_course(enrolments, one.group),
            enrolments.cohort,
        )
        for one in enrolments.people
    ]
    _write(path, MEMBER_FIELDS, rows, report)


def _in_course(enrolments: Enrolments, group: str) -> str:
    """Return a group's name in the course; of one that is too long, the round's name gives way."""
    own = f": {group}"[:_LONGEST_GROUP]
    return enrolments.round_name[: _LONGEST_GROUP - len(own)] + own


def _write(
    path: Path, fields: Sequence[str], rows: Sequence[Sequence[str]], report: Progress
) -> None:
    """Write plain UTF-8, as Moodle expects it, without a byte-order mark."""
    if path.suffix.lower() != ".csv":
        raise CannotWrite(f"Moodle takes .csv files, not “{path.suffix or 'no ending'}”.")
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(fields)
        for done, row in enumerate(rows):
            if done % _REPORT_EVERY == 0:
                report(done, len(rows))
            writer.writerow([guarded(value) for value in row])
        report(len(rows), len(rows))
