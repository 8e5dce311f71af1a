"""What can be wrong with a pack; each with its own sentence, and nothing taken from it."""

from cohort_desk.domain.errors import CohortDeskError


class NotAPack(CohortDeskError):
    """The file was made by something else."""


class PackDamaged(CohortDeskError):
    """The file cannot be read whole: it was cut off, or bits of it are not as they were."""


class PackChanged(CohortDeskError):
    """Part of the pack is not as it was signed; the text says which part."""


class PackTooLarge(CohortDeskError):
    """The pack would unpack to more than any real one does, or its files are more than fit."""


class PackNewer(CohortDeskError):
    """A newer version of the app has made the pack."""


class PassphraseNeeded(CohortDeskError):
    """The pack is sealed, and no passphrase was given."""


class WrongPassphrase(CohortDeskError):
    """The pack is sealed with another passphrase, or what is sealed is damaged."""
