"""Photos of a whole cohort from a folder: each file is whose its name says.

A file is matched by the person's e-mail ("aisha.khan@avon.example.jpg"), reference ("C0017.png")
or full name in any order ("Aisha Khan.jpg", "khan_aisha.png"). What is not sure is left alone.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CohortRow, ParticipantRow
from cohort_desk.domain.errors import FileMissing, RuleBroken
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.names import folded, full_name
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.services.people.photos import write_photos
from cohort_desk.services.people.pictures import ENDINGS, read_picture

_COPY_NUMBER = re.compile(r"\s*(\(\d+\)|[\s_-]\d+)$")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Matched:
    """A file whose person is sure."""

    path: Path
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A file that was not used, and why, in a sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class PhotoImport:
    """What became of the files.

    Attributes:
        matched: those that are photos now.
        ambiguous: those that could be of several people, or one of several of a person.
        unmatched: those whose name is nobody's.
        refused: those that are no pictures, or too large.
    """

    matched: tuple[Matched, ...]
    ambiguous: tuple[LeftAlone, ...]
    unmatched: tuple[LeftAlone, ...]
    refused: tuple[LeftAlone, ...]

    @property
    def left_alone(self) -> tuple[LeftAlone, ...]:
        """Every file that was not used."""
        return (*self.ambiguous, *self.unmatched, *self.refused)

    @property
    def words(self) -> str:
        """What became of the files in a sentence."""
        told = f"Imported {counted(len(self.matched), 'photo', 'photos')}."
        if self.left_alone:
            told += f" {counted(len(self.left_alone), 'file was', 'files were')} left alone."
        return told


def import_photos(
    db: Database,
    cohort_id: int,
    place: Path | Sequence[Path],
    report: Progress = unwatched,
) -> PhotoImport:
    """Set the photos of those people whom the files name, in one step; `report` counts files.

    Args:
        db: the programme.
        cohort_id: whose people they may be.
        place: a folder, whose pictures count but not those of folders in it, or files.
        report: called after each file.

    Raises:
        NotFound: the cohort has been deleted.
        FileMissing: there is no such folder.
        Cancelled: `report` asked to stop; nothing was written.
    """
    files = _pictures_in(place) if isinstance(place, Path) else tuple(place)
    matched, ambiguous, unmatched = _match(db, cohort_id, files)
    jpegs, refused = _portraits(matched, report)
    if jpegs:
        what = counted(len(jpegs), "photo", "photos")
        with db.begin(f"import of {what}", f"Imported {what}") as work:
            work.need(CohortRow, cohort_id)
            write_photos(work, jpegs)
    kept = tuple(one for one in matched if one.person_id in jpegs)
    return PhotoImport(kept, tuple(ambiguous), tuple(unmatched), tuple(refused))


def _pictures_in(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        raise FileMissing(f"There is no folder {folder}. Nothing was changed. Choose another.")
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith(".")
        )
    )


def _portraits(
    matched: Sequence[Matched], report: Progress
) -> tuple[dict[int, bytes], list[LeftAlone]]:
    """Return the photos by person, and the files that are none."""
    # Slow to import, and wanted only once photos are imported.
    from cohort_desk.services.people.portraits import portrait  # noqa: PLC0415

    jpegs: dict[int, bytes] = {}
    refused: list[LeftAlone] = []
    for done, one in enumerate(matched):
        report(done, len(matched))
        try:
            jpegs[one.person_id] = portrait(read_picture(one.path))
        except RuleBroken as error:
            refused.append(LeftAlone(one.path, str(error)))
    report(len(matched), len(matched))
    return jpegs, refused


def _match(
    db: Database, cohort_id: int, files: Iterable[Path]
) -> tuple[list[Matched], list[LeftAlone], list[LeftAlone]]:
    """Return the files of which one person is sure, those of several, and those of nobody."""
    with db.read() as work:
        people = _Known(work, cohort_id)
    sure: list[Matched] = []
    ambiguous: list[LeftAlone] = []
    unmatched: list[LeftAlone] = []
    for path in files:
        found = people.called(path.stem)
        if not found:
            unmatched.append(LeftAlone(path, "Nobody has this name, e-mail or reference."))
        elif len(found) > 1:
            who = names([people.names[person_id] for person_id in found])
            ambiguous.append(LeftAlone(path, f"{len(found)} people could be meant: {who}."))
        else:
            sure.append(Matched(path, found[0], people.names[found[0]]))
    times = Counter(one.person_id for one in sure)
    for one in sure:
        if times[one.person_id] > 1:
            reason = f"{times[one.person_id]} files are of {one.name}; keep one of them."
            ambiguous.append(LeftAlone(one.path, reason))
    return [one for one in sure if times[one.person_id] == 1], ambiguous, unmatched


class _Known:
    """The people of a cohort by each way in which a file may be called after them."""

    def __init__(self, work: UnitOfWork, cohort_id: int) -> None:
        self.names: dict[int, str] = {}
        self._by_mark: dict[str, list[int]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
        query = select(
            ParticipantRow.id,
            ParticipantRow.given_name,
            ParticipantRow.family_name,
            ParticipantRow.email,
            ParticipantRow.reference,
        ).where(ParticipantRow.cohort_id == cohort_id)
        for person_id, given, family, email, reference in work.session.execute(query):
            self.names[person_id] = full_name(given, family)
            self._by_words[_words(self.names[person_id])].append(person_id)
            for mark in {_mark(text) for text in (email, reference) if text}:
                self._by_mark[mark].append(person_id)

    def called(self, stem: str) -> Sequence[int]:
        """Return whom a file's name, without its ending, may mean: the surest way first."""
        plain = _COPY_NUMBER.sub("", stem)
        return (
            self._by_mark.get(_mark(stem))
            or self._by_words.get(_words(stem))
            or self._by_mark.get(_mark(plain))
            or self._by_words.get(_words(plain))
            or ()
        )


def _mark(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name in an order that does not depend on which stands first."""
    return tuple(sorted(_BETWEEN_WORDS.sub(" ", folded(name)).split()))
