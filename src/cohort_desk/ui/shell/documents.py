"""File › New, Open, Save a Copy, Back Up, Restore: programmes as documents of the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.errors import CohortDeskError, FileBusy, FileDamaged
from cohort_desk.domain.words import counted
from cohort_desk.files import make_folder
from cohort_desk.services import programmes
from cohort_desk.ui.kit.dialogs import OPENED, PROGRAMMES
from cohort_desk.ui.shell.file_commands import add_file_commands, enable_file_commands
from cohort_desk.ui.shell.programme import OpenProgramme
from cohort_desk.ui.start.page import StartPage
from cohort_desk.ui.start.presenter import NewProgramme, RecentProgrammes

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.domain.progress import Progress
    from cohort_desk.services.programmes import Soundness
    from cohort_desk.ui.kit.dialogs import Dialogs
    from cohort_desk.ui.kit.settings_store import SettingsStore
    from cohort_desk.ui.packs.opening import PackOpening
    from cohort_desk.ui.shell.window import MainWindow

SAMPLE_NAME = "Sample programme.cohort"
PACK_ENDING = ".cohortpack"


class Documents(QObject):
    """Answers the start page and the File menu; one programme is open at a time."""

    def __init__(
        self,
        window: "MainWindow",
        settings: "SettingsStore",
        dialogs: "Dialogs",
        sample_folder: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._dialogs = window, settings, dialogs
        self._sample_folder = sample_folder
        self._recent = RecentProgrammes(settings)
        self.start: StartPage | None = None
        self.open_programme: OpenProgramme | None = None
        self._pack_opening: PackOpening | None = None
        add_file_commands(window.commands, self)
        window.closing.connect(self._let_go)

    def show_start(self, problem: str = "") -> None:
        """Show the start page, with what went wrong if anything did; an open programme stays."""
        start = StartPage()
        if self.open_programme is not None:
            start.show_way_back(self.open_programme.programme.name)
            start.back_wanted.connect(self._go_back)
        start.show_recent(self._recent.all())
        start.show_problem(problem)
        start.open_wanted.connect(self.open)
        start.forget_wanted.connect(self._forget)
        start.browse_wanted.connect(self.browse)
        start.sample_wanted.connect(self.open_sample)
        start.connect_wanted.connect(self._connect_to)
        start.create_wanted.connect(self._create)
        self.start = start
        self._window.show_start(start)
        self._enable_commands()

    def open(self, source: str, soundness: "Soundness | None" = None) -> None:
        """Open a file, an office's database or a pack; what is open stays open if that fails.

        `soundness` is a look through the file that has been begun already.
        """
        if not self._window.may_leave():
            return
        if source.lower().endswith(PACK_ENDING):
            self._open_pack(Path(source))
            return
        try:
            db = programmes.open_programme(source, self._settings.text("actor"), soundness)
        except FileDamaged as error:
            self._offer_backups(Path(source), error)
        except FileBusy as error:
            if self._dialogs.confirm("The file is in use", str(error), "Try again"):
                self.open(source)
        except programmes.PasswordNeeded as error:
            self._ask_password(source, str(error))
        except programmes.NoProgrammeThere as error:
            self._offer_to_make(source, str(error))
        except CohortDeskError as error:
            self._explain(str(error))
        else:
            self._show(db, source)

    def browse(self) -> None:
        """Ask for a file and open it."""
        path = self._dialogs.path_to_open("Open a programme", OPENED)
        if path is not None:
            self.open(str(path))

    def new(self) -> None:
        """Ask for the name of a new programme on the start page."""
        self.show_start()
        if self.start is not None:
            self.start.start_new()

    def start_connecting(self) -> None:
        """Ask for the office's address on the start page."""
        self.show_start()
        if self.start is not None:
            self.start.start_connecting()

    def open_sample(self) -> None:
        """Open the sample programme, made anew where it has not been opened before."""
        from cohort_desk.reports.sample import create_sample  # noqa: PLC0415 - seldom used

        path = self._sample_folder / SAMPLE_NAME
        if path.exists():
            self.open(str(path))
            return

        def make(report: "Progress") -> None:
            make_folder(path.parent)
            create_sample(path, report).close()

        self._window.runner.run(
            "Making the sample programme",
            make,
            done=lambda _: self.open(str(path)),
            failed=lambda error: self._explain(str(error)),
            quiet=True,
        )

    def save_a_copy(self) -> None:
        """Ask where, and write a copy; the window stays with the original."""
        self._copy("Save a copy", "copy", "Saved a copy as “{}”")

    def back_up(self) -> None:
        """Ask where, and write a backup named by the moment."""
        self._copy("Back up", "backup", "Backed up as “{}”")

    def restore(self) -> None:
        """Ask for a backup, and put its content into the open programme; the former is kept."""
        path = self._open_file()
        if path is None:
            return
        backup = self._dialogs.path_to_open("Restore from a backup", PROGRAMMES)
        if backup is None:
            return
        try:
            held = programmes.glance_at(backup)
        except CohortDeskError as error:
            self._explain(str(error))
            return
        if self._dialogs.confirm(
            f"Restore “{backup.name}”?", self._told_of(held), "Restore", danger=True
        ):
            self._restore(path, backup)

    def _told_of(self, held: programmes.FileGlance) -> str:
        people = counted(held.people, "person", "people")
        changed = f", last changed {written_moment(held.changed_at)}" if held.changed_at else ""
        told = (
            f"It holds “{held.programme}” with {people}{changed}. The programme goes back to "
            "that. How it is now is kept in a file beside it, so this can be undone."
        )
        opened = self.open_programme
        if opened is not None and opened.programme.name != held.programme:
            told = f"That is another programme than “{opened.programme.name}”. {told}"
        return told

    def close(self) -> None:
        """Close the programme and show the start page, unless the user stays with the page."""
        if self._window.may_leave():
            self._let_go()
            self.show_start()

    def _open_pack(self, path: Path) -> None:
        """Open the working file of a pack, or what else its kind asks for."""
        from cohort_desk.ui.packs.opening import PackOpening, Ways  # noqa: PLC0415 - seldom used

        if self.start is None and self.open_programme is None:
            self.show_start()
        opened = self.open_programme
        ways = Ways(
            open_file=lambda place: self.open(str(place)),
            merge=partial(opened.session.show, "packs") if opened else None,
            explain=self._explain,
        )
        self._pack_opening = PackOpening(self._window, self._window.runner, self._dialogs, ways)
        self._pack_opening.open(path)

    def _show(self, db: "Database", source: str) -> None:
        try:
            programme = programmes.read_programme(db)
        except CohortDeskError as error:
            db.close()
            self._explain(str(error))
            return
        self._let_go()
        self.start = None
        self.open_programme = OpenProgramme(
            self._window, db, programme, self._settings, self._dialogs
        )
        if programmes.file_of(db) is not None:
            source = str(Path(source).absolute())
        source = programmes.without_password(source)
        name = self.open_programme.programme.name
        self._recent.remember(source, name, self.open_programme.cohort_name)
        self._enable_commands()

    def _create(self, wanted: NewProgramme) -> None:
        path = self._dialogs.path_to_save(
            "Save the new programme", f"{_file_name(wanted.name)}.cohort", PROGRAMMES
        )
        if path is None:
            return
        try:
            db = programmes.create_programme(
                path,
                wanted.name,
                wanted.cohort,
                wanted.organisation,
                self._settings.text("actor"),
            )
        except CohortDeskError as error:
            self._explain(str(error))
        else:
            self._show(db, str(programmes.with_suffix(path)))

    def _connect_to(self, address: str) -> None:
        if "://" not in address:
            self._explain(
                "An office’s address begins with postgresql://, such as "
                "postgresql://name@server/programme. Ask your IT service for yours."
            )
            return
        self.open(address)

    def _ask_password(self, url: str, sentence: str) -> None:
        password = self._dialogs.ask_text(sentence, "Password", secret=True)
        if password:
            self.open(programmes.with_password(url, password))
        else:
            self._explain(sentence)

    def _offer_to_make(self, url: str, sentence: str) -> None:
        name = self._dialogs.ask_text("New programme in the office’s database", "Its name")
        if not name:
            self._explain(sentence)
            return
        try:
            db = programmes.create_programme(url, name, actor=self._settings.text("actor"))
        except CohortDeskError as error:
            self._explain(str(error))
        else:
            self._show(db, url)

    def _forget(self, source: str) -> None:
        self._recent.forget(source)
        if self.start is not None:
            self.start.show_recent(self._recent.all())

    def _copy(self, title: str, occasion: str, told: str) -> None:
        if self.open_programme is None:
            return
        db = self.open_programme.db
        suggestion = programmes.name_of_copy(db, occasion)
        target = self._dialogs.path_to_save(title, suggestion, PROGRAMMES)
        if target is None:
            return
        self._window.runner.run(
            title,
            lambda _report: programmes.save_copy(db, target, replace=True),
            done=lambda saved: self._window.say(told.format(Path(str(saved)).name)),
            quiet=True,
        )

    def _offer_backups(self, path: Path, error: FileDamaged) -> None:
        if not error.backups:
            self._explain(str(error))
            return
        newest = error.backups[0]
        if self._dialogs.confirm(
            "The file is damaged",
            f"{error} Cohort Desk can put that backup in its place; the damaged file is kept "
            "beside it.",
            "Restore the backup",
        ):
            self._restore(path, newest)

    def _restore(self, path: Path, backup: Path) -> None:
        """Put the backup in place while the file is closed here; then show what is there now."""
        was_open = self._open_file() == path
        if was_open:
            self.close()
            if self.open_programme is not None:
                return

        def restored(kept: object) -> None:
            self.open(str(path))
            told = f"Restored “{backup.name}”."
            if isinstance(kept, Path):
                told += f" The former content is kept in “{kept.name}”."
            self._window.say(told)

        def refused(error: CohortDeskError) -> None:
            if was_open:
                self.open(str(path))
            self._explain(str(error))

        self._window.runner.run(
            f"Restoring “{backup.name}”",
            lambda _report: programmes.restore(path, backup),
            done=restored,
            failed=refused,
            quiet=True,
        )

    def _explain(self, sentence: str) -> None:
        """Say it on the start page, or over the programme that stays open."""
        if self.start is not None and self.start.isVisible():
            self.start.show_problem(sentence)
        elif self.open_programme is None:
            self.show_start(sentence)
        else:
            self._dialogs.tell("That did not work", sentence)

    def _open_file(self) -> Path | None:
        return programmes.file_of(self.open_programme.db) if self.open_programme else None

    def _go_back(self) -> None:
        self._window.go(self._window.current_key)

    def _enable_commands(self) -> None:
        is_file = self._open_file() is not None
        enable_file_commands(
            self._window.commands, is_file=is_file, is_open=self.open_programme is not None
        )

    def _let_go(self) -> None:
        if self.open_programme is not None:
            self.open_programme.close()
            self.open_programme = None


def _file_name(name: str) -> str:
    """Return the name without what file systems refuse."""
    kept = "".join(" " if c in '<>:"/\\|?*' or ord(c) < ord(" ") else c for c in name)
    return " ".join(kept.split()).rstrip(". ") or "Programme"
