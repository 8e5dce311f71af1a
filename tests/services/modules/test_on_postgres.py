"""The same on PostgreSQL: everything that asks the database more than for a row."""

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.history import undo
from cohort_desk.services.modules import (
    copy_guide,
    copy_structure,
    delete_guide,
    delete_module,
    list_guides,
    list_modules,
    read_guide,
    set_up_standard,
)
from cohort_desk.services.programmes import add_cohort


def test_modules_and_guides_are_made_read_counted_copied_and_deleted(pg_db):
    set_up_standard(pg_db, 1)
    other = add_cohort(pg_db, "2027 intake")
    copy_structure(pg_db, 1, other)
    guide = list_guides(pg_db)[0]
    assert (guide.criteria, guide.ready, guide.used_by, guide.marked) == (5, True, 8, 0)
    with pytest.raises(RuleBroken, match="Choose another guide there first"):
        delete_guide(pg_db, guide.id, guide.version)
    copy = read_guide(pg_db, copy_guide(pg_db, guide.id))
    delete_guide(pg_db, copy.id, copy.version)
    module = list_modules(pg_db, 1)[0]
    delete_module(pg_db, module.id, module.version)
    undo(pg_db)
    assert [one.code for one in list_modules(pg_db, 1)] == ["M1", "M2", "M3"]
