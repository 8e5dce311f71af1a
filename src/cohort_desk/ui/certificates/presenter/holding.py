"""The key, unlocked once for as long as the programme is open; its passphrase is kept nowhere."""

from collections.abc import Callable
from typing import cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.signing import (
    KeyInfo,
    Signer,
    key_in_use,
    told_passphrase,
    unlock,
)
from cohort_desk.ui.kit.desk import Desk


class KeyHolder:
    """Holds what signs, in memory only, for issuing and reissuing alike."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._signer: Signer | None = None

    @property
    def key(self) -> KeyInfo | None:
        """The key that the programme signs with, None if it has none."""
        return key_in_use(self._desk.db)

    @property
    def is_unlocked(self) -> bool:
        """Whether nobody need be asked for the passphrase."""
        key = self.key
        return bool(self._signer and key and self._signer.key_id == key.id)

    @property
    def told(self) -> str:
        """A sentence with the passphrase where everybody is told it, else ""."""
        passphrase = told_passphrase(self._desk.db)
        return f"This is the sample: its passphrase is “{passphrase}”." if passphrase else ""

    def forget(self) -> None:
        """Hold no key any more: another is in use, or none."""
        self._signer = None

    def with_signer(
        self,
        passphrase: str,
        use: Callable[[Signer], None],
        refused: Callable[[CohortDeskError], None],
    ) -> None:
        """Call `use` with the key; the passphrase matters only if it is still locked."""
        if self._signer and self.is_unlocked:
            use(self._signer)
            return

        def unlocked(answer: object) -> None:
            self._signer = cast("Signer", answer)
            use(self._signer)

        self._desk.runner.run(
            "Unlocking the key",
            lambda _report: unlock(self._desk.db, passphrase),
            done=unlocked,
            failed=refused,
            writes=False,
            quiet=True,
        )
