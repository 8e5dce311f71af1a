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
from cohort_desk.exchange.packs.posting import (
    Posted,
    post,
    post_all,
    post_marking_packs,
    read_returned,
    read_sent,
    save_filled_in,
    save_return,
    unpack,
    work_on,
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
    "Posted",
    "ReadPack",
    "WrongPassphrase",
    "is_sealed",
    "is_sheet",
    "packed",
    "packed_return",
    "post",
    "post_all",
    "post_marking_packs",
    "read_pack",
    "read_returned",
    "read_sent",
    "read_sheet",
    "save_filled_in",
    "save_return",
    "unpack",
    "work_on",
    "write_pack",
]
