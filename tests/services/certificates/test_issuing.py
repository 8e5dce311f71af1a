"""Issuing: what a certificate says, that serials have no gaps, and what is refused."""

import base64
import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from cohort_desk.db.tables import BoardRow, ParticipantRow, ProgrammeRow, StepRow
from cohort_desk.domain.certificates.codes import read_code
from cohort_desk.domain.certificates.design import Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import canonical, is_sealed
from cohort_desk.domain.errors import (
    Cancelled,
    CannotUndo,
    CannotWrite,
    EditedMeanwhile,
    NotFound,
    RuleBroken,
)
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.reports.certificates.issuing import press_of
from cohort_desk.services.certificates import carrying_out
from cohort_desk.services.certificates.batches import batch_ids, list_batches, read_printed
from cohort_desk.services.certificates.designs import edit_design, list_designs
from cohort_desk.services.certificates.issuing import award_title, issue, resume_batch
from cohort_desk.services.certificates.register import (
    credential_of,
    pdf_of,
    read_register,
    statement_of,
)
from cohort_desk.services.certificates.requests import BatchStopped, NotMade, Press
from cohort_desk.services.history import newest_step, read_undo_state, undo, undo_step
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes import check
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import read_keys
from cohort_desk.services.signing.badges import name_hash
from cohort_desk.services.signing.tokens import read_token

YEAR = datetime.now(UTC).astimezone(LONDON).year
ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


def serials(db):
    return [entry.serial for entry in read_register(db)]


def in_order(db):
    return [f"{each.check}: {each.detail}" for each in check(db) if not each.in_order] == []


def attached(pdf):
    """Return what the tokens attached to a certificate say: their headers, then their payloads."""
    files = PdfReader(io.BytesIO(pdf)).attachments
    assert sorted(files) == ["credential.jwt", "statement.jws"]
    parts = [files[name][0].split(b".")[:2] for name in ("statement.jws", "credential.jwt")]
    read = [[json.loads(base64.urlsafe_b64decode(part + b"==")) for part in two] for two in parts]
    return [header for header, _ in read], [payload for _, payload in read]


def values(plain, name=""):
    """Yield each value that is somewhere in JSON, with the name that it has there."""
    if isinstance(plain, dict | list):
        pairs = plain.items() if isinstance(plain, dict) else ((name, each) for each in plain)
        for key, value in pairs:
            yield from values(value, key)
    else:
        yield name, plain


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)


def test_a_certificate_says_what_was_ratified_and_all_of_it_is_signed(office_anywhere):
    office = office_anywhere
    issued = office.issue(BEN, ADA)
    ben, ada = read_register(office.db)
    assert [ben.serial, ada.serial] == [f"SCRLP-{YEAR}-0001", f"SCRLP-{YEAR}-0002"]
    said = ada.statement
    assert (said.name, said.outcome, said.credits, said.level) == (
        "Ada Sample1",
        "Distinction",
        60,
        7,
    )
    assert (said.award, said.board) == ("Example Certificate", "Summer board")
    assert is_sealed(said)
    assert read_code(ada.code) == ada.code
    chain = read_keys(office.db)[0].chain
    assert read_token(statement_of(office.db, ada.id), chain[:1]).content == canonical(said)
    assert credential_of(office.db, ada.id).count(".") == 2
    pdf = pdf_of(office.db, ada.id)
    assert hashlib.sha256(pdf).hexdigest() == ada.pdf_sha256
    assert b"/DocMDP" in pdf
    assert batch_ids(office.db, issued.batch) == issued.certificate_ids
    assert in_order(office.db)


def test_no_two_codes_are_alike_even_of_one_person(office):
    office.issue(ADA)
    office.issue(ADA, kind=Kind.MODULE, module_id=1)
    one, other = read_register(office.db)
    assert one.statement.nonce != other.statement.nonce
    assert other.title == "LE Module LE"


