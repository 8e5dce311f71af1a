"""Writes and reads `.cohortpack` files.

A pack is a zip: `manifest.json` names its parts with their SHA-256, `signature.json` signs the
manifest, `pack.json` (out) or `return.json` (back) holds the cells; besides there are the works'
files, a sheet to fill in and the rubric as text. A sealed pack is a zip of a manifest that says
only how it was sealed, and of the whole pack as `sealed.bin`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cohort_desk import __version__
from cohort_desk.domain.packs.contents import PackHead, Returned, SentPack
from cohort_desk.domain.packs.merging import Cells
from cohort_desk.exchange.packs import codec
from cohort_desk.exchange.packs.archives import archive_of, bytes_of, damaged, members_of
from cohort_desk.exchange.packs.errors import (
    NotAPack,
    PackChanged,
    PackNewer,
    PassphraseNeeded,
)
from cohort_desk.exchange.packs.sealing import (
    Seal,
    check_passphrase,
    new_seal,
    sealed,
    unsealed,
)
from cohort_desk.exchange.packs.sheets import SHEET_NAMES, sheet_of
from cohort_desk.exchange.packs.texts import TEXT_NAMES, text_of
from cohort_desk.files import whole_file
from cohort_desk.services.packs.keys import SigningKey, is_signed, key_of

SUFFIX = ".cohortpack"
FORMAT, VERSION = "cohort-desk pack", 1
_MANIFEST, _SIGNATURE, _SEALED = "manifest.json", "signature.json", "sealed.bin"
_PACK, _RETURN, _RETURN_KEY = "pack.json", "return.json", "return-key.pem"
_OUT, _BACK = "out", "back"
_PART_WORDS = {
    _PACK: "the list of what is to be filled in",
    _RETURN: "what was filled in",
    _RETURN_KEY: "the key for the way back",
}


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack that was read: one sent out or one returned, and who signed it."""

    head: PackHead
    sent: SentPack | None
    returned: Returned | None
    signed_by: str


def packed(pack: SentPack, key: SigningKey, passphrase: str = "") -> bytes:
    """Return a pack as a file's content, signed with the programme's key.

    Raises:
        PackTooLarge: its files take more room than a pack may.
        RuleBroken: the passphrase is too short.
    """
    parts = {
        _PACK: codec.sent_payload(pack),
        _RETURN_KEY: pack.return_secret.encode(),
        SHEET_NAMES[pack.head.kind]: sheet_of(pack),
        TEXT_NAMES[pack.head.kind]: text_of(pack).encode(),
        **{path: pack.files[path] for path in sorted(pack.files)},
    }
    return _closed(_signed(parts, _OUT, pack.head, key), passphrase)


def packed_return(
    head: PackHead, cells: Cells, returned_at: datetime, secret: str, passphrase: str = ""
) -> bytes:
    """Return what was filled in as a file's content, signed with the pack's key.

    Raises:
        RuleBroken: the passphrase is too short.
    """
    payload = codec.encoded(codec.ReturnedCells(returned_at, dict(cells)))
    return _closed(_signed({_RETURN: payload}, _BACK, head, key_of(secret)), passphrase)


def write_pack(content: bytes, path: Path) -> Path:
    """Write a pack's content to its place, with the ending of packs, and return the path.

    Raises:
        CannotWrite: the place refuses; what was there is as it was.
    """
    path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    with whole_file(path) as part:
        part.write_bytes(content)
    return path


def is_sealed(path: Path) -> bool:
    """Whether the pack asks for a passphrase.

    Raises:
        CohortDeskError: it is no pack, or cannot be read.
    """
    return isinstance(_opened(bytes_of(path), path.name)[1], codec.SealedManifest)


def read_pack(path: Path, passphrase: str = "") -> ReadPack:
    """Read a pack and check every part of it.

    Raises:
        NotAPack, PackNewer, PackDamaged, PackTooLarge: the file is no pack that can be read.
        PassphraseNeeded, WrongPassphrase: it is sealed.
        PackChanged: a part is not as it was signed; the text names it.
    """
    content = bytes_of(path)
    members, manifest = _opened(content, path.name)
    if isinstance(manifest, codec.SealedManifest):
        members, manifest = _opened(_unsealed(members, manifest, path.name, passphrase), path.name)
    if isinstance(manifest, codec.SealedManifest):
        raise damaged(path.name)
    signer = _checked(members, manifest, path.name)
    try:
        read = _content_of(members, manifest, signer, path.name)
    except codec.Unfit as error:
        raise damaged(path.name) from error
    if read.returned is None:
        return read
    digest = hashlib.sha256(content).hexdigest()
    return replace(read, returned=replace(read.returned, digest=digest))


