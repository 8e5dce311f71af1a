"""`cohort-desk certificates`, and the kinds of documents that certificates are exported as."""

import csv
import shutil
import signal
import zipfile

import pytest

from cohort_desk.cli.main import run
from cohort_desk.reports.certificates import issuing
from cohort_desk.reports.printable import Unprintable
from cohort_desk.services.certificates import carrying_out
from cohort_desk.services.sample.certificates import PASSPHRASE
from pdf_checks import check_sound, text_of

COHORT = ("--cohort", "2025 intake")


@pytest.fixture
def file(tmp_path, sample_file, monkeypatch):
    """The sample programme; its former cohort's certificates are issued."""
    monkeypatch.setenv("COHORT_DESK_PASSPHRASE", PASSPHRASE)
    return shutil.copy(sample_file, tmp_path / "Sample.cohort")


@pytest.fixture
def certificates(ask, file):
    def call(way, *arguments):
        return ask("certificates", way, file, *arguments)

    return call


def test_who_is_ready_and_who_not_and_why(certificates):
    _, answer = certificates("ready", *COHORT)
    states = [person["state"] for person in answer["people"]]
    assert (states.count("Issued"), states.count("Ready")) == (20, 1)
    (reason,) = {p["reason"] for p in answer["people"] if p["state"] == "Not ready"}
    assert reason.startswith("The Summer board decided")
    _, answer = certificates("ready")
    assert {person["reason"] for person in answer["people"]} == {
        "No board has ratified this person’s award yet."
    }


def test_issuing_to_all_who_are_ready(certificates):
    _, before = certificates("list")
    code, answer = certificates("issue", "--of", "attendance", *COHORT, "--by", "Registry")
    assert code == 0
    assert len(answer["certificates"]) == 17
    assert {one["issued_by"] for one in answer["certificates"]} == {"Registry"}
    first = answer["certificates"][0]
    assert first["serial"].endswith(f"-{len(before['certificates']) + 1:04}")
    code, answer = certificates("issue", "--of", "attendance", *COHORT)
    assert (code, answer["error"]) == (
        1,
        "Nobody is ready for this certificate. “certificates ready” says why.",
    )


def test_issuing_to_some_by_name_and_going_on_with_a_batch(certificates):
    name = certificates("ready", "--of", "M2", *COHORT)[1]["people"][0]["name"]
    _, answer = certificates("issue", "--of", "m2", *COHORT, "--to", name.upper())
    (one,) = answer["certificates"]
    assert (one["name"], one["kind"]) == (name, "module")
    _, again = certificates("issue", "--batch", answer["batch"])
    assert again["certificates"] == answer["certificates"]
    code, answer = certificates("issue", *COHORT, "--to", "Nobody Sample")
    assert (code, "“Nobody Sample”" in answer["error"]) == (1, True)


def test_a_batch_that_is_interrupted_says_what_was_issued_and_how_to_go_on(
    certificates, file, monkeypatch, capsys
):
    write = carrying_out.write_chunk

    def write_then_interrupt(*args):
        written = write(*args)
        signal.raise_signal(signal.SIGINT)
        return written

    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "write_chunk", write_then_interrupt)
        code, answer = certificates("issue", "--of", "attendance", *COHORT)
    assert (code, len(answer["certificates"])) == (1, 2)
    first, last = (one["serial"] for one in answer["certificates"])
    assert (
        f"2 of 17 certificates were issued before that and stay so ({first} to {last})"
        in (answer["stopped"])
    )
    command = f"cohort-desk certificates issue {file} --batch {answer['batch']}"
    assert answer["stopped"].endswith(command)
    assert run(command.split()[1:]) == 0
    assert "Issued 17 certificates" in capsys.readouterr().out


def test_whose_certificate_cannot_be_made_is_told_and_the_others_are_issued(
    certificates, monkeypatch
):
    draw = issuing.certificate_pdf

    def fail_for_the_first(statement, *args):
        if statement.name == name:
            raise Unprintable("It cannot be drawn.")
        return draw(statement, *args)

    monkeypatch.setattr(issuing, "certificate_pdf", fail_for_the_first)
    people = certificates("ready", "--of", "attendance", *COHORT)[1]["people"]
    name = next(person["name"] for person in people if person["state"] == "Ready")
    code, answer = certificates("issue", "--of", "attendance", *COHORT)
    assert (code, len(answer["certificates"])) == (1, 16)
    assert answer["not_issued"] == [f"{name}: It cannot be drawn."]


def test_a_wrong_passphrase_issues_nothing(certificates, monkeypatch):
    monkeypatch.setenv("COHORT_DESK_PASSPHRASE", "some other words")
    code, answer = certificates("issue", "--of", "attendance", *COHORT)
    assert code == 1
    assert "passphrase" in answer["error"]


