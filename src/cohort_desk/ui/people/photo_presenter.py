"""What is done with photos: one person's in the panel, a folder of them at once; free of Qt."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from cohort_desk.domain.errors import NotFound
from cohort_desk.services.people import (
    ENDINGS,
    LeftAlone,
    PhotoImport,
    import_photos,
    read_person,
    read_photo,
    read_picture,
    remove_photo,
    set_photo,
)
from cohort_desk.ui.kit.desk import Asks, Desk, attempt

PICTURES = f"Pictures ({' '.join(f'*{ending}' for ending in ENDINGS)})"
_SHOWN_OF = frozenset({"photo", "participant"})
_MOST_TOLD = 12


class AsksForFolders(Asks, Protocol):
    """Questions whose answer may be a folder, and what has to be read before going on."""

    def folder(self, title: str) -> Path | None: ...
    def tell(self, title: str, text: str) -> None: ...


class PhotoDesk(Desk, Protocol):
    """The session, whose dialogs can ask for folders."""

    @property
    def dialogs(self) -> AsksForFolders: ...


class PhotoView(Protocol):
    """What the presenter needs of its page."""

    def show_photo(self, name: str, jpeg: bytes | None) -> None: ...


class PhotoPresenter:
    """Shows the photo of the person whose panel is open; it is read for nobody else."""

    def __init__(self, view: PhotoView, desk: PhotoDesk) -> None:
        self._view, self._desk = view, desk
        self._person_id: int | None = None

    def open(self, person_id: int) -> None:
        """Show a person's photo."""
        self._person_id = person_id
        try:
            name = read_person(self._desk.db, person_id).name
        except NotFound:
            # The panel, which is opened with it, says so.
            self._person_id = None
        else:
            self._view.show_photo(name, read_photo(self._desk.db, person_id))

    def forget(self) -> None:
        """Show no photo any more, as the panel is closed."""
        self._person_id = None

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Show the photo anew if it is among what changed."""
        if kinds & _SHOWN_OF and self._person_id is not None:
            self.open(self._person_id)

    def add(self) -> None:
        """Ask for a picture, and keep it as the photo."""
        path = self._desk.dialogs.path_to_open("Choose a photo", PICTURES)
        if path is not None:
            self.take(path)

    def take(self, picture: object) -> None:
        """Keep a picture, the bytes of one or the path of a file, as the photo."""
        person_id, db = self._person_id, self._desk.db
        if person_id is None:
            return
        self._desk.runner.run(
            "Adding a photo",
            lambda _report: set_photo(db, person_id, _bytes_of(picture)),
            done=lambda _: None,
            quiet=True,
        )

    def remove(self) -> None:
        """Take the photo away; undo brings it back."""
        if (person_id := self._person_id) is not None:
            attempt(self._desk, lambda: remove_photo(self._desk.db, person_id))

    def import_folder(self) -> None:
        """Ask for a folder, and set the photos of those whom its files are called after."""
        folder = self._desk.dialogs.folder("Choose the folder with the photos")
        if folder is None:
            return
        db, cohort_id = self._desk.db, self._desk.cohort_id
        self._desk.runner.run(
            "Importing photos",
            lambda report: import_photos(db, cohort_id, folder, report),
            done=self._tell,
        )

    def _tell(self, result: object) -> None:
        """Say which files were not used; those that were are told as the step they are."""
        done = cast("PhotoImport", result)
        if done.left_alone:
            self._desk.dialogs.tell(done.words, "\n".join(_lines(done.left_alone)))
        elif not done.matched:
            self._desk.say("There are no pictures in this folder.")


def _lines(files: Sequence[LeftAlone]) -> list[str]:
    lines = [f"{one.path.name}: {one.reason}" for one in files[:_MOST_TOLD]]
    more = len(files) - len(lines)
    return [*lines, f"and {more:,} more"] if more else lines


def _bytes_of(picture: object) -> bytes:
    return picture if isinstance(picture, bytes) else read_picture(cast("Path", picture))
