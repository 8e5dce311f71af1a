"""A pack's content as JSON, read back strictly: what does not fit was not written by the app."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from cohort_desk.domain.packs.contents import (
    Content,
    ExaminerContent,
    MarkingContent,
    PackHead,
    PackKind,
    PeerContent,
    SavingsContent,
    SentPack,
)
from cohort_desk.domain.packs.merging import Value

_T = TypeVar("_T")
_CONTENTS: dict[PackKind, type[Content]] = {
    PackKind.MARKING: MarkingContent,
    PackKind.PEERS: PeerContent,
    PackKind.EXAMINER: ExaminerContent,
    PackKind.SAVINGS: SavingsContent,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the archive, by its digest."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is signed: whose pack it is, which way it goes, and every part of it."""

    format: str
    version: int
    way: str
    app: str
    head: PackHead
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SealedManifest:
    """All that can be read of a sealed pack."""

    format: str
    version: int
    sealed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the manifest, by the public half of the key."""

    algorithm: str
    public: str
    signature: str


@dataclass(frozen=True, slots=True)
class ReturnedCells:
    """What is sent back."""

    returned_at: datetime
    cells: dict[str, Value]


class Unfit(ValueError):
    """The JSON is not what it should be."""


def encoded(value: object) -> bytes:
    """Return a dataclass as JSON; the same value gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)


def sent_payload(pack: SentPack) -> bytes:
    """Return what a pack holds besides its files."""
    return encoded({"head": pack.head, "content": pack.content, "cells": dict(pack.cells)})


def read_sent(payload: bytes, return_secret: str, files: dict[str, bytes]) -> SentPack:
    """Return a pack from its payload.

    Raises:
        Unfit: the payload is no pack's.
    """
    parts = _decoded(payload, dict[str, msgspec.Raw])
    try:
        head = _decoded(parts["head"], PackHead)
        content = _decoded(parts["content"], _CONTENTS[head.kind])
        cells = _decoded(parts["cells"], dict[str, Value])
    except KeyError as error:
        raise Unfit(str(error)) from error
    return SentPack(head, content, cells, return_secret, files)


def read_returned(payload: bytes) -> ReturnedCells:
    """Return what was sent back.

    Raises:
        Unfit: the payload is no returned pack's.
    """
    return _decoded(payload, ReturnedCells)


def read_signature(content: bytes) -> Signature:
    """Return the signature.

    Raises:
        Unfit: it is none.
    """
    return _decoded(content, Signature)


def read_manifest(content: bytes) -> Manifest | SealedManifest:
    """Return the manifest, of a sealed pack only what can be read of it.

    Raises:
        Unfit: it is no manifest.
    """
    keys = _decoded(content, dict[str, msgspec.Raw])
    if "sealed" in keys:
        return _decoded(content, SealedManifest)
    return _decoded(content, Manifest)


def read_version(content: bytes) -> tuple[str, int]:
    """Return which format a manifest names, and of which version; ("", 0) where it names none."""
    try:
        keys = _decoded(content, dict[str, msgspec.Raw])
        return _decoded(keys["format"], str), _decoded(keys["version"], int)
    except (KeyError, Unfit):
        return "", 0


def _decoded(content: bytes | msgspec.Raw, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unfit(str(error)) from error
