"""What an issued certificate is: valid, or no longer so."""

from collections.abc import Mapping
from types import MappingProxyType

DAMAGED = "damaged"
"""What an entry of the register is that cannot be read; it is found, never kept."""
STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {"valid": "Valid", "revoked": "Revoked", "superseded": "Superseded"}
)
"""What people read for each status that is kept."""
