"""A programme that has issued certificates: one valid, one revoked, one superseded by another."""

import shutil
from types import SimpleNamespace

import pytest

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.reasons import Reason
from cohort_desk.domain.certificates.starting import NEEDS
from cohort_desk.reports.certificates.issuing import issue_certificates, reissue_certificate
from cohort_desk.services.certificates.designs import add_starting_design
from cohort_desk.services.certificates.ready import read_ready
from cohort_desk.services.certificates.register import pdf_of, read_certificate
from cohort_desk.services.certificates.requests import Request
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import revoke
from cohort_desk.services.programmes import create_programme, open_programme, read_programme
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import key_in_use, make_key, unlock

PASSPHRASE = "correct horse battery"  # noqa: S105


@pytest.fixture(scope="session")
def issued(sample_file, tmp_path_factory):
    """The programme, its key, and the files and register entries of its certificates."""
    folder = tmp_path_factory.mktemp("issued")
    place = shutil.copy(sample_file, folder)
    db = open_programme(place, actor="Ann")
    if read_identity(db).code is None:
        set_code(db, read_identity(db).version, "SCRLP")
    make_key(db, PASSPHRASE, replace=key_in_use(db) is not None)
    signer = unlock(db, PASSPHRASE)
    cohort = read_programme(db).cohorts[0].id
    ready = read_ready(db, cohort, Kind.ATTENDANCE)
    people = tuple(each.participant_id for each in ready if each.state.name == "READY")[:3]
    design = add_starting_design(db, next(each for each in NEEDS if each.kind is Kind.ATTENDANCE))
    request = Request(cohort, Kind.ATTENDANCE, people, design, "Ann")
    valid, revoked, superseded = issue_certificates(db, request, signer).certificate_ids
    version = read_certificate(db, revoked).version
    revoke(db, revoked, version, Reason.ERROR, "The name was somebody else’s")
    version = read_certificate(db, superseded).version
    newer = reissue_certificate(
        db, Replaced(superseded, version, Reason.NAME, "The holder has married"), "Ann", signer
    )
    ids = {"valid": valid, "revoked": revoked, "superseded": superseded, "newer": newer}
    files = {}
    for name, key in ids.items():
        files[name] = folder / f"{name}.pdf"
        files[name].write_bytes(pdf_of(db, key))
    entries = {name: read_certificate(db, key) for name, key in ids.items()}
    chain = key_in_use(db).chain
    yield SimpleNamespace(
        db=db, place=place, signer=signer, chain=chain, files=files, entries=entries, ids=ids
    )
    db.close()


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    """The unlocked key of somebody whose programme has the same name."""
    place = tmp_path_factory.mktemp("stranger") / "Other.cohort"
    db = create_programme(place, "Strangers", "2026", "Example Council", "Mallory")
    make_key(db, PASSPHRASE)
    unlocked = unlock(db, PASSPHRASE)
    db.close()
    return unlocked
