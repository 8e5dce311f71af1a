"""Forms for finance officers: who gets what, and what becomes of what they confirm."""

import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from claims_office import (
    CARLA,
    HOUSING,
    JOAN,
    LEDGER,
    OLIVE,
    PHOTO,
    PIOTR,
    VETTING,
    filled,
    lay_claims_out,
    type_into,
)
from cohort_desk.db.tables import (
    BenefitRow,
    ClaimDecisionRow,
    ClaimRow,
    OfficerRow,
)
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.exchange.packs import post_all, read_returned, read_sent, unpack
from cohort_desk.services.history import undo
from cohort_desk.services.packs import (
    FormWish,
    Outcome,
    apply_return,
    form_offers,
    list_packs,
    plan_return,
    prepare_savings_forms,
    withdraw_pack,
)
from cohort_desk.services.programmes import create_programme, open_programme
from cohort_desk.services.savings.claims.decisions import (
    reject_claim,
    validate_claim,
    withdraw_claim,
)
from cohort_desk.services.store import digest_of

CLAIMED = 12_000_050
HOUR = timedelta(hours=1)


@pytest.fixture
def office(db):
    return lay_claims_out(db)


@pytest.fixture
def form(office, tmp_path):
    """The path of Joan's form."""
    return post_all(office, prepare_savings_forms(office, FormWish(officers=[JOAN])), tmp_path)[
        0
    ].path


@pytest.fixture
def plan(office, form, tmp_path):
    """Compares a copy of Joan's form into which something was typed."""

    def run(rows, name="back.xlsx", **also):
        path = shutil.copy(form, tmp_path / name)
        return plan_return(office, read_returned(type_into(path, rows, also=also)))

    return run


def decisions(db):
    with db.read() as work:
        rows = work.session.scalars(select(ClaimDecisionRow).order_by(ClaimDecisionRow.id))
        return [(r.claim_id, r.outcome, r.pence, r.grade, r.reason, r.officer_id) for r in rows]


def refusals(plan):
    return {row.key: row.reason for row in plan.rows if row.outcome is Outcome.REFUSED}


def test_form_holds_the_claims_of_its_reader_and_nobody_else(form):
    with zipfile.ZipFile(form) as archive:
        text = b" ".join(archive.read(name) for name in archive.namelist()).decode()
    for shown in ("Joan Ledger", "Shared vetting", "£10,000 of cost that is", "Vetting budget"):
        assert shown in text
    assert "projected to save c £150K annually" in text
    assert digest_of(LEDGER) in text
    for hidden in ("Custody", "Piotr", "Carla", "Olive", "example.org"):
        assert hidden not in text


def test_offers_say_for_whom_how_much_waits(office):
    found = [(one.officer, one.agency, one.claims, one.pence) for one in form_offers(office)]
    assert found == [
        ("Joan Ledger", "Leeds City Council", 2, 15_000_050),
        ("Piotr Balance", "West Yorkshire Police", 1, 500_000),
    ]
    assert form_offers(office, 1) == form_offers(office)
    assert form_offers(office, 99) == ()


def test_evidence_goes_beside_the_form_as_it_was_handed_in(office, tmp_path):
    wish = FormWish(officers=[JOAN], evidence=True)
    form = post_all(office, prepare_savings_forms(office, wish), tmp_path)[0].path
    with zipfile.ZipFile(form.with_name(f"{form.stem} evidence.zip")) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert kept == {"files/C1 1 Ledger.pdf": LEDGER, "files/C2 1 Photo roof.jpg": PHOTO}


def test_sealed_form_is_a_pack_that_holds_the_same(office, tmp_path):
    wish = FormWish(officers=[JOAN], evidence=True)
    posted = post_all(office, prepare_savings_forms(office, wish), tmp_path, "seven quiet hills")
    assert posted[0].path.suffix == ".cohortpack"
    sent = read_sent(posted[0].path, "seven quiet hills")
    assert [claim.key for claim in sent.content.claims] == ["C1", "C2"]
    assert sent.files["files/C1 1 Ledger.pdf"] == LEDGER
    unpacked = {path.relative_to(tmp_path).as_posix() for path in unpack(sent, tmp_path / "in")}
    assert unpacked == {
        "in/Claims.xlsx",
        "in/How to confirm.txt",
        "in/files/C1 1 Ledger.pdf",
        "in/files/C2 1 Photo roof.jpg",
    }
    assert plan_return(office, read_returned(tmp_path / "in/Claims.xlsx")).rows == ()


