"""`cohort-desk pack`: packs out of a programme, marked away, and merged back."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from claims_office import filled, lay_claims_out, type_into
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    ClaimDecisionRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    SubmissionFileRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.exchange.packs import read_sent, save_return
from cohort_desk.services.marks.marking import put_direct
from cohort_desk.services.marks.tasks import TaskKey, need_task
from cohort_desk.services.packs import open_pack_away
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.store import keep

PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone


@pytest.fixture
def marked(programme):
    """A programme with an essay by one person, that two tutors are to mark."""
    db = open_programme(programme)
    before = datetime.now(UTC) - timedelta(days=1)
    with db.begin("sample") as work:
        add = work.session.add
        add(ParticipantRow(id=1, cohort_id=1, given_name="Aisha", family_name="Khan"))
        add(ModuleRow(id=1, cohort_id=1, code="INN", title="Innovation", credits=30, position=0))
        add(AssessmentRow(id=1, module_id=1, title="Essay", weight=1, markers=2, position=0))
        add(SittingRow(assessment_id=1, number=1, deadline=before))
        add(
            SubmissionRow(
                id=1, assessment_id=1, participant_id=1, code="W7001", submitted_at=before
            )
        )
        add(
            SubmissionFileRow(
                submission_id=1,
                sha256=keep(work, "Essay.txt", b"An essay"),
                name="Essay.txt",
                number=1,
                added_at=before,
                added_by="Aisha Khan",
            )
        )
        for number, (name, role) in enumerate([("Ann Able", "first"), ("Bo Best", "second")], 1):
            add(TutorRow(id=number, name=name))
            add(AllotmentRow(submission_id=1, tutor_id=number, role=role))
    yield db
    db.close()


@pytest.fixture
def come_back(tmp_path):
    """Opens a pack away, gives the essay a mark, and returns the path of the returned pack."""

    def run(path, mark, passphrase=""):
        sent = read_sent(Path(path), passphrase)
        db = open_pack_away(sent, tmp_path / f"{sent.head.key}.cohort")
        put_direct(db, TaskKey(1, 1), Decimal(mark), None)
        back = save_return(db, tmp_path / "back.cohortpack", passphrase)
        db.close()
        return back

    return run


def mark_of(db, tutor_id=1):
    with db.read() as work:
        row = need_task(work, TaskKey(1, tutor_id)).mark
        return row.direct if row else None


def test_packs_for_all_come_back_marked(ask, marked, programme, come_back, tmp_path):
    code, made = ask("pack", "make", programme, "--all", "--out", tmp_path / "packs")
    assert code == 0
    assert [(one["reader"], one["works"]) for one in made["packs"]] == [
        ("Ann Able", 1),
        ("Bo Best", 1),
    ]
    back = come_back(made["packs"][0]["file"], 64)
    code, planned = ask("pack", "merge", programme, back, "--dry-run")
    assert (code, planned["merged"], mark_of(marked)) == (0, None, None)
    code, merged = ask("pack", "merge", programme, back)
    assert merged["merged"] == {"taken": 1, "settled": 0, "left": 0, "refused": 0}
    assert merged["rows"] == [
        {
            "key": "W7001/mark",
            "work": "Aisha Khan",
            "entry": "Mark as a whole",
            "base": "",
            "office": "",
            "away": "64",
            "outcome": "taken",
            "reason": "",
        }
    ]
    assert mark_of(marked) == 6400
    code, again = ask("pack", "merge", programme, back)
    assert (code, again["rows"], again["merged"]["taken"]) == (0, [], 0)


@pytest.fixture
def clash(ask, marked, come_back, tmp_path):
    """A returned pack with 64 for what is 55 at the office."""
    _, made = ask("pack", "make", marked.place, "--tutor", "ann able", "--out", tmp_path)
    put_direct(marked, TaskKey(1, 1), Decimal(55), None)
    return come_back(made["packs"][0]["file"], 64)


@pytest.mark.parametrize(
    ("options", "expected"),
    [((), (1, 5500)), (("--take", "office"), (0, 5500)), (("--take", "away"), (0, 6400))],
    ids=["left", "office", "away"],
)
def test_clash_is_left_or_taken_as_asked(ask, marked, clash, options, expected):
    code, merged = ask("pack", "merge", marked.place, clash, *options)
    assert (code, merged["rows"][0]["outcome"]) == (0, "clash")
    assert (merged["merged"]["left"], mark_of(marked)) == expected


def test_sealed_packs_need_their_passphrase(ask, marked, programme, come_back, tmp_path):
    assert mark_of(marked) is None
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    options = ("--tutor", "Ann Able", "--out", tmp_path, "--passphrase-file", secret)
    _, made = ask("pack", "make", programme, *options)
    back = come_back(made["packs"][0]["file"], 70, PASSPHRASE)
    code, refused = ask("pack", "merge", programme, back)
    assert code == 1
    assert "sealed with a passphrase" in refused["error"]
    assert "--passphrase-file" in refused["error"]
    code, _ = ask("pack", "merge", programme, back, "--passphrase-file", secret)
    assert (code, mark_of(marked)) == (0, 7000)


def test_unknown_tutor_is_refused_with_those_there_are(ask, marked, programme, tmp_path):
    assert mark_of(marked) is None
    code, refused = ask("pack", "make", programme, "--tutor", "Cy", "--out", tmp_path)
    assert code == 1
    assert "There is: “Ann Able”, “Bo Best”." in refused["error"]


@pytest.fixture
def claims(programme):
    """The programme with claims that wait for two finance officers."""
    db = open_programme(programme)
    yield lay_claims_out(db)
    db.close()


def test_forms_for_finance_officers_go_out_and_are_merged(ask, claims, programme, tmp_path):
    code, made = ask(
        "pack", "make", programme, "--officer", "joan ledger", "--evidence", "--out", tmp_path
    )
    (form,) = made["packs"]
    assert (code, made["cohort"], form["reader"], form["works"]) == (0, None, "Joan Ledger", 2)
    assert len(list(tmp_path.glob("*evidence.zip"))) == 1
    typed = type_into(Path(form["file"]), {1: filled("£120,000.50"), 2: filled("lots")})
    code, merged = ask("pack", "merge", programme, typed)
    assert (code, merged["merged"]["taken"], merged["merged"]["refused"]) == (0, 1, 1)
    assert [row["outcome"] for row in merged["rows"]] == ["taken", "refused"]
    assert "“lots” is no amount of money" in merged["rows"][1]["reason"]
    with claims.read() as work:
        assert work.session.get(ClaimDecisionRow, 1).source == "form"
    code, again = ask("pack", "merge", programme, typed)
    assert again["merged"]["taken"] == 0


def test_forms_for_all_officers_and_for_nobody(ask, claims, programme, tmp_path):
    assert claims.place is not None
    _code, made = ask("pack", "make", programme, "--all-officers", "--out", tmp_path)
    assert [one["reader"] for one in made["packs"]] == ["Joan Ledger", "Piotr Balance"]
    code, refused = ask("pack", "make", programme, "--officer", "Nobody", "--out", tmp_path)
    assert code == 1
    assert "Claims wait for: “Joan Ledger”, “Piotr Balance”." in refused["error"]
