"""The programme's keys: made, imported, given away in public, retired."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.services.signing import (
    KeyInfo,
    WrongPassphrase,
    change_passphrase,
    check_passphrase,
    export_certificate,
    import_pkcs12,
    make_key,
    read_keys,
    retire_key,
)
from cohort_desk.ui.certificates.presenter.holding import KeyHolder
from cohort_desk.ui.certificates.presenter.words import in_groups
from cohort_desk.ui.kit.desk import Desk

PKCS12_FILES = "Keys with certificate, PKCS#12 (*.p12 *.pfx)"
CERTIFICATE_FILES = "Certificate as text, with its chain (*.pem);;Certificate (*.cer)"
Task = Literal["make", "import", "change"]


@dataclass(frozen=True, slots=True)
class KeyWish:
    """What was typed to make or import a key, or to change its passphrase; `old` opens what is."""

    task: Task
    passphrase: str
    again: str
    old: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as the page shows it; `told` is of a key whose passphrase everybody may know."""

    id: int
    subject: str
    issuer: str
    state: str
    fingerprint: str
    made: str
    valid: str
    retired: str
    told: str = ""


class KeysPageView(Protocol):
    """What the presenter needs of its page."""

    def show_keys(self, keys: Sequence[KeyLine]) -> None: ...
    def show_key_form(self, task: Task, path: Path | None, *, replaces: bool) -> None: ...
    def show_key_problem(self, field: str, sentence: str) -> None: ...
    def close_key_form(self) -> None: ...


class KeysPresenter:
    """Answers the view of keys."""

    def __init__(self, view: KeysPageView, desk: Desk, holder: KeyHolder) -> None:
        self._view, self._desk, self._db, self._holder = view, desk, desk.db, holder

    def show(self) -> None:
        """Show every key that the programme has had."""
        now, told = datetime.now(UTC), self._holder.told
        lines = [_line(key, now) for key in read_keys(self._db)]
        self._view.show_keys(
            [replace(line, told=told) if line.state == "In use" else line for line in lines]
        )

    def start(self, task: Task) -> None:
        """Open the form for what is to be done; to import, a file is asked for first."""
        path = None
        if task == "import":
            path = self._desk.dialogs.path_to_open("Import a key", PKCS12_FILES)
            if path is None:
                return
        replaces = task != "change" and self._holder.key is not None
        self._view.show_key_form(task, path, replaces=replaces)

    def carry_out(self, wish: KeyWish) -> None:
        """Do what was filled in; what is wrong with it is shown at its field."""
        if wish.passphrase != wish.again:
            self._view.show_key_problem("again", "The two differ. Type the same one twice.")
            return
        try:
            check_passphrase(wish.passphrase)
        except RuleBroken as error:
            self._view.show_key_problem("passphrase", str(error))
            return
        said, work = self._work(wish)
        self._desk.runner.run(
            said, lambda _report: work(), done=lambda _: self._done(wish), failed=self._refuse
        )

    def retire(self, key_id: int) -> None:
        """Sign nothing more with a key, once that is confirmed."""
        if not self._desk.dialogs.confirm(
            "Retire the key?",
            "Nothing more can be signed with it. What it has signed stays valid and is verified "
            "as before. This cannot be undone; to issue again, make or import another key.",
            "Retire",
            danger=True,
        ):
            return
        try:
            retire_key(self._db, key_id)
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self._holder.forget()
            self._desk.say("Retired the key. What it signed stays verifiable.")
        self.show()

    def export(self, key_id: int) -> None:
        """Save a key's public certificate, for those who verify elsewhere."""
        path = self._desk.dialogs.path_to_save(
            "Export the public certificate", "Programme key.pem", CERTIFICATE_FILES
        )
        if path is None:
            return
        try:
            export_certificate(self._db, key_id, path)
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self._desk.say(f"Saved the public certificate as “{path.name}”. It holds no secret.")

    def _work(self, wish: KeyWish) -> tuple[str, Callable[[], object]]:
        db, replace = self._db, self._holder.key is not None
        if wish.task == "change":
            return "Changing the passphrase", lambda: change_passphrase(
                db, wish.old, wish.passphrase
            )
        if wish.path is None:
            return "Making the key", lambda: make_key(db, wish.passphrase, replace=replace)
        path = wish.path
        return "Importing the key", lambda: import_pkcs12(
            db, path, wish.old, wish.passphrase, replace=replace
        )

    def _done(self, wish: KeyWish) -> None:
        self._holder.forget()
        self._view.close_key_form()
        self._desk.say(
            {
                "make": "Made the key. Keep its passphrase safe: nobody can find it again.",
                "import": "Imported the key. Certificates are signed with it from now on.",
                "change": "Changed the passphrase. The key is the same.",
            }[wish.task]
        )
        self.show()

    def _refuse(self, error: CohortDeskError) -> None:
        field = "old" if isinstance(error, WrongPassphrase) else ""
        if isinstance(error, RuleBroken) and error.field == "passphrase":
            field = "passphrase"
        self._view.show_key_problem(field, str(error))


def _line(key: KeyInfo, now: datetime) -> KeyLine:
    return KeyLine(
        key.id,
        key.subject,
        "the programme itself" if key.self_signed else key.issuer,
        key.state(now),
        in_groups(key.fingerprint),
        written_date(key.made_at.astimezone()),
        f"{written_date(key.valid_from)} to {written_date(key.valid_to)}",
        written_date(key.retired_at.astimezone()) if key.retired_at else "",
    )
