"""Which certificates, people and designs a command means."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from cohort_desk.cli.programmes import cohort_of
from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.starting import NEEDS
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.certificates.batches import batch_ids
from cohort_desk.services.certificates.designs import add_starting_design, list_designs
from cohort_desk.services.certificates.ready import ReadyLine, State
from cohort_desk.services.certificates.register import (
    Entry,
    find,
    read_register,
)
from cohort_desk.services.modules import list_modules
from cohort_desk.services.programmes import Cohort

_NAMED = 10


def add_subject_argument(parser: ArgumentParser) -> None:
    """Add what the certificates are of."""
    parser.add_argument(
        "--of",
        default=Kind.AWARD.value,
        metavar="WHAT",
        help="award, attendance, or the code of a module; the award if left out",
    )


def subject_of(db: Database, cohort: Cohort, typed: str) -> tuple[Kind, int | None]:
    """Return what certificates are of, and of a module which.

    Raises:
        NotFound: the cohort has no such module; the text lists those there are.
    """
    wanted = typed.casefold()
    if wanted in {Kind.AWARD.value, Kind.ATTENDANCE.value}:
        return Kind(wanted), None
    modules = list_modules(db, cohort.id)
    for module in modules:
        if module.code.casefold() == wanted:
            return Kind.MODULE, module.id
    known = ", ".join(module.code for module in modules) or "none yet"
    raise NotFound(
        f"{cohort.name} has no module “{typed}”. Its modules are: {known}. Certificates can also "
        "be of the award or of attendance."
    )


def people_named(lines: Sequence[ReadyLine], names: Sequence[str] | None) -> tuple[int, ...]:
    """Return the ids of those named, or of all who are ready.

    Raises:
        NotFound: nobody is ready, or somebody is not in the cohort.
    """
    if names is None:
        ready = tuple(line.participant_id for line in lines if line.state is State.READY)
        if not ready:
            raise NotFound("Nobody is ready for this certificate. “certificates ready” says why.")
        return ready
    by_name: dict[str, list[int]] = {}
    for line in lines:
        by_name.setdefault(line.name.casefold(), []).append(line.participant_id)
    unknown = [name for name in names if len(by_name.get(name.casefold(), ())) != 1]
    if unknown:
        listed = ", ".join(f"“{name}”" for name in unknown[:_NAMED])
        raise NotFound(f"The cohort has nobody, or several people, called {listed}.")
    return tuple(by_name[name.casefold()][0] for name in names)


def design_for(db: Database, kind: Kind, name: str | None) -> int:
    """Return the design named, or else the first of its kind, which is made if there is none.

    Raises:
        NotFound: there is no design of that name; the text lists those there are.
    """
    designs = list_designs(db, kind)
    if name is None:
        if designs:
            return designs[0].id
        return add_starting_design(db, next(need for need in NEEDS if need.kind is kind))
    for design in designs:
        if design.name.casefold() == name.casefold():
            return design.id
    known = ", ".join(f"“{design.name}”" for design in designs) or "none yet"
    raise NotFound(
        f"There is no design “{name}” for certificates of this kind "
        f"({KIND_WORDS[kind].lower()}). There is: {known}."
    )


def certificate_named(db: Database, typed: str) -> Entry:
    """Return the certificate of a serial or a verification code.

    Raises:
        NotFound: the register has none.
    """
    found = find(db, typed)
    if found is None:
        raise NotFound(f"The register has no certificate “{typed}”.")
    return found


def chosen_certificates(db: Database, options: Namespace) -> list[Entry]:
    """Return those named by serial, by batch or by cohort, or all, valid or not.

    Raises:
        NotFound: there are none.
    """
    if options.serials:
        return [certificate_named(db, typed) for typed in options.serials]
    cohort = cohort_of(db, options) if options.cohort else None
    entries = {entry.id: entry for entry in read_register(db, cohort.id if cohort else None)}
    if options.batch:
        entries = {key: entries[key] for key in batch_ids(db, options.batch) if key in entries}
    if not entries:
        raise NotFound("There is no certificate to write. Issue some first.")
    return list(entries.values())
