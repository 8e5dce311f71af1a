"""The programme's key for documents, and what it signs besides PDF files."""

from cohort_desk.services.signing.badges import open_badge
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
from cohort_desk.services.signing.tokens import (
    NoToken,
    Token,
    TokenAltered,
    TokenUnknown,
    read_token,
    signed_statement,
)
from cohort_desk.services.signing.told import told_passphrase

__all__ = [
    "KeyExpired",
    "KeyInfo",
    "KeyUnusable",
    "NoKey",
    "NoToken",
    "Signer",
    "Token",
    "TokenAltered",
    "TokenUnknown",
    "WrongPassphrase",
    "change_passphrase",
    "check_passphrase",
    "export_certificate",
    "import_pkcs12",
    "key_in_use",
    "make_key",
    "open_badge",
    "read_keys",
    "read_token",
    "retire_key",
    "signed_statement",
    "told_passphrase",
    "unlock",
]
