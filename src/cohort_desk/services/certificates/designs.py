"""The programme's designs of certificates: read, added, changed, copied and deleted.

Each function that writes is one step. What was issued keeps the design it was issued with: a
certificate's snapshot has a copy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateTemplateRow, ProgrammeRow
from cohort_desk.domain.certificates.design import CAPTIONS, Design, check
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.plain import from_plain, to_plain
from cohort_desk.domain.certificates.starting import NEEDS, Look, Need, starting_design
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import free_name
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services import store
from cohort_desk.services.certificates.pictures import check_kept, fit_to_print, read_pictures

_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class KeptDesign:
    """A design of the programme at one version."""

    id: int
    version: int
    design: Design

    @property
    def name(self) -> str:
        """What it is called."""
        return self.design.name

    @property
    def kind(self) -> Kind:
        """What its certificates are for."""
        return self.design.kind


def list_designs(db: Database, kind: Kind | None = None) -> tuple[KeptDesign, ...]:
    """Return the designs, of one kind if it is given, in the order of their names."""
    with db.read() as work:
        rows = work.session.scalars(select(CertificateTemplateRow))
        kept = [_kept(row) for row in rows]
    wanted = (each for each in kept if kind in (None, each.kind))
    return tuple(sorted(wanted, key=lambda each: each.name.casefold()))


def read_design(db: Database, design_id: int) -> KeptDesign:
    """Return one design.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return _kept(work.need(CertificateTemplateRow, design_id))


def pictures_of(db: Database, design: Design) -> Mapping[str, bytes]:
    """Return the pictures that a design shows, by their SHA-256.

    Raises:
        NotFound: the store has not got one of them.
        FileSpoilt: one is no longer what was kept.
    """
    return read_pictures(db, design.pictures)


def add_design(db: Database, design: Design) -> int:
    """Add a design, and return its id.

    Raises:
        RuleBroken: something of it cannot stand, or another design bears the name.
    """
    design = _clean(design)
    name = design.name
    with db.begin(f"addition of design {name}", f"Added design {name}") as work:
        return insert_design(work, design).id


def add_starting_design(db: Database, need: Need, look: Look = Look.CLASSIC) -> int:
    """Add a design to start from, with the programme's logo, and return its id.

    Where its name is borne, it gets a number.
    """
    with db.begin("addition of a design") as work:
        row = _insert_starting(work, need, look)
        work.call(f"addition of design {row.name}", f"Added design {row.name}")
        return row.id


def add_starting_set(db: Database) -> tuple[int, ...]:
    """Add a design for every need in one step, and return their ids."""
    with db.begin("addition of the starting designs", "Added the starting designs") as work:
        return tuple(_insert_starting(work, need, Look.CLASSIC).id for need in NEEDS)


def take_design(db: Database, design: Design, pictures: Mapping[str, bytes]) -> int:
    """Add a design that came from elsewhere with its pictures, and return its id.

    Its pictures are made fit to be printed anew, whatever they are; where its name is borne, it
    gets a number.

    Args:
        db: the programme.
        design: names each of its pictures by a key of `pictures`.
        pictures: PNG or JPEG files.

    Raises:
        RuleBroken: something of it cannot stand, or a picture is missing or cannot be read.
    """
    design = _clean(design)
    missing = [key for key in design.pictures if key not in pictures]
    if missing:
        raise RuleBroken("logo", "The design shows a picture that did not come with it.")
    fit = {key: fit_to_print(f"picture {key[:8]}", pictures[key]) for key in design.pictures}
    with db.begin(f"import of design {design.name}", f"Imported design {design.name}") as work:
        kept = {key: store.keep(work, key, picture) for key, picture in fit.items()}
        return insert_under_free_name(work, _with_pictures(design, kept), design.name).id


def edit_design(db: Database, design_id: int, version: int, design: Design) -> None:
    """Put a changed design in the place of one that is still as the user saw it.

    Certificates that were issued with it stay as they are.

    Raises:
        RuleBroken: something of it cannot stand, or another design bears the name.
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    design = _clean(design)
    with db.begin(f"change of design {design.name}") as work:
        row = work.need(CertificateTemplateRow, design_id, version)
        what = _what_differs(from_plain(row.design), design)
        if not what:
            return
        work.call(f"change of {what} of design {row.name}", f"Changed {what} of design {row.name}")
        _check_free(work, design.name, apart_from=design_id)
        check_kept(work, design.pictures)
        row.name, row.design = design.name, to_plain(design)


def copy_design(db: Database, design_id: int) -> int:
    """Add a copy of a design under a name of its own, and return its id.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.begin("copy of a design") as work:
        design = from_plain(work.need(CertificateTemplateRow, design_id).design)
        work.call(f"copy of design {design.name}", f"Copied design {design.name}")
        return insert_under_free_name(work, design, f"{design.name}, copy").id


def delete_design(db: Database, design_id: int, version: int) -> None:
    """Delete a design; certificates that were issued with it stay as they are.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.begin("deletion of a design") as work:
        row = work.need(CertificateTemplateRow, design_id, version)
        work.call(f"deletion of design {row.name}", f"Deleted design {row.name}")
        work.session.delete(row)


def insert_design(work: UnitOfWork, design: Design) -> CertificateTemplateRow:
    """Add a design that has been checked, as a part of another step.

    Raises:
        RuleBroken: another bears the name, or the store has not got one of its pictures.
    """
    _check_free(work, design.name)
    check_kept(work, design.pictures)
    row = CertificateTemplateRow(name=design.name, design=to_plain(design))
    work.session.add(row)
    work.session.flush()
    return row


def insert_under_free_name(work: UnitOfWork, design: Design, name: str) -> CertificateTemplateRow:
    """Add a design under a name, or that name with a number where it is borne."""
    names = work.session.scalars(select(CertificateTemplateRow.name))
    free = free_name(name, {each.casefold() for each in names})
    return insert_design(work, replace(design, name=free))


def _insert_starting(work: UnitOfWork, need: Need, look: Look) -> CertificateTemplateRow:
    programme = work.session.get(ProgrammeRow, 1)
    logo = programme.logo_sha256 if programme else None
    return insert_under_free_name(work, starting_design(need, look, logo=logo or ""), need.name)


def _kept(row: CertificateTemplateRow) -> KeptDesign:
    return KeptDesign(row.id, row.version, from_plain(row.design))


def _with_pictures(design: Design, kept: Mapping[str, str]) -> Design:
    """Return the design with its pictures named as the store has them."""
    return replace(
        design,
        logo=kept.get(design.logo, ""),
        signatories=tuple(
            replace(each, image=kept.get(each.image, "")) for each in design.signatories
        ),
    )


def _clean(design: Design) -> Design:
    """Return the design with single spaces in its name.

    Raises:
        RuleBroken: something of it cannot stand.
    """
    design = replace(design, name=one_line(design.name))
    check(design)
    return design


def _what_differs(before: Design, after: Design) -> str:
    differ = [part for part in CAPTIONS if getattr(before, part) != getattr(after, part)]
    if len(differ) > _MOST_NAMED:
        return counted(len(differ), "part", "parts")
    return " and ".join("name" if part == "name" else CAPTIONS[part].lower() for part in differ)


def _check_free(work: UnitOfWork, name: str, apart_from: int | None = None) -> None:
    same = select(CertificateTemplateRow.id).where(
        func.lower(CertificateTemplateRow.name) == name.lower()
    )
    if any(other != apart_from for other in work.session.scalars(same)):
        raise RuleBroken("name", f"There is already a design called “{name}”.")
