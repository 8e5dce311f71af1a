"""What an issued certificate is: valid, or no longer so."""

from collections.abc import Mapping
from types import MappingProxyType

STATUS_WORDS: Mapping[str, str] = MappingProxyType(
    {"valid": "Valid", "revoked": "Revoked", "superseded": "Superseded"}
)
"""What people read for each status that is kept."""
DAMAGED = "damaged"
"""What an entry of the register is that cannot be read; this is found, never kept."""
ENTRY_WORDS: Mapping[str, str] = MappingProxyType({**STATUS_WORDS, DAMAGED: "Damaged"})
"""What people read for whatever the register lists."""
