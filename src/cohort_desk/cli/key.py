"""`cohort-desk key make|import|list|… FILE`: the key that the programme signs certificates with."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.passphrases import (
    NEW,
    OF_FILE,
    OF_KEY,
    add_passphrase_argument,
    read_passphrase,
)
from cohort_desk.cli.programmes import add_programme_argument, opened
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.signing import (
    KeyInfo,
    change_passphrase,
    export_certificate,
    import_pkcs12,
    make_key,
    read_keys,
    retire_key,
)

SHAPE = {
    "keys": (
        "a list of objects, the newest first: id, state (In use, Retired or Expired), subject, "
        "issuer, fingerprint, valid_from, valid_to, made_at, retired_at"
    ),
    "written": "export: the file with the public certificate; otherwise null",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do, the programme, and what each of them takes."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="|".join(_WAYS))
    for name, (what, _run) in _WAYS.items():
        described = f"{what[0].upper()}{what[1:]}."
        # Shortened, an option that names a passphrase's file would take the passphrase itself.
        way = ways.add_parser(name, help=what, description=described, allow_abbrev=False)
        add_programme_argument(way)
        _ARGUMENTS.get(name, _no_more)(way)
        way.add_argument(
            "--json", action="store_true", default=SUPPRESS, help="answer with one JSON object"
        )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Do what is asked with the programme's key, and list the keys as they then are.

    Raises:
        CohortDeskError: the programme cannot be read, a passphrase is wrong or too weak, or there
            is no such key.
    """
    with opened(options) as db:
        written = _WAYS[options.way][1](db, options)
        keys = read_keys(db)
    said = (f"Wrote {written}",) if written else _lines(keys)
    return Answer(
        lines=said,
        data={
            "keys": [_as_plain(key) for key in keys],
            "written": str(written) if written else None,
        },
    )


def _make(db: Database, options: Namespace) -> None:
    passphrase = read_passphrase(options.passphrase_file, OF_KEY.renewed())
    make_key(db, passphrase, replace=options.replace)


def _import(db: Database, options: Namespace) -> None:
    file_passphrase = read_passphrase(options.file_passphrase_file, OF_FILE)
    passphrase = read_passphrase(options.passphrase_file, OF_KEY.renewed())
    import_pkcs12(db, options.source, file_passphrase, passphrase, replace=options.replace)


def _list(_db: Database, _options: Namespace) -> None:
    """Nothing but what every way ends with."""


def _change(db: Database, options: Namespace) -> None:
    old = read_passphrase(options.passphrase_file, OF_KEY)
    change_passphrase(db, old, read_passphrase(options.new_passphrase_file, NEW))


def _retire(db: Database, options: Namespace) -> None:
    retire_key(db, _chosen(db, options).id)


def _export(db: Database, options: Namespace) -> Path:
    export_certificate(db, _chosen(db, options).id, options.out)
    return options.out


def _chosen(db: Database, options: Namespace) -> KeyInfo:
    """Return the key asked for, or the one in use."""
    keys = read_keys(db)
    if options.key is None:
        for key in keys:
            if key.retired_at is None:
                return key
        raise NotFound("This programme has no key in use. Make one: cohort-desk key make.")
    for key in keys:
        if key.id == options.key:
            return key
    known = ", ".join(str(key.id) for key in keys) or "none yet"
    raise NotFound(f"There is no key {options.key}. The programme’s keys are: {known}.")


def _lines(keys: tuple[KeyInfo, ...]) -> tuple[str, ...]:
    if not keys:
        return ("This programme has no key yet. Make one: cohort-desk key make.",)
    now = datetime.now(UTC)
    return tuple(
        f"{key.id}  {key.state(now)}: {key.subject}, valid to {written_date(key.valid_to.date())}, "
        f"SHA-256 {key.fingerprint}"
        for key in keys
    )


def _as_plain(key: KeyInfo) -> dict[str, Any]:
    return {
        "id": key.id,
        "state": key.state(datetime.now(UTC)),
        "subject": key.subject,
        "issuer": key.issuer,
        "fingerprint": key.fingerprint,
        "valid_from": key.valid_from.isoformat(),
        "valid_to": key.valid_to.isoformat(),
        "made_at": key.made_at.isoformat(),
        "retired_at": key.retired_at.isoformat() if key.retired_at else None,
    }


def _add_new_key(parser: ArgumentParser) -> None:
    add_passphrase_argument(parser, OF_KEY)
    parser.add_argument(
        "--replace",
        action="store_true",
        help="retire the key in use; what it signed stays verifiable",
    )


def _add_import(parser: ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="KEYFILE", help="a .p12 or .pfx file")
    add_passphrase_argument(parser, OF_FILE)
    _add_new_key(parser)


def _add_change(parser: ArgumentParser) -> None:
    add_passphrase_argument(parser, OF_KEY)
    add_passphrase_argument(parser, NEW)


def _add_choice(parser: ArgumentParser) -> None:
    parser.add_argument("--key", type=int, metavar="ID", help="the key in use if left out")


def _add_export(parser: ArgumentParser) -> None:
    _add_choice(parser)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="CER",
        help="the file to write: .pem as text with the whole chain, any other as DER",
    )


def _no_more(_parser: ArgumentParser) -> None:
    """Nothing but the programme."""


_WAYS: dict[str, tuple[str, Callable[[Database, Namespace], Path | None]]] = {
    "make": ("make a key, sealed with a passphrase", _make),
    "import": ("take over a key that was made elsewhere, from PKCS#12", _import),
    "list": ("list the programme's keys", _list),
    "change-passphrase": ("seal the key in use with another passphrase", _change),
    "retire": ("sign nothing more with a key", _retire),
    "export": ("write a key's public certificate, for others to trust", _export),
}
_ARGUMENTS: dict[str, Callable[[ArgumentParser], None]] = {
    "make": _add_new_key,
    "import": _add_import,
    "change-passphrase": _add_change,
    "retire": _add_choice,
    "export": _add_export,
}
