"""The sample's certificates: issued to the former cohort; one revoked, one issued anew."""

from collections.abc import Callable

from cohort_desk.db.database import Database
from cohort_desk.domain.certificates.design import Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.reasons import Reason
from cohort_desk.domain.certificates.starting import NEEDS, starting_design
from cohort_desk.services.certificates.bases import Topic
from cohort_desk.services.certificates.designs import add_design, list_designs
from cohort_desk.services.certificates.issuing import issue
from cohort_desk.services.certificates.ready import State, read_ready
from cohort_desk.services.certificates.register import read_certificate
from cohort_desk.services.certificates.requests import Press, Request
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import reissue, revoke
from cohort_desk.services.modules import list_modules
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import Signer, make_key, unlock
from cohort_desk.services.signing.told import PASSPHRASE

CODE = "SAMPLE"
AWARD = "Postgraduate Certificate in Public Leadership (sample)"
_SIGNATORIES = (
    Signatory("Chair Elm", "Chair of the board"),
    Signatory("Director Rowan", "Programme director"),
)
_SOME = 5


def certify(db: Database, cohort_id: int, press_of: Callable[[Signer], Press]) -> None:
    """Give a cohort that has been ratified its certificates, and have some of them change."""
    set_code(db, read_identity(db).version, CODE)
    make_key(db, PASSPHRASE)
    for need in NEEDS:
        add_design(db, starting_design(need, signatories=_SIGNATORIES))
    press = press_of(unlock(db, PASSPHRASE))
    core = next(module for module in list_modules(db, cohort_id) if module.core)
    awards = _issue(db, press, Topic(cohort_id, Kind.AWARD))
    _issue(db, press, Topic(cohort_id, Kind.MODULE, core.id), _SOME)
    _issue(db, press, Topic(cohort_id, Kind.ATTENDANCE), _SOME)
    first, second, third, *_ = awards
    revoked = read_certificate(db, first)
    namesake = "Sent to another person of the same family name"
    revoke(db, first, revoked.version, Reason.ERROR, namesake)
    _rename(db, second, "Sample-")
    renamed = read_certificate(db, second)
    old = Replaced(second, renamed.version, Reason.NAME, "Change of name on marriage")
    reissue(db, old, db.actor, press)
    _rename(db, third, "Example-")


def _issue(db: Database, press: Press, topic: Topic, most: int | None = None) -> tuple[int, ...]:
    lines = read_ready(db, topic.cohort_id, topic.kind, topic.module_id, press.unprintable)
    ready = tuple(line.participant_id for line in lines if line.state is State.READY)[:most]
    design = list_designs(db, topic.kind)[0].id
    request = Request(topic.cohort_id, topic.kind, ready, design, db.actor, topic.module_id, AWARD)
    return issue(db, request, press).certificate_ids


def _rename(db: Database, certificate_id: int, before: str) -> None:
    """Put something before the family name of a certificate's holder."""
    person = read_person(db, read_certificate(db, certificate_id).participant_id)
    edit_person(db, person.id, person.version, {"family_name": f"{before}{person.family_name}"})