def test_print_order_is_the_order_asked_for(office, small_chunks):
    issued = office.issue(CY, ADA, EVE, BEN)
    printed = read_printed(office.db, batch_ids(office.db, issued.batch))
    assert [each.statement.name[:3] for each in printed] == ["Cy ", "Ada", "Eve", "Ben"]
    assert printed[0].design.kind is Kind.AWARD


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ((), "Choose to whom"),
        ((ADA, DEE), "1 of 2 people cannot be given a certificate: Dee Sample4"),
        ((ADA, 99), "somebody who is not in this cohort"),
    ],
)
def test_nobody_is_issued_one_where_anybody_is_not_ready(office, people, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        office.issue(*people)
    assert read_register(office.db) == ()


def test_a_name_that_no_font_can_print_is_refused_before_anything_is_drawn(office):
    ben = read_person(office.db, BEN)
    edit_person(office.db, BEN, ben.version, {"given_name": "B\U000131a3n"})
    with pytest.raises(RuleBroken, match=r"B𓆣n Sample2 .*𓆣 U\+131A3"):
        issue(office.db, office.request(ADA, BEN), press_of(office.signer))
    assert read_register(office.db) == ()


def test_nothing_is_attached_by_which_marks_could_be_found(office):
    ben = read_person(office.db, BEN)
    known_by = {"reference": "S0020", "email": "ben.sample@example.org"}
    edit_person(office.db, BEN, ben.version, known_by)
    issue(office.db, office.request(BEN), press_of(office.signer))
    headers, (statement, credential) = attached(pdf_of(office.db, read_register(office.db)[0].id))
    said = list(values([headers, statement, credential]))
    for secret in ("C1002", *known_by.values()):
        assert not [name for name, value in said if secret in f"{name} {value}"]
    # No other number is there: neither a mark nor the number of the participant.
    numbers = {name for name, value in said if type(value) in (int, float)}
    assert numbers == {"form", "credits", "level", "creditsEarned", "creditsAvailable", "nbf"}
    assert (statement["credits"], statement["level"], statement["form"]) == (60, 7, 1)
    texts = {value for _, value in said if isinstance(value, str)}
    assert not texts & {str(BEN), "62", "60", "64", "61"}


def test_what_is_not_seen_is_not_signed_and_is_no_change_since(office):
    with office.db.begin("names as an older version kept them") as work:
        ada = work.session.get_one(ParticipantRow, ADA)
        ada.given_name, ada.family_name = "A\u202eda", "Zero\u00adWi\u200bdth"
        work.session.get_one(BoardRow, 1).name = "Sum\u200bmer board"
        work.session.get_one(ProgrammeRow, 1).name = "Leaders\u2060 of Example"
    issue(office.db, office.request(ADA), press_of(office.signer))
    (entry,) = read_register(office.db)
    assert (entry.name, entry.statement.name, entry.name_now) == (*["Ada ZeroWidth"] * 2, "")
    assert (entry.statement.programme, entry.statement.board) == (
        "Leaders of Example",
        "Summer board",
    )
    assert entry.since == ()
    pdf = pdf_of(office.db, entry.id)
    assert "Ada ZeroWidth" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    _, (statement, credential) = attached(pdf)
    (identifier,) = credential["credentialSubject"]["identifier"]
    assert statement["name"] == "Ada ZeroWidth"
    assert identifier["identityHash"] == name_hash("Ada ZeroWidth", identifier["salt"])


def test_of_a_module_it_must_be_said_which(office):
    with pytest.raises(RuleBroken, match="Say of which module"):
        office.issue(ADA, kind=Kind.MODULE)


def test_nobody_is_issued_the_same_one_twice(office):
    office.issue(ADA)
    with pytest.raises(RuleBroken, match=f"SCRLP-{YEAR}-0001 was issued already"):
        office.issue(BEN, ADA)
    assert len(serials(office.db)) == 1


def test_without_a_code_it_says_how_to_set_one(office):
    with office.db.begin("no code") as work:
        work.session.get_one(ProgrammeRow, 1).code = None
    with pytest.raises(RuleBroken, match="Set one, such as SCRLP, in Settings"):
        office.issue(ADA)


def test_a_design_of_another_kind_is_refused(office):
    request = replace(office.request(ADA), design_id=office.designs[Kind.MODULE])
    with pytest.raises(RuleBroken, match="is for other certificates"):
        issue(office.db, request, office.press)


def test_the_award_is_called_as_it_was_last(office):
    assert award_title(office.db) == "Test programme"
    office.issue(ADA)
    assert award_title(office.db) == "Example Certificate"


def test_issuing_is_a_step_that_cannot_be_undone(office):
    office.issue(ADA, BEN)
    with pytest.raises(CannotUndo, match="Revoke a certificate or reissue it"):
        undo_step(office.db, newest_step(office.db))
    # Edit › Undo does not offer it: what came before can be undone, here the design added last.
    offered = read_undo_state(office.db)
    assert offered.undo.startswith("addition of design")
    assert undo(office.db, seen=offered.undo_id).target_id == offered.undo_id
    assert len(serials(office.db)) == 2


def test_nothing_that_a_certificate_stands_on_is_undone_away(office):
    with office.db.read() as work:
        steps = {step.name: step.id for step in work.session.query(StepRow)}
    office.issue(ADA)
    with pytest.raises(CannotUndo, match=f"SCRLP-{YEAR}-0001 stands on"):
        undo_step(office.db, steps["a cohort that is marked"])
    with pytest.raises(CannotUndo, match="so the programme’s code stays as it is"):
        undo_step(office.db, steps["programme’s code SCRLP"])


def test_the_code_stays_for_the_year_of_the_first_certificate(office):
    set_code(office.db, read_identity(office.db).version, "lead")
    office.issue(ADA)
    assert serials(office.db) == [f"LEAD-{YEAR}-0001"]
    with pytest.raises(RuleBroken, match=f"until {YEAR + 1}"):
        set_code(office.db, read_identity(office.db).version, "other")


def test_a_cancelled_batch_keeps_whole_chunks_and_goes_on(office_anywhere, small_chunks):
    office = office_anywhere

    def stop_in_the_second_chunk(done, _total):
        if done == 2:
            raise Cancelled

    request = office.request(ADA, BEN, CY, EVE)
    with pytest.raises(Cancelled, match=f"2 of 4 certificates .*0001 to SCRLP-{YEAR}-0002"):
        issue(office.db, request, office.press, stop_in_the_second_chunk)
    (batch,) = list_batches(office.db)
    assert (batch.issued, batch.of, batch.left, batch.finished) == (2, 4, 2, False)
    issued = resume_batch(office.db, batch.id, office.press)
    assert len(issued.certificate_ids) == 4
    assert serials(office.db) == [f"SCRLP-{YEAR}-000{n}" for n in (1, 2, 3, 4)]
    assert list_batches(office.db)[0].finished
    assert in_order(office.db)


def test_progress_counts_what_has_been_issued(office, small_chunks):
    told = []

    def report(done, total):
        told.append((done, total, len(serials(office.db))))

    issue(office.db, office.request(ADA, BEN, CY), office.press, report)
    assert all(done == issued for done, _, issued in told)
    assert told[-1] == (3, 3, 3)


def test_cancelled_before_the_first_chunk_nothing_is_used(office):
    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled, match="No certificate was issued, and no serial was used"):
        issue(office.db, office.request(ADA), office.press, stop)
    office.issue(BEN)
    assert serials(office.db) == [f"SCRLP-{YEAR}-0001"]


