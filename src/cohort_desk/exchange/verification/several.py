"""Verifies everything that was shown at once: files, folders and ZIPs, each with its own answer."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.verification.archives import certificates_in, is_archive
from cohort_desk.exchange.verification.files import verify_content, verify_file
from cohort_desk.exchange.verification.folders import files_among
from cohort_desk.exchange.verification.pdf_files import Chain
from cohort_desk.exchange.verification.verdicts import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Verified:
    """A file that was verified; `inside` is its name within the ZIP at `path`, '' of others."""

    path: Path
    verdict: Verdict
    inside: str = ""

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.inside or self.path.name

    @property
    def place(self) -> str:
        """Where it is, such as "Batch.zip/SCRLP-2026-0001 Aisha Khan.pdf"."""
        return f"{self.path}/{self.inside}" if self.inside else str(self.path)


def verify_all(
    paths: Sequence[Path],
    register: Database | None = None,
    trusted: Sequence[Chain] = (),
    report: Progress = unwatched,
) -> tuple[Verified, ...]:
    """Verify files, and those in folders and ZIPs, in their order; `report` counts the paths.

    One that cannot be read is answered by saying so, and keeps no other from its answer.

    Raises:
        CohortDeskError: the programme cannot be read.
        Cancelled: `report` asked to stop.
    """
    files = files_among(paths)
    found: list[Verified] = []
    for done, path in enumerate(files):
        for each in _verified(path, register, trusted):
            report(done, len(files))
            found.append(each)
    report(len(files), len(files))
    return tuple(found)


def _verified(
    path: Path, register: Database | None, trusted: Sequence[Chain]
) -> Generator[Verified]:
    try:
        if is_archive(path):
            yield from _in_archive(path, register, trusted)
        else:
            yield Verified(path, verify_file(path, register, trusted))
    except UnreadableFile as error:
        yield Verified(path, Verdict(Answer.UNKNOWN, (str(error),)))


def _in_archive(
    path: Path, register: Database | None, trusted: Sequence[Chain]
) -> Iterator[Verified]:
    for name, content in certificates_in(path):
        if content is None:
            said = f"“{name}” cannot be read in “{path.name}”: unpack it, and show it by itself."
            yield Verified(path, Verdict(Answer.UNKNOWN, (said,)), name)
        else:
            yield Verified(path, verify_content(name, content, register, trusted), name)
