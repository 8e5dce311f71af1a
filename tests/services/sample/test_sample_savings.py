"""The savings of the sample: the public examples and lines in every state, over two cohorts."""

import shutil
from datetime import date

import pytest

from cohort_desk.domain.savings.words import Rung
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.outcomes.outcomes import list_outcomes
from cohort_desk.services.savings.reckoning.factor import read_factor
from cohort_desk.services.savings.shapes import ClaimState

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, sample_file):
    db = open_programme(shutil.copy(sample_file, tmp_path_factory.mktemp("sample")), actor="Ann")
    yield db
    db.engine.dispose()


def test_two_public_examples_carry_money_as_their_reports_say_it(sample):
    lines = {line.title: line for line in list_benefits(sample, None, TODAY)}
    checks = read_benefit(sample, lines["One office for criminal-records checks"].id, TODAY)
    rents = read_benefit(sample, lines["Rent from homes that are let sooner"].id, TODAY)
    assert "c £150K annually" in checks.quote
    assert [figure.pence for figure in checks.figures] == [15_000_000, 14_000_000]
    assert sorted(share.basis_points for share in checks.shares) == [1500, 3500, 5000]
    assert "around £100K annually" in rents.quote
    assert (rents.line.basis, rents.figures[0].pence) == ("net", 10_000_000)


def test_the_two_others_changed_a_strategy_and_made_a_network(sample):
    states = {(each.project, each.kind): each.status for each in list_outcomes(sample)}
    assert states["A cohesion strategy for the whole city", "strategy"] == "confirmed"
    assert states["A network of coaches across agencies", "network"] == "confirmed"
    assert set(states.values()) == {"promised", "under_way", "achieved", "confirmed"}


def test_lines_stand_on_every_rung_with_every_status_and_ending_in_both_cohorts(sample):
    lines = list_benefits(sample, None, TODAY)
    assert {line.rung for line in lines} == set(Rung)
    assert {line.status.shown for line in lines} == {"green", "amber", "red", "none"}
    assert {line.closing for line in lines} == {"", "delivered", "ended", "removed"}
    assert any(line.status.override for line in lines)
    assert len({line.cohort_id for line in lines}) == 2
    assert {str(alarm) for line in lines for alarm in line.alarms} == {
        "Not settled",
        "Not sustained",
        "Owner gone",
    }


def test_claims_wait_are_validated_in_part_and_are_rejected(sample):
    claims = [
        claim
        for line in list_benefits(sample, None, TODAY)
        for claim in read_benefit(sample, line.id, TODAY).claims
    ]
    assert {claim.state for claim in claims} == {
        ClaimState.WAITING,
        ClaimState.VALIDATED,
        ClaimState.REJECTED,
    }
    assert any(0 < claim.validated_pence < claim.pence for claim in claims)
    assert all(claim.evidence for claim in claims)


def test_enough_lines_have_closed_for_a_factor_of_the_programmes_own(sample):
    factors = read_factor(sample)
    assert factors.overall is not None
    assert factors.overall.closed >= factors.after
