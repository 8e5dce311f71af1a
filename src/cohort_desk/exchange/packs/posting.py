"""Packs on their way: made and written, opened away, sent back, and read at the office again."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.packs.contents import PackKind, Returned, SentPack
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.packs.archives import archive_of
from cohort_desk.exchange.packs.errors import NotAPack
from cohort_desk.exchange.packs.pack_files import (
    SUFFIX,
    packed,
    packed_return,
    read_pack,
    write_pack,
)
from cohort_desk.exchange.packs.sheets import SHEET_NAMES, sheet_of
from cohort_desk.exchange.packs.sheets_back import is_sheet, is_text_table, read_sheet
from cohort_desk.exchange.packs.texts import TEXT_NAMES, text_of
from cohort_desk.files import make_folder, whole_file
from cohort_desk.services.packs import (
    MarkingWish,
    Prepared,
    away_path,
    keep_pack,
    open_pack_away,
    prepare_marking_pack,
    prepare_return,
)

FORM_SUFFIX = ".xlsx"


@dataclass(frozen=True, slots=True)
class Posted:
    """A pack that was written: where, for whom, and what to know before it is sent."""

    path: Path
    reader: str
    works: int
    warnings: tuple[str, ...]


def post(db: Database, prepared: Prepared, path: Path, passphrase: str = "") -> Posted:
    """Write a pack and keep what it was made from; where either fails, neither is done.

    A form for savings that is not sealed is a spreadsheet by itself, for whoever has no Cohort
    Desk; the files of its evidence are in a ZIP file beside it.

    Raises:
        CannotWrite: the place refuses.
        PackTooLarge: its files take more room than a pack may.
        RuleBroken: the passphrase is too short.
    """
    if prepared.sent.head.kind is PackKind.SAVINGS and not passphrase:
        return _post_form(db, prepared, path)
    content = packed(prepared.sent, prepared.key, passphrase)
    path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    with whole_file(path) as part:
        part.write_bytes(content)
        keep_pack(db, prepared)
    return _posted(prepared, path)


def post_name(prepared: Prepared, passphrase: str = "") -> str:
    """Return what to call the file that `post` writes."""
    name = prepared.file_name
    if prepared.sent.head.kind is PackKind.SAVINGS and not passphrase:
        return f"{name.removesuffix(SUFFIX)}{FORM_SUFFIX}"
    return name


def post_marking_packs(
    db: Database,
    wishes: Sequence[MarkingWish],
    folder: Path,
    passphrase: str = "",
    report: Progress = unwatched,
) -> tuple[Posted, ...]:
    """Write a marking pack for each tutor into a folder, which is made if need be.

    Raises:
        CohortDeskError: one cannot be made; those before it have been, and are kept.
        Cancelled: raised by `report`; those before have been made, and are kept.
    """
    packs = (prepare_marking_pack(db, wish) for wish in wishes)
    return _Poster(db, folder, passphrase).each(packs, len(wishes), report)


def post_all(
    db: Database,
    packs: Sequence[Prepared],
    folder: Path,
    passphrase: str = "",
    report: Progress = unwatched,
) -> tuple[Posted, ...]:
    """Write packs that are prepared already into a folder, which is made if need be.

    Raises:
        CohortDeskError, Cancelled: as `post_marking_packs`.
    """
    return _Poster(db, folder, passphrase).each(packs, len(packs), report)


def free_path(folder: Path, name: str) -> Path:
    """Return a place in the folder that nothing takes: "Marking Ann.cohortpack", then "… (2)"."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def read_sent(path: Path, passphrase: str = "") -> SentPack:
    """Read a pack that was sent out.

    Raises:
        CohortDeskError: it cannot be read, or is one on its way back.
    """
    sent = read_pack(path, passphrase).sent
    if sent is None:
        raise NotAPack(
            f"“{path.name}” is a returned pack, for the office. Open the programme that it was "
            "made from, go to Packs and choose Merge a returned pack."
        )
    return sent


