"""What stands for the programme on paper: the code that serials begin with, and its logo."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateRow, ProgrammeRow
from cohort_desk.domain.certificates.serial import checked_programme_code
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services.certificates.pictures import fit_to_print
from cohort_desk.services.store import keep


@dataclass(frozen=True, slots=True)
class Identity:
    """The programme's code and logo at one version of the programme.

    `logo` names a picture in the store. `fixed` says why the code cannot be changed now; ''
    while it can.
    """

    version: int
    code: str | None
    logo: str | None
    fixed: str


def read_identity(db: Database) -> Identity:
    """Return the programme's code and logo."""
    with db.read() as work:
        row = work.need(ProgrammeRow, 1)
        return Identity(row.version, row.code, row.logo_sha256, why_fixed(work))


def set_code(db: Database, version: int, code: str) -> None:
    """Set the short name that serials begin with, such as SCRLP.

    It can be changed as long as no certificate of the running year has been issued: the serials of
    a year are one series, and under two names each would seem to have gaps.

    Raises:
        RuleBroken: it is no code, or is fixed for this year.
        EditedMeanwhile: someone else has changed the programme since that version.
    """
    checked = checked_programme_code(code)
    with db.begin(f"programme’s code {checked}", f"Serials begin with {checked}") as work:
        row = work.need(ProgrammeRow, 1, version)
        if row.code == checked:
            return
        fixed = why_fixed(work)
        if fixed:
            raise RuleBroken("code", fixed)
        row.code = checked


def set_logo(db: Database, version: int, name: str, data: bytes | None) -> None:
    """Set the programme's logo, or with None take it away; `name` is the picture's file name.

    Raises:
        RuleBroken: it is no PNG or JPEG that can be printed.
        EditedMeanwhile: someone else has changed the programme since that version.
    """
    picture = None if data is None else fit_to_print(name, data)
    said = "Took away the programme’s logo" if data is None else "Set the programme’s logo"
    with db.begin("programme’s logo", said) as work:
        row = work.need(ProgrammeRow, 1, version)
        row.logo_sha256 = None if picture is None else keep(work, name, picture)


def why_fixed(work: UnitOfWork) -> str:
    """Return why the programme's code cannot be changed now, within a transaction."""
    year = datetime.now(UTC).astimezone(LONDON).year
    newest = (
        select(CertificateRow.serial)
        .where(CertificateRow.year == year)
        .order_by(CertificateRow.number.desc())
        .limit(1)
    )
    serial = work.session.scalar(newest)
    if serial is None:
        return ""
    return (
        f"Certificates of {year} have been issued up to {serial}, so the programme’s code stays "
        f"as it is until {year + 1}: the serials of a year are one series."
    )
