"""The sample's key: whoever has the sample is told its passphrase, for it certifies nothing."""

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.signing.keys import key_in_use, unlock

PASSPHRASE = "open to everybody"  # noqa: S105 - that is what it is
"""What the sample's key is sealed with."""
_MARK = "(sample)"
"""What stands in the name of the sample programme, and so in its key's certificate."""


def told_passphrase(db: Database) -> str:
    """Return the passphrase of the key in use if that is the sample's; "" of any other key.

    It takes a tenth of a second of the sample, for it is tried: a key that was made or sealed anew
    there has a passphrase of its own. A key that is damaged or has expired has none to tell.
    """
    try:
        key = key_in_use(db)
        if key is None or _MARK not in key.subject:
            return ""
        unlock(db, PASSPHRASE)
    except CohortDeskError:
        return ""
    return PASSPHRASE
