"""Opens a .cohortpack that somebody was sent: by double click, drop, the command line or Open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from cohort_desk.domain.errors import CannotWrite, CohortDeskError
from cohort_desk.domain.packs.contents import KIND_WORDS, PackKind, PeerContent, SentPack
from cohort_desk.domain.packs.merging import Value
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs import (
    SUFFIX,
    PassphraseNeeded,
    ReadPack,
    WrongPassphrase,
    read_pack,
    save_filled_in,
    unpack,
    work_on,
)
from cohort_desk.services.packs import away_path
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.dialogs import Dialogs
from cohort_desk.ui.packs.form_dialog import PeerFormDialog
from cohort_desk.ui.packs.presenter.packs import PACK_FILES

_UNPACKED = {
    PackKind.EXAMINER: "Its submissions, the sheet for comments and the regulations are put into a "
    "folder beside the pack. Write your comments into the sheet",
    PackKind.SAVINGS: "The form and the evidence that came with it are put into a folder beside "
    "the pack. Fill in the form",
}


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a pack that is opened can lead.

    Attributes:
        open_file: opens a programme file in the window.
        merge: shows a returned pack in the open programme, None where none is open.
        explain: says why something could not be done.
    """

    open_file: Callable[[Path], None]
    merge: Callable[[Path], None] | None
    explain: Callable[[str], None]


class PackOpening:
    """Asks what has to be asked, and hands on the working file to open."""

    def __init__(self, window: QWidget, runner: TaskRunner, dialogs: Dialogs, ways: Ways) -> None:
        self._window, self._runner, self._dialogs = window, runner, dialogs
        self._open_file, self._merge, self._explain = ways.open_file, ways.merge, ways.explain
        self.form: PeerFormDialog | None = None

    def open(self, path: Path, passphrase: str = "") -> None:
        """Read the pack, and go on by its kind."""

        def failed(error: CohortDeskError) -> None:
            if isinstance(error, PassphraseNeeded | WrongPassphrase):
                typed = self._dialogs.ask_text(str(error), "Passphrase", secret=True)
                if typed:
                    self.open(path, typed)
            else:
                self._explain(str(error))

        self._runner.run(
            f"Reading {path.name}",
            lambda _report: read_pack(path, passphrase),
            done=lambda read: self._go_on(path, cast("ReadPack", read)),
            failed=failed,
            writes=False,
            quiet=True,
        )

    def _go_on(self, path: Path, read: ReadPack) -> None:
        if read.sent is None:
            self._returned(path)
        elif read.head.kind is PackKind.MARKING:
            self._marking(path, read.sent)
        elif isinstance(read.sent.content, PeerContent):
            self._rate(path, read.sent, read.sent.content)
        else:
            self._unpack(path, read.sent)

    def _returned(self, path: Path) -> None:
        if self._merge is None:
            self._explain(
                f"“{path.name}” is a returned pack. Open the programme that it was made from "
                "first, then open it again or drop it on Packs."
            )
        else:
            self._merge(path)

    def _marking(self, path: Path, pack: SentPack) -> None:
        place = away_path(pack, path.parent)
        if place.exists():
            self._open_file(place)
            return
        if self._dialogs.confirm(
            f"Open the marking pack of {pack.head.reader}?",
            f"A working file, “{place.name}”, is made beside the pack, and you mark in that. It "
            "holds only this pack. When you have marked, save the returned pack from the Packs "
            "page and send it to the office.",
            "Make the working file",
        ):
            self._make(pack, path.parent)

    def _make(self, pack: SentPack, folder: Path) -> None:
        def failed(error: CohortDeskError) -> None:
            elsewhere = None
            if isinstance(error, CannotWrite):
                elsewhere = self._dialogs.folder("Folder for the working file")
            if elsewhere is None:
                self._explain(str(error))
            else:
                self._make(pack, elsewhere)

        self._runner.run(
            "Making the working file",
            lambda _report: work_on(pack, folder),
            done=lambda made: self._open_file(cast("Path", made)),
            failed=failed,
            quiet=True,
        )

    def _rate(self, path: Path, pack: SentPack, content: PeerContent) -> None:
        form = PeerFormDialog(self._window, pack, content)
        form.save_asked.connect(partial(self._save_form, path, pack))
        form.destroyed.connect(self._forget_form)
        self.form = form
        form.show()

    def _forget_form(self) -> None:
        self.form = None

    def _save_form(self, path: Path, pack: SentPack, cells: dict[str, Value]) -> None:
        suggestion = f"Returned {path.stem}{SUFFIX}"
        place = self._dialogs.path_to_save("Save the returned form", suggestion, PACK_FILES)
        if place is None:
            return
        try:
            saved = save_filled_in(pack, cells, place)
        except CohortDeskError as error:
            self._explain(str(error))
            return
        if self.form is not None:
            self.form.close()
        self._dialogs.tell("The form is saved", f"Send “{saved.name}” back to the office.")

    def _unpack(self, path: Path, pack: SentPack) -> None:
        kind = KIND_WORDS[pack.head.kind].lower()
        if not self._dialogs.confirm(
            f"Unpack the {kind} pack of {pack.head.reader}?",
            f"{_UNPACKED[pack.head.kind]} and send the sheet back.",
            "Unpack",
        ):
            return
        folder = path.with_suffix("")
        self._runner.run(
            f"Unpacking {path.name}",
            lambda _report: unpack(pack, folder),
            done=lambda made: self._dialogs.tell(
                "The pack is unpacked",
                f"{counted(len(cast('tuple[Path, ...]', made)), 'file', 'files')} in {folder}.",
            ),
            failed=lambda error: self._explain(str(error)),
            quiet=True,
        )
