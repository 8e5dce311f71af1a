"""Why nothing can be signed; each with its own sentence, and nothing changed."""

from cohort_desk.domain.errors import CohortDeskError


class WrongPassphrase(CohortDeskError):
    """The key is sealed with another passphrase."""


class NoKey(CohortDeskError):
    """The programme has no key that it could sign with."""


class KeyExpired(CohortDeskError):
    """The key was vouched for up to a day that has passed."""


class KeyUnusable(CohortDeskError):
    """The file holds no key that this programme could sign with; the text says why."""
