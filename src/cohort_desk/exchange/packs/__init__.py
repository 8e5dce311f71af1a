"""Packs as files: out to their readers, and back."""

from cohort_desk.exchange.packs.errors import (
    NotAPack,
    PackChanged,
    PackDamaged,
    PackNewer,
    PackTooLarge,
    PassphraseNeeded,
    WrongPassphrase,
)
from cohort_desk.exchange.packs.pack_files import (
    SUFFIX,
    ReadPack,
    is_sealed,
    packed,
    packed_return,
    read_pack,
    write_pack,
)
from cohort_desk.exchange.packs.sheets_back import is_sheet, read_sheet

__all__ = [
    "SUFFIX",
    "NotAPack",
    "PackChanged",
    "PackDamaged",
    "PackNewer",
    "PackTooLarge",
    "PassphraseNeeded",
    "ReadPack",
    "WrongPassphrase",
    "is_sealed",
    "is_sheet",
    "packed",
    "packed_return",
    "read_pack",
    "read_sheet",
    "write_pack",
]
