"""`cohort-desk certificates ready|issue|list|… FILE`: who can have one, issuing, the register."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Any

from cohort_desk.cli import certificate_arguments as arguments
from cohort_desk.cli.answers import Answer
from cohort_desk.cli.certificate_choices import (
    certificate_named,
    chosen_certificates,
    design_for,
    people_named,
    subject_of,
)
from cohort_desk.cli.certificate_words import entry_as_plain, entry_line, ready_lines, ready_plain
from cohort_desk.cli.passphrases import read_passphrase
from cohort_desk.cli.programmes import (
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.stopping import stoppable
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.exchange.certificates import write_zip
from cohort_desk.reports.certificates.issuing import (
    issue_certificates,
    ready_certificates,
    reissue_certificate,
    resume_batch,
    write_prints,
)
from cohort_desk.services.certificates.handing_out import HandedOut
from cohort_desk.services.certificates.lists import read_list
from cohort_desk.services.certificates.register import (
    RegisterFilter,
    filtered,
    read_certificate,
    read_certificates,
    read_register,
)
from cohort_desk.services.certificates.requests import (
    BatchCancelled,
    BatchStopped,
    Issued,
    Request,
)
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import revoke
from cohort_desk.services.programmes import is_url
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import unlock

SHAPE = {
    "cohort": "the cohort; null of a register of all cohorts, and where none was asked for",
    "people": "ready: a list of objects: name, group, agency, state, outcome, reason, serial",
    "certificates": (
        "a list of objects, in the order of the serials: serial, code, name, kind, certificate, "
        "outcome, cohort, issued_on, issued_by, status, since, reason, note, superseded_by, "
        "supersedes, stands, changed, damage, digest, pdf_sha256, key, batch"
    ),
    "batch": "issue and reissue: what the batch is called; otherwise null",
    "stopped": "issue: why it ended before its end and how to go on with it; otherwise empty",
    "not_issued": "issue: a list of sentences: whose could not be made, and why",
    "code": "the programme’s code, null if it has none",
    "written": "print and zip: the file; otherwise null",
    "left_out": "print and zip: serials of those asked for that are no longer valid; otherwise []",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do, the programme, and what each of them takes."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="|".join(_WAYS))
    for name, (what, add, _run) in _WAYS.items():
        said = f"{what[0].upper()}{what[1:]}."
        # Else --passphrase would pass for --passphrase-file, and be shown to all on the computer.
        way = ways.add_parser(name, help=what, description=said, allow_abbrev=False)
        add_programme_argument(way)
        add(way)
        way.add_argument(
            "--json", action="store_true", default=SUPPRESS, help="answer with one JSON object"
        )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Do what is asked with the programme's certificates.

    Raises:
        CohortDeskError: the programme cannot be read, somebody is not ready, there is no such
            certificate, or the place cannot be written to.
    """
    with opened(options) as db:
        return _WAYS[options.way][2](db, options, line)