def test_what_cannot_be_made_for_one_keeps_no_other_waiting(office, small_chunks):
    def make(drawing):
        if drawing.statement.name.startswith(("Ada", "Cy")):
            raise NotMade("It cannot be drawn.")
        return office.press.make(drawing)

    press = Press(office.signer, make)
    issued = issue(office.db, office.request(ADA, BEN, CY, EVE), press)
    assert serials(office.db) == [f"SCRLP-{YEAR}-000{n}" for n in (1, 2)]
    assert issued.passed_over == (
        "Ada Sample1: It cannot be drawn.",
        "Cy Sample3: It cannot be drawn.",
    )
    assert in_order(office.db)
    with pytest.raises(NotMade, match="Ada Sample1: It cannot be drawn"):
        issue(office.db, office.request(ADA, CY), press)
    assert resume_batch(office.db, issued.batch, office.press).passed_over == ()
    assert list_batches(office.db)[0].finished
    assert in_order(office.db)


def test_what_fails_in_the_middle_says_what_was_issued_until_then(office, small_chunks):
    drawn = []

    def fail_at_the_third(drawing):
        drawn.append(drawing)
        if len(drawn) == 3:
            raise CannotWrite("The disk is full.")
        return office.press.make(drawing)

    press = Press(office.signer, fail_at_the_third)
    with pytest.raises(BatchStopped, match=r"The disk is full\. 2 of 3 certificates") as stopped:
        issue(office.db, office.request(ADA, BEN, CY), press)
    assert [batch.id for batch in list_batches(office.db)] == [stopped.value.batch]
    assert len(resume_batch(office.db, stopped.value.batch, office.press).certificate_ids) == 3


