"""`cohort-desk verify`: files, and serials with their codes, and the exit code of each answer."""

import json
import shutil
from pathlib import Path

import pytest

from cohort_desk.cli.main import run
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.reasons import Reason
from cohort_desk.reports.certificates.issuing import reissue_certificate
from cohort_desk.services.boards import Ruling, Subject, chairs_action, list_boards, read_sheet
from cohort_desk.services.certificates.register import pdf_of, read_register
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.sample.certificates import PASSPHRASE
from cohort_desk.services.signing import export_certificate, read_keys, unlock


@pytest.fixture(scope="module")
def shown(sample_file, tmp_path_factory):
    """The folder with a genuine and an altered certificate and the key's own, and its entry."""
    folder = tmp_path_factory.mktemp("shown")
    db = open_programme(sample_file)
    entry = next(each for each in read_register(db) if each.status == "valid")
    content = pdf_of(db, entry.id)
    (folder / "genuine.pdf").write_bytes(content)
    (folder / "altered.pdf").write_bytes(content.replace(b"/Page", b"/Pagf", 1))
    export_certificate(db, read_keys(db)[0].id, folder / "key.cer")
    db.close()
    return folder, entry


def test_a_genuine_certificate_ends_with_nought(ask, shown, sample_file):
    folder, entry = shown
    code, answer = ask("verify", folder / "genuine.pdf", "--programme", sample_file)
    (verdict,) = answer["verdicts"]
    assert code == 0
    assert (verdict["answer"], verdict["stands"]) == ("genuine", True)
    assert verdict["statement"]["serial"] == entry.serial
    assert verdict["register"]["status"] == "valid"
    assert verdict["fingerprint"] == entry.fingerprint


def test_one_that_is_not_genuine_among_others_ends_with_one(ask, shown, sample_file, tmp_path):
    folder, _ = shown
    files = (folder / "genuine.pdf", folder / "altered.pdf", tmp_path / "gone.pdf")
    code, answer = ask("verify", *files, "--programme", sample_file)
    assert code == 1
    assert [each["answer"] for each in answer["verdicts"]] == ["genuine", "altered", "unknown"]
    assert "cannot be read" in answer["verdicts"][2]["sentences"][0]


def test_a_folder_stands_for_the_certificates_in_it(ask, shown, sample_file, tmp_path):
    folder, _ = shown
    code, answer = ask("verify", folder, "--programme", sample_file)
    assert code == 1
    files = [Path(each["file"]).name for each in answer["verdicts"]]
    assert files == ["altered.pdf", "genuine.pdf"]
    _, answer = ask("verify", tmp_path, "--programme", sample_file)
    assert "is a folder without certificates" in answer["verdicts"][0]["sentences"][0]


def test_a_key_s_certificate_will_do_instead_of_the_programme(ask, shown):
    folder, _ = shown
    code, answer = ask("verify", folder / "genuine.pdf", "--certificate", folder / "key.cer")
    assert code == 0
    assert answer["verdicts"][0]["register"] is None
    assert ask("verify", folder / "genuine.pdf")[0] == 1


def test_a_serial_with_its_code(ask, shown, sample_file):
    _, entry = shown
    typed = ("--serial", entry.serial, "--code", entry.code)
    assert ask("verify", *typed, "--programme", sample_file)[0] == 0
    code, answer = ask("verify", *typed)
    assert code == 1
    assert answer["verdicts"][0]["file"] is None


