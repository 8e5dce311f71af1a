"""What a user can do with peers' ratings; one function per action."""

from cohort_desk.services.peers.shares import shares_of

__all__ = ["shares_of"]