def _signed(
    parts: Mapping[str, bytes], way: str, head: PackHead, key: SigningKey
) -> dict[str, bytes]:
    listed = tuple(
        codec.Part(name, hashlib.sha256(content).hexdigest(), len(content))
        for name, content in parts.items()
    )
    manifest = codec.encoded(codec.Manifest(FORMAT, VERSION, way, __version__, head, listed))
    signature = codec.Signature("Ed25519", key.public, key.sign(manifest))
    return {_MANIFEST: manifest, _SIGNATURE: codec.encoded(signature), **parts}


def _closed(members: Mapping[str, bytes], passphrase: str) -> bytes:
    content = archive_of(members)
    if not passphrase:
        return content
    check_passphrase(passphrase)
    seal = new_seal()
    manifest = codec.encoded(codec.SealedManifest(FORMAT, VERSION, seal.as_plain()))
    return archive_of({_MANIFEST: manifest, _SEALED: sealed(content, passphrase, seal, manifest)})


def _opened(
    content: bytes, name: str
) -> tuple[dict[str, bytes], codec.Manifest | codec.SealedManifest]:
    members = members_of(content, name)
    head = members.get(_MANIFEST, b"")
    format_named, version = codec.read_version(head)
    if format_named != FORMAT:
        raise NotAPack(
            f"“{name}” is not a pack of Cohort Desk, or its list of contents is gone. Nothing was "
            "taken from it."
        )
    if version > VERSION:
        raise PackNewer(
            f"“{name}” was made by a newer version of Cohort Desk. Nothing was taken from it. "
            "Update Cohort Desk on this computer to open it."
        )
    try:
        return members, codec.read_manifest(head)
    except codec.Unfit as error:
        raise damaged(name) from error


def _unsealed(
    members: Mapping[str, bytes], manifest: codec.SealedManifest, name: str, passphrase: str
) -> bytes:
    seal = Seal.from_plain(manifest.sealed)
    if seal is None or _SEALED not in members:
        raise damaged(name)
    if not passphrase:
        raise PassphraseNeeded(f"“{name}” is sealed with a passphrase. Give it to open the pack.")
    return unsealed(members[_SEALED], passphrase, seal, members[_MANIFEST])


def _checked(members: Mapping[str, bytes], manifest: codec.Manifest, name: str) -> str:
    """Return the public key that signed the pack, once every part is as it was signed."""
    try:
        signature = codec.read_signature(members.get(_SIGNATURE, b""))
    except codec.Unfit as error:
        raise _changed(name, "the signature") from error
    if not is_signed(members[_MANIFEST], signature.signature, signature.public):
        raise _changed(name, "the list of contents, or the signature")
    listed = {part.name: part for part in manifest.parts}
    for part in manifest.parts:
        found = members.get(part.name)
        if found is None or hashlib.sha256(found).hexdigest() != part.sha256:
            raise _changed(name, _PART_WORDS.get(part.name, f"“{part.name}”"))
    added = sorted(members.keys() - listed.keys() - {_MANIFEST, _SIGNATURE})
    if added:
        raise _changed(name, f"“{added[0]}”, which was added later")
    return signature.public


def _content_of(
    members: dict[str, bytes], manifest: codec.Manifest, signer: str, name: str
) -> ReadPack:
    if manifest.way == _BACK and _RETURN in members:
        cells = codec.read_returned(members[_RETURN])
        returned = Returned(
            manifest.head.key, name, cells.cells, "", cells.returned_at, signed_by=signer
        )
        return ReadPack(manifest.head, None, returned, signer)
    if manifest.way != _OUT or not {_PACK, _RETURN_KEY} <= members.keys():
        raise damaged(name)
    files = {path: content for path, content in members.items() if path.startswith("files/")}
    sent = codec.read_sent(members[_PACK], members[_RETURN_KEY].decode("ascii", "replace"), files)
    return ReadPack(manifest.head, sent, None, signer)


def _changed(name: str, part: str) -> PackChanged:
    sheet = any(sheet in part for sheet in SHEET_NAMES.values())
    way_on = (
        "If the sheet was filled in and put back, take it out and merge the sheet by itself."
        if sheet
        else "Ask for it to be sent again."
    )
    return PackChanged(
        f"“{name}” was changed after it was made: {part}. Nothing was taken from it. {way_on}"
    )