def test_the_register_is_listed_and_filtered(certificates):
    _, answer = certificates("list")
    statuses = [one["status"] for one in answer["certificates"]]
    assert [statuses.count(each) for each in ("valid", "revoked", "superseded")] == [30, 1, 1]
    _, answer = certificates("list", "--status", "superseded", *COHORT)
    (old,) = answer["certificates"]
    _, answer = certificates("list", "--text", old["superseded_by"])
    assert old["superseded_by"] in {one["serial"] for one in answer["certificates"]}
    _, answer = certificates("list", "--changed")
    assert all("name has changed" in one["changed"][0] for one in answer["certificates"])


def test_revoking_and_reissuing(certificates):
    _, answer = certificates("list", "--status", "valid")
    one, other, *_ = answer["certificates"]
    why = ("--reason", "lost", "--note", "In the post")
    _, answer = certificates("revoke", one["code"].lower(), *why)
    (now,) = answer["certificates"]
    assert (now["status"], now["reason"]) == ("revoked", "Lost or damaged")
    assert now["note"] == "In the post"
    _, answer = certificates("reissue", other["serial"], "--reason", "lost")
    old, new = answer["certificates"]
    assert (old["superseded_by"], new["supersedes"]) == (new["serial"], old["serial"])
    code, answer = certificates("revoke", old["serial"], "--reason", "other")
    assert (code, answer["error"]) == (
        1,
        f"{old['serial']} is superseded already, and stays so.",
    )
    code, answer = certificates("revoke", "SAMPLE-1999-0001", "--reason", "other")
    assert "no certificate “SAMPLE-1999-0001”" in answer["error"]


def test_a_batch_as_one_pdf_and_as_a_zip(certificates, tmp_path):
    _, answer = certificates("list", "--status", "valid", "--text", "Attendance")
    batch = answer["certificates"][0]["batch"]
    _, answer = certificates("print", "--batch", batch, "--out", tmp_path / "print.pdf")
    check_sound(tmp_path / "print.pdf")
    printed = text_of(tmp_path / "print.pdf")
    serials = [one["serial"] for one in answer["certificates"]]
    places = [printed.index(serial) for serial in serials]
    assert places == sorted(places)
    _, answer = certificates("zip", serials[1], serials[0], "--out", tmp_path / "some.zip")
    with zipfile.ZipFile(tmp_path / "some.zip") as archive:
        assert [name[: len(serials[0])] for name in archive.namelist()] == [serials[1], serials[0]]


def test_those_no_longer_valid_are_left_out_and_named(certificates, file, tmp_path, capsys):
    _, answer = certificates("list", "--status", "revoked")
    (gone,) = answer["certificates"]
    code, answer = certificates("print", gone["serial"], "--out", tmp_path / "one.pdf")
    assert (code, (tmp_path / "one.pdf").exists()) == (1, False)
    assert f"{gone['serial']} of {gone['name']} was revoked on" in answer["error"]
    other = certificates("list", "--status", "valid")[1]["certificates"][0]
    out = tmp_path / "some.zip"
    code, answer = certificates("zip", gone["serial"], other["serial"], "--out", out)
    assert (code, answer["left_out"]) == (1, [gone["serial"]])
    assert [one["serial"] for one in answer["certificates"]] == [other["serial"]]
    # Of a batch the valid ones are meant, and the others are told of.
    words = ["certificates", "zip", str(file), "--batch", gone["batch"], "--out", str(out)]
    assert run(words) == 0
    assert f"left out as no longer valid: 1 revoked ({gone['serial']})" in capsys.readouterr().out
    assert certificates("zip", gone["serial"], "--records", "--out", out)[0] == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == [f"{gone['serial']} {gone['name']} (revoked).pdf"]


def test_the_code_is_shown_and_stays_once_certificates_are_issued(ask, certificates, programme):
    assert certificates("code")[1]["code"] == "SAMPLE"
    assert certificates("code", "OTHER")[0] == 1
    assert ask("certificates", "code", programme)[1]["code"] is None
    assert ask("certificates", "code", programme, "lead26")[1]["code"] == "LEAD26"


def test_exports(ask, file, tmp_path):
    _, answer = ask("export", file, "certificates", *COHORT, "--out", tmp_path)
    assert len(answer["written"]) == 30
    for kind in ("certificates-print", "register", "register.csv"):
        ask("export", file, kind, *COHORT, "--out", tmp_path)
    check_sound(tmp_path / "register.pdf")
    register = text_of(tmp_path / "register.pdf")
    assert "32 certificates: 30 valid, 1 revoked, 1 superseded." in register
    with (tmp_path / "register.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["Status"] for row in rows].count("Valid") == 30
    assert rows[0]["Reason"] == "Issued in error"
    # The note is for the office's own register, not for a list that may be passed on.
    assert "same family name" not in register + str(rows)
    assert ask("export", file, "register", "--cohort", "2026 intake", "--out", tmp_path)[0] == 0


def test_the_register_in_words(file, capsys):
    assert run(["certificates", "list", str(file), "--status", "revoked"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "1 certificate: 0 valid, 1 revoked, 0 superseded."
    assert "Revoked  Issued in error  Sent to another person of the same family name" in said[1]
