"""Rate tables, deflators and settings of a programme: which counts when, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.savings.deflators import DeflatorTable, pasted
from cohort_desk.domain.savings.rates import STANDARD, RateTable, typed_bands
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.services.history import redo, undo
from cohort_desk.services.savings.reckoning.deflators import (
    add_deflators,
    deflators_in_force,
    edit_deflators,
    list_deflators,
    remove_deflators,
)
from cohort_desk.services.savings.reckoning.rates import (
    add_rate_table,
    edit_rate_table,
    list_rate_tables,
    remove_rate_table,
    table_in_force,
)
from cohort_desk.services.savings.reckoning.settings import (
    read_settings,
    read_stored_settings,
    save_settings,
)

REVIEW = RateTable("Review", date(2027, 4, 1), "", typed_bands("3% years 1–30, 2.5% after"))
INDICES = pasted("2024/25 96\n2025/26 100\n2026/27 102")


def in_force(db, on):
    with db.read() as work:
        return table_in_force(work, on)


def test_a_new_table_counts_from_its_day_and_the_old_one_until_then(db):
    assert in_force(db, date(2026, 11, 22)) == STANDARD
    add_rate_table(db, REVIEW)
    assert in_force(db, date(2027, 3, 31)) == STANDARD
    assert in_force(db, date(2027, 4, 1)) == REVIEW
    listed = list_rate_tables(db, date(2027, 3, 31))
    assert [(each.table.name, each.in_force) for each in listed] == [
        ("Review", False),
        (STANDARD.name, True),
    ]


def test_rates_are_changed_removed_and_brought_back(db):
    key = add_rate_table(db, REVIEW)
    lower = RateTable("Review", REVIEW.in_force_on, "HMT", typed_bands("2.5% all years"))
    edit_rate_table(db, key, 1, lower)
    assert in_force(db, REVIEW.in_force_on) == lower
    with pytest.raises(EditedMeanwhile):
        edit_rate_table(db, key, 1, REVIEW)
    remove_rate_table(db, key, 2)
    assert in_force(db, REVIEW.in_force_on) == STANDARD
    undo(db)
    assert in_force(db, REVIEW.in_force_on) == lower
    redo(db)
    with pytest.raises(NotFound, match="table of discount rates is no longer here"):
        remove_rate_table(db, key, 3)


@pytest.mark.parametrize(
    ("table", "field", "sentence"),
    [
        (RateTable("review", date(2028, 1, 1), "", REVIEW.bands), "name", "“review” already"),
        (RateTable("Other", REVIEW.in_force_on, "", REVIEW.bands), "in_force_on", "“Review” comes"),
        (RateTable(" ", date(2028, 1, 1), "", REVIEW.bands), "name", "Give the table a name"),
        (RateTable("Other", date(2028, 1, 1), "", REVIEW.bands[:1]), "bands", "from year 31"),
    ],
)
def test_a_table_that_would_leave_a_question_open_is_refused(db, table, field, sentence):
    add_rate_table(db, REVIEW)
    with pytest.raises(RuleBroken, match=sentence) as refused:
        add_rate_table(db, table)
    assert refused.value.field == field
    assert len(list_rate_tables(db)) == 2


def test_the_newest_published_deflators_count(db):
    old = DeflatorTable("Spring", date(2026, 3, 31), "HM Treasury", INDICES)
    new = DeflatorTable("Autumn", date(2026, 9, 30), "", INDICES | {2026: Decimal("102.5")})
    first = add_deflators(db, old)
    second = add_deflators(db, new)
    with db.read() as work:
        assert deflators_in_force(work, date(2026, 3, 30)) is None
        assert deflators_in_force(work, date(2026, 4, 1)) == old
        assert deflators_in_force(work, date(2026, 10, 1)) == new
    edit_deflators(db, first, 1, DeflatorTable("Spring", date(2026, 3, 31), "", {2025: Decimal(1)}))
    remove_deflators(db, second, 1)
    (left,) = list_deflators(db, date(2026, 10, 1))
    assert (left.table.indices, left.in_force) == ({2025: Decimal(1)}, True)
    with pytest.raises(RuleBroken, match="“SPRING” already"):
        add_deflators(db, DeflatorTable("SPRING", date(2026, 1, 1), "", INDICES))


def test_settings_are_the_defaults_until_somebody_sets_them(db):
    assert read_stored_settings(db).version is None
    ours = SavingsSettings(green_at=95, update_months=6)
    save_settings(db, ours, None)
    assert read_settings(db) == ours
    with pytest.raises(EditedMeanwhile, match="settings of savings"):
        save_settings(db, SavingsSettings(), None)
    undo(db)
    assert read_settings(db) == SavingsSettings()


def test_settings_that_contradict_themselves_are_not_saved(db):
    with pytest.raises(RuleBroken, match="Amber has to begin below green"):
        save_settings(db, SavingsSettings(green_at=60), None)
    assert read_stored_settings(db).version is None
