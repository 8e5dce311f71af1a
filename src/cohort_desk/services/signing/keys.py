"""The programme's key for documents: made, sealed, unlocked, retired; never deleted.

A programme signs with one key at a time. Those before it stay: what they signed is verified by
them for as long as the programme is kept.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Select, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ProgrammeRow, SigningKeyRow
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import EditedMeanwhile, RecordDamaged, RuleBroken
from cohort_desk.files import whole_file
from cohort_desk.services.signing.errors import KeyExpired, NoKey
from cohort_desk.services.signing.identity import (
    KeyPair,
    as_pem,
    from_pem,
    identity_of,
    self_signed,
)
from cohort_desk.services.signing.passphrases import check_passphrase, sealed, unsealed
from cohort_desk.services.signing.pkcs12 import read_pkcs12
from cohort_desk.services.signing.signer import ALGORITHM, Signer

PURPOSE = "documents"
_DAMAGED = (
    "Key {key} of the programme is damaged: it was changed outside Cohort Desk, so what it signed "
    "cannot be verified. Restore the newest good backup of the programme (File › Restore)."
)


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """A key as a list shows it; `chain` is the X.509 certificates as DER, its own first.

    `issuer` is who vouches for it: the programme itself, or an authority.
    """

    id: int
    subject: str
    issuer: str
    fingerprint: str
    valid_from: datetime
    valid_to: datetime
    made_at: datetime
    retired_at: datetime | None
    chain: tuple[bytes, ...] = field(repr=False)

    @property
    def self_signed(self) -> bool:
        return self.issuer == self.subject

    def state(self, now: datetime) -> str:
        """Return "In use", "Retired" or "Expired"."""
        if self.retired_at is not None:
            return "Retired"
        return "Expired" if now > self.valid_to else "In use"


def make_key(db: Database, passphrase: str, *, replace: bool = False) -> KeyInfo:
    """Make the programme's key, with a certificate in the programme's own name.

    Args:
        db: the programme.
        passphrase: seals the key; it is kept nowhere and cannot be found again.
        replace: whether the key in use, if there is one, is retired in the same step.

    Raises:
        RuleBroken: the passphrase is too weak, or there is a key in use and `replace` is false.
    """
    programme, organisation = _names(db)
    check_passphrase(passphrase, names=(programme, organisation))
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    pair = KeyPair(key, (self_signed(key, programme, organisation, now),))
    return _keep(db, pair, passphrase, now, replace=replace)


def import_pkcs12(
    db: Database, path: Path, file_passphrase: str, passphrase: str, *, replace: bool = False
) -> KeyInfo:
    """Take over a key that was made elsewhere, with the certificates that vouch for it.

    Args:
        db: the programme.
        path: a .p12 or .pfx file.
        file_passphrase: what opens the file, "" if it has none.
        passphrase: seals the key in the programme.
        replace: as in `make_key`.

    Raises:
        KeyUnusable: the file holds no key on P-256 with a certificate that is valid today.
        WrongPassphrase: `file_passphrase` does not open the file.
        RuleBroken: as in `make_key`, or the programme has this key already.
    """
    check_passphrase(passphrase, names=_names(db))
    now = datetime.now(UTC)
    pair = read_pkcs12(path, file_passphrase, now)
    return _keep(db, pair, passphrase, now, replace=replace)


def read_keys(db: Database) -> tuple[KeyInfo, ...]:
    """Return every key for documents that the programme has had, the newest first.

    Raises:
        RecordDamaged: the certificates of one cannot be read.
    """
    keys, damaged = sort_keys(db)
    if damaged:
        raise damaged[0]
    return keys


def sort_keys(db: Database) -> tuple[tuple[KeyInfo, ...], tuple[RecordDamaged, ...]]:
    """Return the same keys as far as they can be read, and what is to be said of the others."""
    keys: list[KeyInfo] = []
    damaged: list[RecordDamaged] = []
    with db.read() as work:
        for row in work.session.scalars(_documents().order_by(SigningKeyRow.id.desc())):
            try:
                keys.append(_info(row))
            except RecordDamaged as error:
                damaged.append(error)
    return tuple(keys), tuple(damaged)


def key_in_use(db: Database) -> KeyInfo | None:
    """Return the key that the programme signs with, None if it has none.

    Raises:
        RecordDamaged: its certificates cannot be read.
    """
    with db.read() as work:
        row = _in_use(work)
        return _info(row) if row else None


def unlock(db: Database, passphrase: str) -> Signer:
    """Return the key in use, ready to sign; it takes a tenth of a second.

    Raises:
        NoKey: the programme has none.
        RecordDamaged: its certificates cannot be read.
        WrongPassphrase: it is sealed with another.
        KeyExpired: its certificate is no longer valid.
    """
    with db.read() as work:
        row = _needed(work)
        key, secret = _info(row), row.secret
    signer = Signer(key.id, key.chain, key.valid_to, unsealed(secret, passphrase))
    if datetime.now(UTC) > signer.expires:
        raise KeyExpired(
            f"The programme’s key expired on {written_date(signer.expires.date())}, so nothing was "
            "signed. Make a new key: what this one signed stays verifiable."
        )
    return signer


def change_passphrase(db: Database, old: str, new: str) -> None:
    """Seal the key in use with another passphrase; the key stays the same.

    Raises:
        NoKey: the programme has none.
        WrongPassphrase: it is sealed with another than `old`.
        RuleBroken: the new one is too weak, or is the old one.
        EditedMeanwhile: someone else changed it at the same moment.
    """
    check_passphrase(new, names=_names(db))
    if old == new:
        raise RuleBroken("passphrase", "The new passphrase is the old one. Nothing was changed.")
    with db.read() as work:
        row = _needed(work)
        key_id, before = row.id, row.secret
    after = sealed(unsealed(before, old), new)
    with db.begin_unjournalled() as work:
        row = work.need(SigningKeyRow, key_id)
        if row.secret != before:
            raise EditedMeanwhile(
                "Someone else changed the passphrase meanwhile. Nothing was overwritten."
            )
        row.secret = after


def retire_key(db: Database, key_id: int) -> None:
    """Sign nothing more with a key; what it has signed stays verifiable.

    Raises:
        NotFound: there is no such key.
        RuleBroken: it is retired already.
    """
    with db.begin_unjournalled() as work:
        row = work.need(SigningKeyRow, key_id)
        if row.retired_at is not None:
            day = written_date(row.retired_at.date())
            raise RuleBroken("key", f"That key was retired on {day} already.")
        row.retired_at = datetime.now(UTC)


def export_certificate(db: Database, key_id: int, path: Path) -> None:
    """Write a key's public certificate, so that others can trust what the programme signs.

    A .pem file holds the whole chain as text, any other the key's own certificate as DER.

    Raises:
        NotFound: there is no such key.
        RecordDamaged: its certificates cannot be read.
        CannotWrite: the folder or the disk refuses.
    """
    with db.read() as work:
        row = work.need(SigningKeyRow, key_id)
        chain, own = row.chain or "", _info(row).chain[0]
    text = path.suffix.lower() == ".pem"
    with whole_file(path) as part:
        part.write_bytes(chain.encode("ascii") if text else own)


def _keep(db: Database, pair: KeyPair, passphrase: str, now: datetime, *, replace: bool) -> KeyInfo:
    public = pair.secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    row = SigningKeyRow(
        purpose=PURPOSE,
        algorithm=ALGORITHM,
        public=public.decode("ascii"),
        secret=sealed(pair.secret, passphrase),
        chain=as_pem(pair.chain),
        made_at=now,
    )
    with db.begin_unjournalled() as work:
        if work.session.scalar(_documents().where(SigningKeyRow.public == row.public)):
            raise RuleBroken("key", "The programme has this key already. Nothing was changed.")
        before = _in_use(work)
        if before is not None:
            if not replace:
                raise RuleBroken(
                    "key",
                    "The programme has a key already. To sign with another from now on, replace "
                    "it: the old one is retired, and what it signed stays verifiable.",
                )
            before.retired_at = now
        work.session.add(row)
        work.session.flush()
        return _info(row)


def _documents() -> Select[SigningKeyRow]:
    return select(SigningKeyRow).where(SigningKeyRow.purpose == PURPOSE)


def _in_use(work: UnitOfWork) -> SigningKeyRow | None:
    valid = _documents().where(SigningKeyRow.retired_at.is_(None))
    return work.session.scalars(valid.order_by(SigningKeyRow.id.desc())).first()


def _needed(work: UnitOfWork) -> SigningKeyRow:
    row = _in_use(work)
    if row is None:
        raise NoKey(
            "The programme has no key to sign with yet. Make one, or import one, under Keys on "
            "the Certificates page or with: cohort-desk key make."
        )
    return row


def _info(row: SigningKeyRow) -> KeyInfo:
    try:
        chain = from_pem(row.chain or "")
        found = identity_of(chain[0])
    except ValueError as error:
        raise RecordDamaged(_DAMAGED.format(key=row.id)) from error
    return KeyInfo(
        id=row.id,
        subject=found.subject,
        issuer=found.issuer,
        fingerprint=found.fingerprint,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        made_at=row.made_at,
        retired_at=row.retired_at,
        chain=chain,
    )


def _names(db: Database) -> tuple[str, str]:
    with db.read() as work:
        programme = work.need(ProgrammeRow, 1)
        return programme.name, programme.organisation
