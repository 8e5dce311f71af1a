"""Every column of the savings reads in plain words in the histories, or is left out of them."""

import pytest

from cohort_desk.db.tables import Table
from cohort_desk.services import history_savings
from cohort_desk.services.history_words import LABELS, is_silent, label_of

_MODULES = ("savings", "claims", "savings_settings")
TABLES = {
    mapper.class_.__tablename__: mapper
    for mapper in Table.registry.mappers
    if mapper.class_.__module__.rpartition(".")[2] in _MODULES
    or mapper.class_.__tablename__ == "project_outcome"
}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_each_column_has_words_of_its_own(table):
    assert table in history_savings.TABLES
    shown = [column.name for column in TABLES[table].columns if not is_silent(table, column.name)]
    assert [name for name in shown if not LABELS.keys() & {name, f"{table}.{name}"}] == []


def test_a_reader_is_told_who_validates_a_benefit_and_who_is_to_confirm_a_claim():
    assert label_of("benefit", "validator_id") == "Validator"
    assert label_of("benefit_claim", "validator_id") == "To be confirmed by"
    assert label_of("participant", "given_name") == "Given name"
