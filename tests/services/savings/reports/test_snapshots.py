"""Reports keep what they said: the same content once, read back as it was, whatever changes."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.db.tables import BenefitRow, OfficerRow
from cohort_desk.domain.errors import CannotUndo, NotFound, RecordDamaged
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.savings.rates import STANDARD, Band, RateTable
from cohort_desk.services.history import undo
from cohort_desk.services.savings.reckoning.rates import add_rate_table
from cohort_desk.services.savings.snapshots.shapes import (
    AgencyContent,
    PortfolioContent,
    ProjectContent,
)
from cohort_desk.services.savings.snapshots.snapshots import (
    decode,
    encode,
    list_snapshots,
    read_snapshot,
    take,
)
from cohort_desk.services.savings.snapshots.subjects import read_subjects
from savings_office import LEEDS, POLICE, VALIDATOR, VETTING
from savings_reports import FIRST, LATER, NEXT_DAY

LOW = RateTable("Review 2026", date(2026, 6, 1), "A review", (Band(0, None, Decimal("0.02")),))
PLAIN = {
    int: st.integers(-(2**53), 2**53),
    str: st.text(max_size=8),
    bool: st.booleans(),
    date: st.dates(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    NoneType: st.none(),
}


def anything_of(kind):
    """Return a strategy of values of a type, as the contents of reports are made of."""
    if kind in PLAIN:
        return PLAIN[kind]
    parts = get_args(kind)
    if get_origin(kind) is tuple and parts[-1] is Ellipsis:
        return st.lists(anything_of(parts[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*map(anything_of, parts))
    if get_origin(kind) in {UnionType, Union}:
        return st.one_of(*map(anything_of, parts))
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    return st.builds(kind, **{each.name: anything_of(hints[each.name]) for each in fields(kind)})


CONTENTS = st.one_of(
    *(
        st.tuples(st.just(kind), anything_of(shape))
        for kind, shape in (
            ("portfolio", PortfolioContent),
            ("agency", AgencyContent),
            ("project", ProjectContent),
        )
    )
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(CONTENTS)
def test_whatever_a_report_says_is_read_back_as_it_was(told):
    kind, content = told
    data = encode(content)
    assert decode(kind, data) == content
    assert encode(decode(kind, data)) == data


@pytest.mark.parametrize(
    ("kind", "about"),
    [("portfolio", 1), ("portfolio", None), ("agency", LEEDS), ("project", VETTING)],
)
def test_what_has_not_changed_is_one_report_on_a_day(office, kind, about):
    first = take(office.db, kind, about, FIRST)
    assert take(office.db, kind, about, LATER) == first
    assert read_snapshot(office.db, first.id) == first
    assert take(office.db, kind, about, NEXT_DAY).id != first.id
    assert [made.id for made in list_snapshots(office.db)] == [first.id + 1, first.id]


def test_what_changes_on_a_day_makes_another_report_and_leaves_the_first(office):
    first = take(office.db, "project", VETTING, FIRST)
    add_rate_table(office.db, LOW)
    office.change(OfficerRow, VALIDATOR, name="Val Renamed", name_key="val renamed")
    office.change(BenefitRow, VETTING, title="Vetting, shared")
    second = take(office.db, "project", VETTING, LATER)
    assert (first.content.method.rates, second.content.method.rates) == (STANDARD, LOW)
    (old,), (new,) = first.content.lines, second.content.lines
    assert (old.title, new.title) == ("Shared vetting", "Vetting, shared")
    assert old.validator.name == "Val Finance"
    assert old.worth.appraisal.npsv < new.worth.appraisal.npsv
    assert read_snapshot(office.db, first.id) == first


def test_the_headline_counts_only_what_is_validated_and_releases_cash(office):
    content = take(office.db, "portfolio", None, FIRST).content
    assert content.portfolio.headline == 5_000_000
    assert content.portfolio.total.cash.standing.claimed == 2_000_000 + 3_000_050
    office.change(BenefitRow, VETTING, type="non_cashable")
    content = take(office.db, "portfolio", None, LATER).content
    assert content.portfolio.headline == 0
    assert content.portfolio.total.non_cashable.reached.validated == 5_000_000


def test_a_report_tells_what_was_decided_since_the_one_of_an_earlier_day(office):
    now = datetime.now(UTC)
    first = take(office.db, "portfolio", 1, now).content
    assert first.since is None
    assert [(each.outcome, each.pence) for each in first.decided] == [("validated", 5_000_000)]
    waiting = next(claim for claim in office.claims(VETTING) if not claim.decisions)
    office.validate(waiting.id, 1_500_000)
    same_day = take(office.db, "portfolio", 1, now + timedelta(seconds=1)).content
    assert (same_day.since, len(same_day.decided)) == (None, 2)
    next_day = take(office.db, "portfolio", 1, now + timedelta(days=1)).content
    assert next_day.since == now.astimezone(LONDON).date()
    assert next_day.decided == ()
    third = take(office.db, "portfolio", 2, now + timedelta(days=1)).content
    assert (third.since, third.decided) == (None, ())


def test_an_agencys_parts_add_up_to_its_sums(office):
    for agency in (LEEDS, POLICE):
        content = take(office.db, "agency", agency, FIRST).content
        parts = [each.standing for each in content.lines]
        whole = content.sums.cash.standing
        for rung in ("projected", "forecast", "claimed", "validated"):
            assert sum(getattr(part, rung) for part in parts) == getattr(whole, rung)
    assert [each.line.title for each in content.lines] == ["Shared fleet", "Shared vetting"]


def test_nobodys_address_is_kept(office):
    for kind, about in (("portfolio", None), ("agency", LEEDS), ("project", VETTING)):
        assert b"@example.org" not in encode(take(office.db, kind, about, FIRST).content)


def test_of_nothing_there_is_no_report(db):
    with pytest.raises(NotFound, match="neither savings nor outcomes yet"):
        take(db, "portfolio", 1)
    assert list_snapshots(db) == ()
    assert not read_subjects(db, None).any


def test_whatever_there_can_be_a_report_on_there_is_one_on(office):
    found = read_subjects(office.db, None)
    assert [each.name for each in found.agencies] == ["Leeds City Council", "West Yorkshire Police"]
    assert [each.name for each in found.projects] == ["Blue lights", "One service"]
    for kind, subjects in (("agency", found.agencies), ("project", found.projects)):
        assert all(take(office.db, kind, each.id, FIRST).id for each in subjects)
    assert [each.name for each in read_subjects(office.db, 1).projects] == ["One service"]
    listed = {made.about_id for made in list_snapshots(office.db, 1) if made.kind == "project"}
    assert listed == {VETTING}


def test_a_report_that_was_made_is_not_undone(office):
    take(office.db, "portfolio", None, FIRST)
    with pytest.raises(CannotUndo, match="A report that was made stays on the list"):
        undo(office.db)
    assert len(list_snapshots(office.db)) == 1


def test_of_a_file_that_can_only_be_read_a_report_is_made_and_not_kept(office):
    office.db.read_only = True
    assert take(office.db, "portfolio", None, FIRST).id == 0
    assert list_snapshots(office.db) == ()


def test_what_another_program_wrote_is_told_in_a_sentence():
    with pytest.raises(RecordDamaged, match="What this report said cannot be read"):
        decode("project", b'{"setting": 1}')


def test_outcomes_without_money_stand_beside_the_money_confirmed_ones_first(office):
    content = take(office.db, "project", VETTING, FIRST).content
    assert [each.status for each in content.outcomes] == ["confirmed", "under_way"]
    assert content.outcomes[0].confirmed_by.name == "Val Finance"