def test_what_was_confirmed_is_entered_in_one_step(office, plan):
    rejected = filled(decision="Reject", grade="Insufficient", reason="No invoice")
    found = plan({1: filled("£120,000.00"), 2: rejected})
    assert [row.outcome for row in found.rows] == [Outcome.TAKEN, Outcome.TAKEN]
    assert found.unchanged == 0
    merged = apply_return(office, found, {})
    assert (merged.taken, merged.refused) == (2, 0)
    assert decisions(office) == [
        (VETTING, "validated", 12_000_000, "sufficient", "", JOAN),
        (HOUSING, "rejected", 0, "insufficient", "No invoice", JOAN),
    ]
    with office.read() as work:
        row = work.session.get(ClaimDecisionRow, 1)
        assert (row.source, row.recorded_by) == ("form", "Ann")
        assert row.decided_on == datetime.now(UTC).date()
    assert [pack.status for pack in list_packs(office, 1)] == ["Returned"]


def test_same_form_again_changes_nothing(office, plan):
    typed = {1: filled(120_000.5)}
    apply_return(office, plan(typed), {})
    again = plan(typed)
    assert (again.rows, again.anything) == ((), False)
    assert apply_return(office, again, {}).step_id is None
    assert len(decisions(office)) == 1


def test_row_left_for_later_comes_with_the_next_return(office, plan):
    apply_return(office, plan({1: filled(1000)}), {})
    later = plan({1: filled(1000), 2: filled(30_000)}, "later.xlsx")
    assert [row.key for row in later.rows] == ["C2/decision"]
    assert later.rows[0].outcome in {Outcome.TAKEN, Outcome.CLASH}
    apply_return(office, later, {row.key: row.away for row in later.clashes})
    assert [row[:3] for row in decisions(office)] == [
        (VETTING, "validated", 100_000),
        (HOUSING, "validated", 3_000_000),
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (filled(120_000.51), "£120,000.51 is more than the £120,000.50 claimed"),
        (filled(1, grade="Insufficient"), "cannot be validated on insufficient evidence"),
        (filled(1, day="01/01/2031"), "1 January 2031 is still to come"),
        (filled(1, day="01/11/2025"), "before the form was made"),
        (filled(None), "Amount confirmed is empty"),
        (filled("about £500"), "is no amount of money"),
        ({"reason": "Looks fine"}, "Decision is empty"),
    ],
)
def test_row_that_breaks_a_rule_is_refused_and_the_others_are_taken(office, plan, typed, told):
    found = plan({1: typed, 2: filled("£30,000")})
    assert told in refusals(found)["C1/decision"]
    merged = apply_return(office, found, {})
    assert (merged.taken, merged.refused) == (1, 1)
    assert decisions(office) == [(HOUSING, "validated", 3_000_000, "sufficient", "", JOAN)]


def test_claim_corrected_meanwhile_is_not_decided(office, plan):
    with office.begin("correction") as work:
        old = work.session.get(ClaimRow, VETTING)
        values = {
            column.name: getattr(old, column.name)
            for column in ClaimRow.__table__.columns
            if column.name not in {"id", "replaces_id", "reason"}
        }
        work.session.add(ClaimRow(id=9, replaces_id=VETTING, reason="Typed wrongly", **values))
    assert "corrected by a newer one" in refusals(plan({1: filled(5)}))["C1/decision"]


def test_claim_withdrawn_meanwhile_is_not_decided(office, plan):
    withdraw_claim(office, VETTING, "Made by mistake")
    found = plan({1: filled(5)})
    assert "was withdrawn" in refusals(found)["C1/decision"]
    assert apply_return(office, found, {}).step_id is not None
    assert [row[1] for row in decisions(office)] == ["withdrawn"]


def test_officer_who_owns_the_saving_by_now_decides_nothing(office, plan):
    with office.begin("owner") as work:
        work.session.get(BenefitRow, VETTING).owner_id = JOAN
    told = refusals(plan({1: filled(5), 2: filled(5)}))
    assert list(told) == ["C1/decision"]
    assert "Joan Ledger owns “Shared vetting”" in told["C1/decision"]


def test_officer_who_has_left_gets_no_form(office):
    with office.begin("left") as work:
        work.session.get(OfficerRow, PIOTR).left_on = date(2026, 1, 31)
    with pytest.raises(RuleBroken, match="Piotr Balance left the post"):
        prepare_savings_forms(office, FormWish(officers=[PIOTR]))
    (made,) = prepare_savings_forms(office, FormWish())
    assert made.sent.head.reader == "Joan Ledger"
    assert any("C3 was left out. Piotr Balance left" in warning for warning in made.warnings)


def test_nobody_to_ask_is_said(office):
    with pytest.raises(RuleBroken, match="No claim waits to be confirmed"):
        prepare_savings_forms(office, FormWish(officers=[OLIVE, CARLA]))


