"""The programme's key for documents, and what it signs besides PDF files."""

from cohort_desk.services.signing.errors import (
    KeyExpired,
    KeyUnusable,
    NoKey,
    WrongPassphrase,
)
from cohort_desk.services.signing.keys import (
    KeyInfo,
    change_passphrase,
    export_certificate,
    import_pkcs12,
    key_in_use,
    make_key,
    read_keys,
    retire_key,
    unlock,
)
from cohort_desk.services.signing.passphrases import check_passphrase
from cohort_desk.services.signing.signer import Signer

__all__ = [
    "KeyExpired",
    "KeyInfo",
    "KeyUnusable",
    "NoKey",
    "Signer",
    "WrongPassphrase",
    "change_passphrase",
    "check_passphrase",
    "export_certificate",
    "import_pkcs12",
    "key_in_use",
    "make_key",
    "read_keys",
    "retire_key",
    "unlock",
]