def _ready(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    cohort = cohort_of(db, options)
    found = ready_certificates(db, cohort.id, *subject_of(db, cohort, options.of))
    plain = [ready_plain(each) for each in found]
    return _answer(db, ready_lines(found), cohort=cohort.name, people=plain)


def _issue(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    if options.batch:
        signer = unlock(db, read_passphrase(options.passphrase_file))
        return _run_batch(db, options, line, partial(resume_batch, db, options.batch, signer))
    cohort = cohort_of(db, options)
    kind, module_id = subject_of(db, cohort, options.of)
    people = people_named(ready_certificates(db, cohort.id, kind, module_id), options.to)
    signer = unlock(db, read_passphrase(options.passphrase_file))
    request = Request(
        cohort.id,
        kind,
        people,
        design_for(db, kind, options.design),
        options.by or db.actor,
        module_id,
        options.award or "",
    )
    work = partial(issue_certificates, db, request, signer)
    return _run_batch(db, options, line, work, cohort.name)


def _run_batch(
    db: Database,
    options: Namespace,
    line: ProgressLine,
    work: Callable[[Progress], Issued],
    cohort: str | None = None,
) -> Answer:
    """Issue, and say how far it came also where it was stopped."""
    try:
        with stoppable(line.steps("Issuing certificates")) as report:
            issued = work(report)
    except (BatchCancelled, BatchStopped) as error:
        if not error.certificate_ids:
            raise
        # Whoever sees the screen need not see the password that an address may hold.
        place = "URL" if is_url(options.file) else quote(options.file)
        way = f"cohort-desk certificates issue {place} --batch {error.batch}"
        stopped = f"{error} The command is: {way}"
        issued = Issued(error.batch, error.certificate_ids, len(error.certificate_ids))
        return _issued(db, issued, cohort, stopped)
    return _issued(db, issued, cohort)


def _issued(db: Database, issued: Issued, cohort: str | None = None, stopped: str = "") -> Answer:
    entries = read_certificates(db, issued.certificate_ids)
    said = f"Issued {counted(len(entries), 'certificate', 'certificates')}, batch {issued.batch}"
    answer = _answer(
        db,
        [said, *map(entry_line, entries)],
        cohort=cohort,
        certificates=[entry_as_plain(entry) for entry in entries],
        batch=issued.batch,
        stopped=stopped,
        not_issued=list(issued.passed_over),
    )
    left_out = " ".join(f"Not issued: {why}" for why in issued.passed_over)
    return replace(answer, complaint=stopped or left_out)


def _list(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    cohort = cohort_of(db, options) if options.cohort else None
    statuses = (options.status,) if options.status else ()
    wanted = RegisterFilter(options.text or "", statuses=statuses, changed_only=options.changed)
    entries = filtered(read_register(db, cohort.id if cohort else None), wanted)
    register = read_list(db, cohort.id if cohort else None, entries)
    return _answer(
        db,
        [register.context, *map(entry_line, entries)],
        cohort=cohort.name if cohort else None,
        certificates=[entry_as_plain(entry) for entry in entries],
    )


def _revoke(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    entry = certificate_named(db, options.serial)
    revoke(db, entry.id, entry.version, options.reason, options.note)
    now = read_certificate(db, entry.id)
    return _answer(
        db, [f"Revoked {entry.serial} of {entry.name}"], certificates=[entry_as_plain(now)]
    )


def _reissue(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    old = certificate_named(db, options.serial)
    design = design_for(db, old.kind, options.design) if options.design else None
    replaced = Replaced(old.id, old.version, options.reason, options.note)
    signer = unlock(db, read_passphrase(options.passphrase_file))
    new_id = reissue_certificate(db, replaced, options.by or db.actor, signer, design)
    new = read_certificate(db, new_id)
    return _answer(
        db,
        [f"Issued {new.serial} to {new.name} in place of {old.serial}"],
        certificates=[entry_as_plain(each) for each in read_certificates(db, (old.id, new_id))],
        batch=new.batch,
    )


def _print(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    return _write(db, options, write_prints, line.steps("Drawing certificates"))


def _zip(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    write = partial(write_zip, records=options.records)
    return _write(db, options, write, line.steps("Packing certificates"))


def _write(
    db: Database,
    options: Namespace,
    write: Callable[[Database, Sequence[int], Path, Progress], HandedOut],
    report: Progress,
) -> Answer:
    entries = {entry.id: entry for entry in chosen_certificates(db, options)}
    handed_out = write(db, [*entries], options.out, report)
    number = counted(len(handed_out.ids), "certificate", "certificates")
    # Whoever names one expects it; of a batch or a cohort the valid ones are what is meant.
    complaint = handed_out.left_out if options.serials else ""
    told = [handed_out.left_out] if handed_out.left_out and not complaint else []
    answer = _answer(
        db,
        [f"Wrote {options.out}: {number}", *told],
        certificates=[entry_as_plain(entries[key]) for key in handed_out.ids],
        written=str(options.out),
        left_out=[serial for _, serials in handed_out.gone for serial in serials],
    )
    return replace(answer, complaint=complaint)


def _code(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    if options.code is not None:
        set_code(db, read_identity(db).version, options.code)
    code = read_identity(db).code
    said = f"Serials begin with {code}" if code else "This programme has no code yet."
    return _answer(db, [said])


def _answer(db: Database, lines: Sequence[str], **data: Any) -> Answer:
    nothing: dict[str, Any] = {
        "cohort": None,
        "people": [],
        "certificates": [],
        "batch": None,
        "stopped": "",
        "not_issued": [],
        "code": read_identity(db).code,
        "written": None,
        "left_out": [],
    }
    return Answer(tuple(lines), {**nothing, **data})


_Run = Callable[[Database, Namespace, ProgressLine], Answer]
_WAYS: Mapping[str, tuple[str, Callable[[ArgumentParser], None], _Run]] = {
    "ready": (
        "say who can be given a certificate, and who not and why",
        arguments.add_ready,
        _ready,
    ),
    "issue": ("issue certificates, or go on with a batch", arguments.add_issue, _issue),
    "list": ("list the register", arguments.add_list, _list),
    "revoke": ("declare a certificate invalid", arguments.add_revoke, _revoke),
    "reissue": (
        "issue a certificate anew, as after a change of name",
        arguments.add_reissue,
        _reissue,
    ),
    "print": ("write valid certificates as one PDF for a printer", arguments.add_choice, _print),
    "zip": (
        "write certificates as they were signed, one file each in a ZIP",
        arguments.add_zip,
        _zip,
    ),
    "code": ("show or set the code that serials begin with", arguments.add_code, _code),
}