@pytest.mark.parametrize(("side", "newest"), [("office", 5_000_000), ("away", 12_000_000)])
def test_decision_made_on_the_screen_meanwhile_clashes_as_a_whole(office, plan, side, newest):
    validate_claim(office, VETTING, JOAN, 5_000_000, "partial", reason="By telephone")
    found = plan({1: filled(120_000)})
    (clash,) = found.clashes
    assert clash.shown[1].startswith("£50,000 validated, evidence partial")
    assert clash.shown[2].startswith("£120,000 validated, evidence sufficient")
    apply_return(office, found, {clash.key: getattr(clash, side)})
    with office.read() as work:
        rows = work.session.scalars(select(ClaimDecisionRow).order_by(ClaimDecisionRow.id)).all()
        assert rows[-1].pence == newest
        assert len(rows) == (1 if side == "office" else 2)


def test_same_decision_made_on_the_screen_is_no_clash(office, plan):
    validate_claim(office, VETTING, JOAN, CLAIMED, "sufficient", reason="By telephone")
    found = plan({1: filled("£120,000.50")})
    assert [row.outcome for row in found.rows] == [Outcome.SAME]
    apply_return(office, found, {})
    assert len(decisions(office)) == 1


def test_older_return_after_a_newer_one_is_not_taken_unasked(office, plan):
    older = plan({1: filled(1)}, "older.xlsx")
    apply_return(office, plan({1: filled(120_000)}, "newer.xlsx"), {})
    (row,) = plan_return(office, older.returned).rows
    assert row.outcome is Outcome.CLASH
    assert "nothing says that this one is later" in row.reason


def test_return_saved_before_one_that_was_merged_is_refused(office, plan):
    now = datetime.now(UTC)
    older = replace(plan({1: filled(1)}).returned, returned_at=now)
    newer = plan({1: filled(120_000)}, "newer.xlsx").returned
    apply_return(office, plan_return(office, replace(newer, returned_at=now + HOUR)), {})
    (row,) = plan_return(office, older).rows
    assert (row.outcome, row.reason.partition(",")[0]) == (Outcome.REFUSED, "A later return")


def test_rows_that_are_not_as_they_went_out_are_refused(office, plan):
    unknown = plan({1: filled(1)}, A2="C3", B2="C3")
    assert "“C3” was not among the claims of this form" in refusals(unknown)["C3/decision"]
    moved = plan({1: filled(1)}, A2="C2")
    assert "the rows were moved" in refusals(moved)["C2/decision"]
    twice = plan({1: filled(1), 2: filled(2)}, A3="C1", B3="C1")
    assert "in more than one row" in refusals(twice)["C1/decision"]
    raised = plan({1: filled(500_000)}, E2=900_000)
    assert "from £120,000.50 to £900,000" in refusals(raised)["C1/decision"]
    for found in (unknown, moved, twice, raised):
        assert apply_return(office, plan_return(office, found.returned), {}).taken == 0
    assert decisions(office) == []


def test_form_of_another_programme_is_refused(form, tmp_path):
    other = create_programme(tmp_path / "Other.cohort", "Other", "2026 intake", "", "Bo")
    lay_claims_out(other)
    with pytest.raises(NotFound, match="made from another programme"):
        plan_return(other, read_returned(type_into(form, {1: filled(1)})))
    other.close()


def test_withdrawn_form_is_refused(office, plan):
    (pack,) = list_packs(office, 1)
    withdraw_pack(office, pack.id, pack.version)
    with pytest.raises(RuleBroken, match="was withdrawn"):
        plan({1: filled(1)})


def test_what_was_confirmed_is_not_undone_but_a_form_is(office, plan):
    apply_return(office, plan({1: filled(1)}), {})
    with pytest.raises(CannotUndo, match=r"decision|claim|money"):
        undo(office)
    assert len(decisions(office)) == 1


def test_making_a_form_can_be_undone_and_then_it_is_not_known(office, plan):
    undo(office)
    with pytest.raises(NotFound, match="its making was undone"):
        plan({1: filled(1)})


def test_two_desktops_merge_one_form_once(any_db, tmp_path):
    office = lay_claims_out(any_db)
    url = office.engine.url.render_as_string(hide_password=False)
    other = open_programme(office.place or url, actor="Bo")
    form = post_all(office, prepare_savings_forms(office, FormWish(officers=[JOAN])), tmp_path)
    returned = read_returned(type_into(form[0].path, {1: filled(1), 2: filled(2)}))
    plans = [plan_return(each, returned) for each in (office, other)]
    apply_return(office, plans[0], {})
    with pytest.raises(EditedMeanwhile, match="Nothing was merged"):
        apply_return(other, plans[1], {})
    assert not plan_return(other, returned).anything
    assert len(decisions(office)) == 2
    other.close()


def test_claim_decided_between_plan_and_merge_stops_it_whole(office, plan):
    found = plan({1: filled(1), 2: filled(2)})
    reject_claim(office, HOUSING, JOAN, "partial", "Counted twice")
    with pytest.raises(EditedMeanwhile):
        apply_return(office, found, {})
    assert [row[:2] for row in decisions(office)] == [(HOUSING, "rejected")]