def test_a_batch_goes_on_without_those_who_were_issued_one_otherwise(office, small_chunks):
    def stop_in_the_second_chunk(done, _total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        issue(office.db, office.request(ADA, BEN, CY, EVE), office.press, stop_in_the_second_chunk)
    office.issue(CY)
    resumed = resume_batch(office.db, list_batches(office.db)[-1].id, office.press)
    assert len(resumed.certificate_ids) == 3
    assert all(batch.finished for batch in list_batches(office.db))
    with pytest.raises(NotFound):
        resume_batch(office.db, "none", office.press)


def test_numbers_that_another_desktop_took_are_drawn_anew(office_anywhere, small_chunks):
    office = office_anywhere

    def make(drawing):
        if drawing.statement.name.startswith("Ada") and not read_register(office.db):
            office.issue(EVE)
        return office.press.make(drawing)

    issue(office.db, office.request(ADA, BEN, CY), Press(office.signer, make))
    assert [(each.name[:3], each.serial[-4:]) for each in read_register(office.db)] == [
        ("Eve", "0001"),
        ("Ada", "0002"),
        ("Ben", "0003"),
        ("Cy ", "0004"),
    ]


def test_a_name_that_changes_while_it_is_being_drawn_is_not_issued(office):
    def make(drawing):
        ben = read_person(office.db, BEN)
        if ben.given_name == "Ben":
            edit_person(office.db, BEN, ben.version, {"given_name": "Benjamin"})
        return office.press.make(drawing)

    with pytest.raises(EditedMeanwhile, match="the certificate of Ben Sample2 says was changed"):
        issue(office.db, office.request(ADA, BEN), Press(office.signer, make))
    assert read_register(office.db) == ()


def test_what_does_not_concern_certificates_may_change_meanwhile(office):
    def make(drawing):
        person = read_person(office.db, FAY)
        edit_person(office.db, FAY, person.version, {"notes": f"{person.notes}."})
        return office.press.make(drawing)

    issue(office.db, office.request(ADA, BEN), Press(office.signer, make))
    assert len(read_register(office.db)) == 2


def test_a_placeholder_is_never_printed_in_the_place_of_who_signs(office):
    kept = list_designs(office.db, Kind.AWARD)[0]
    assert kept.design.signatories == ()
    unnamed = replace(kept.design, signatories=(Signatory("name of who signs", "Dean"),))
    edit_design(office.db, kept.id, kept.version, unnamed)
    with pytest.raises(RuleBroken, match="name of who signs as Dean is still missing") as refused:
        office.issue(ADA)
    assert refused.value.field == "design"
    assert serials(office.db) == []


def test_wording_without_room_is_refused_before_anything_is_signed(office):
    kept = list_designs(office.db, Kind.AWARD)[0]
    long = ("very long wording again " * 8).strip()
    full = replace(
        kept.design, orientation="portrait", lines=(long,) * 4, small_print=long + " " + long
    )
    edit_design(office.db, kept.id, kept.version, full)
    with pytest.raises(RuleBroken, match=r"Nothing was issued by the design .* no room") as refused:
        issue(office.db, office.request(ADA, BEN), press_of(office.signer))
    assert refused.value.field == "design"
    assert serials(office.db) == []