def read_returned(path: Path, passphrase: str = "") -> Returned:
    """Read what came back: a returned pack, or a sheet out of a pack.

    Raises:
        CohortDeskError: it cannot be read, or is a pack that went out.
    """
    if is_sheet(path) or is_text_table(path):
        return read_sheet(path)
    returned = read_pack(path, passphrase).returned
    if returned is None:
        raise NotAPack(
            f"“{path.name}” is a pack as it went out, not as it came back: nothing has been filled "
            "in there. Ask its reader to save the returned pack, or for the sheet."
        )
    return returned


def work_on(pack: SentPack, folder: Path) -> Path:
    """Return the working file of a marking pack in a folder, made now unless it is there.

    Raises:
        CohortDeskError: the folder cannot be written to.
    """
    path = away_path(pack, folder)
    if not path.exists():
        make_folder(folder)
        open_pack_away(pack, path).close()
    return path


def save_return(db: Database, path: Path, passphrase: str = "") -> Path:
    """Write what was filled in in an away file as a returned pack, and return its path.

    Raises:
        RuleBroken: the file was not made from a pack, or the passphrase is too short.
        CannotWrite: the place refuses.
    """
    back = prepare_return(db)
    content = packed_return(back.head, back.cells, back.returned_at, back.secret, passphrase)
    return write_pack(content, path)


def save_filled_in(pack: SentPack, cells: dict[str, str | int | bool | None], path: Path) -> Path:
    """Write a form that was filled in as a returned pack, and return its path.

    Raises:
        RuleBroken: it is no form for ratings.
        CannotWrite: the place refuses.
    """
    if pack.head.kind is not PackKind.PEERS:
        raise RuleBroken("pack", "Only a form for ratings is filled in in this way.")
    now = datetime.now(UTC)
    return write_pack(packed_return(pack.head, cells, now, pack.return_secret), path)


def unpack(pack: SentPack, folder: Path) -> tuple[Path, ...]:
    """Write a pack's sheet, text and files into a folder, which is made if need be.

    Raises:
        CannotWrite: the folder or a place in it refuses.
    """
    parts = {
        SHEET_NAMES[pack.head.kind]: sheet_of(pack),
        TEXT_NAMES[pack.head.kind]: text_of(pack).encode(),
        **pack.files,
    }
    written: list[Path] = []
    for name, content in parts.items():
        path = folder.joinpath(*name.split("/"))
        make_folder(path.parent)
        with whole_file(path) as part:
            part.write_bytes(content)
        written.append(path)
    return tuple(written)


def _post_form(db: Database, prepared: Prepared, path: Path) -> Posted:
    """Write a form as a spreadsheet, and beside it a ZIP file of the evidence that goes with it."""
    sent = prepared.sent
    path = path if path.suffix.lower() == FORM_SUFFIX else path.with_name(path.name + FORM_SUFFIX)
    with ExitStack() as places:
        places.enter_context(whole_file(path)).write_bytes(sheet_of(sent))
        if sent.files:
            beside = path.with_name(f"{path.stem} evidence.zip")
            evidence = archive_of(dict(sorted(sent.files.items())))
            places.enter_context(whole_file(beside)).write_bytes(evidence)
        keep_pack(db, prepared)
    return _posted(prepared, path)


def _posted(prepared: Prepared, path: Path) -> Posted:
    works = len({name.partition("/")[0] for name in prepared.sent.cells})
    return Posted(path, prepared.sent.head.reader, works, prepared.warnings)


@dataclass(frozen=True, slots=True)
class _Poster:
    """Writes packs into a folder, one after the other."""

    db: Database
    folder: Path
    passphrase: str

    def each(self, packs: Iterable[Prepared], count: int, report: Progress) -> tuple[Posted, ...]:
        make_folder(self.folder)
        report(0, count)
        posted: list[Posted] = []
        for prepared in packs:
            path = free_path(self.folder, post_name(prepared, self.passphrase))
            posted.append(post(self.db, prepared, path, self.passphrase))
            report(len(posted), count)
        return tuple(posted)