def test_on_the_terminal_the_answer_comes_first(shown, sample_file, capsys):
    folder, entry = shown
    assert run(["verify", str(folder / "genuine.pdf"), "--programme", str(sample_file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{folder / 'genuine.pdf'}: Genuine"
    assert f"  Name: {entry.name}" in lines


@pytest.mark.parametrize("arguments", [(), ("--serial", "A"), ("--code", "B", "a.pdf")])
def test_half_a_question_is_wrong_usage(capsys, arguments):
    assert run(["verify", *arguments]) == 2
    assert "usage: cohort-desk verify" in capsys.readouterr().err


def test_a_certificate_or_programme_that_cannot_be_read_is_a_sentence(ask, shown, tmp_path):
    folder, _ = shown
    for given in (
        ("--certificate", folder / "genuine.pdf"),
        ("--programme", tmp_path / "gone.cohort"),
    ):
        code, answer = ask("verify", folder / "genuine.pdf", *given)
        assert code == 1
        assert answer["error"].endswith(".")


@pytest.fixture(scope="module")
def renamed(sample_file, tmp_path_factory):
    """A programme in which a holder has another name, before and after a certificate is reissued.

    With the names, the note, and the older certificate's entry.
    """
    folder = tmp_path_factory.mktemp("renamed")
    place = shutil.copy(sample_file, folder / "Renamed.cohort")
    db = open_programme(place)
    signer = unlock(db, PASSPHRASE)
    entry = next(each for each in read_register(db) if each.status == "valid" and not each.since)
    person = read_person(db, entry.participant_id)
    edit_person(db, person.id, person.version, {"given_name": "Quillon"})
    before = shutil.copy(place, folder / "Before.cohort")
    replaced = Replaced(entry.id, entry.version, Reason.NAME, "Transition in April")
    reissue_certificate(db, replaced, "Ann", signer)
    (folder / "older.pdf").write_bytes(pdf_of(db, entry.id))
    db.close()
    return {"before": before, "after": place}, entry, folder / "older.pdf"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("typed", [False, True])
def test_whoever_asks_is_told_neither_the_new_name_nor_the_note(ask, capsys, renamed, when, typed):
    places, entry, path = renamed
    what = ("--serial", entry.serial, "--code", entry.code) if typed else (str(path),)
    code, answer = ask("verify", *what, "--programme", places[when])
    (verdict,) = answer["verdicts"]
    run(["verify", *what, "--programme", str(places[when])])
    told = json.dumps(answer) + "".join(capsys.readouterr())
    assert "Quillon" not in told
    assert "Transition" not in told
    if when == "before":
        assert (code, verdict["answer"], verdict["stands"]) == (0, "genuine", True)
    else:
        assert (code, verdict["answer"], verdict["stands"]) == (1, "superseded", False)
        assert verdict["register"]["reason"] == "The holder’s name has changed"
        assert verdict["register"]["superseded_by"]
        assert "Reason: The holder’s name has changed." in told


@pytest.fixture(scope="module")
def failed(sample_file, tmp_path_factory):
    """A programme whose chair has failed the holder of a certificate, its entry and its file."""
    folder = tmp_path_factory.mktemp("failed")
    place = shutil.copy(sample_file, folder / "Failed.cohort")
    db = open_programme(place)
    entry = next(each for each in read_register(db) if each.stands and each.kind is Kind.AWARD)
    board = list_boards(db, entry.cohort_id)[0]
    line = next(
        each
        for each in read_sheet(db, entry.cohort_id, board.id).lines
        if each.participant_id == entry.participant_id
    )
    ruling = Ruling(Outcome.FAIL, reason="Plagiarism found")
    chairs_action(db, board.id, Subject(entry.participant_id), ruling, line.decision.id)
    (folder / "failed.pdf").write_bytes(pdf_of(db, entry.id))
    db.close()
    return place, entry, folder / "failed.pdf"


@pytest.mark.parametrize("typed", [False, True])
def test_a_genuine_one_of_an_award_that_was_changed_is_warned_of_first(ask, failed, typed):
    place, entry, path = failed
    what = ("--serial", entry.serial, "--code", entry.code) if typed else (path,)
    code, answer = ask("verify", *what, "--programme", place)
    (verdict,) = answer["verdicts"]
    assert (code, verdict["answer"], verdict["stands"]) == (1, "genuine", False)
    assert verdict["sentences"][0].startswith("What it certifies was changed after")
    # That it was changed is for whoever asks to know; what was decided is not.
    assert "Fail" not in " ".join(verdict["sentences"])
    assert "is valid" not in " ".join(verdict["sentences"])


def test_the_warning_is_printed_before_all_else(capsys, failed):
    place, _, path = failed
    assert run(["verify", str(path), "--programme", str(place)]) == 1
    told = capsys.readouterr()
    first, second, *_ = told.out.splitlines()
    assert first == f"{path}: Genuine, but the award was changed since"
    assert second.strip().startswith("What it certifies was changed after")
    assert "not a certificate to rely on" in told.err
