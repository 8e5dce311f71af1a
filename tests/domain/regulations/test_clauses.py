"""Regulations in words: numbered, made from their data."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cohort_desk.domain.regulations.clauses import clause_of, clauses
from cohort_desk.domain.regulations.fields import with_value
from cohort_desk.domain.regulations.plain import from_plain
from cohort_desk.domain.regulations.presets import LATE_PRESETS, templates
from cohort_desk.domain.regulations.rules import Regulations

DEFAULT = Regulations()
RUNGS = frozenset(
    {"marker", "agreement", "third", "peer", "peer_penalty", "late", "cap", "rounding", "module"}
    | {"award", "compensation", "moderation", "attendance", "board", "attempts"}
)


def clause_text(regs, key):
    return next(clause.text for clause in clauses(regs) if clause.key == key)


def test_every_rung_of_the_ladder_has_a_clause_numbered_alike_in_all_sets():
    for template in templates():
        numbers = [clause.number for clause in clauses(template.rules)]
        assert numbers == sorted(set(numbers))
        assert {clause_of(template.rules, key) for key in RUNGS} <= set(numbers)
    assert clause_of(DEFAULT, "late") == "4.1"


@pytest.mark.parametrize(
    ("preset", "text"),
    [
        (
            "sheffield",
            "loses 5 % of its mark for each working day; after 5 working days it gets 0.",
        ),
        ("shu", "is not accepted and gets 0."),
        ("qmul", "loses 5 marks for each 24 hours begun; from 168 hours it gets 0."),
        ("mmu", "gets no more than the pass mark of 50; after 7 calendar days it gets 0."),
        ("leedscons", "and then gets no more than 50; after 168 hours it gets 0."),
        ("york", "loses 10 marks for each calendar day; after 5 calendar days it gets 0."),
    ],
)
def test_late_schemes_in_words(preset, text):
    assert clause_text(replace(DEFAULT, late=LATE_PRESETS[preset].rules), "late").endswith(text)


@pytest.mark.parametrize(
    ("path", "value", "key", "said"),
    [
        ("award.distinction", Decimal(72), "award", "with distinction from 72"),
        ("components.minimum", Decimal(40), "module", "at least 40 in each"),
        ("attempts.most", 1, "attempts", "An assessment may be tried once only."),
        ("compensation.allowed", True, "compensation", "with at least 40 is compensated"),
        ("moderation.within", None, "moderation", "with all work below 50 and at least one"),
        ("peers.weighting", Decimal(0), "peer", "do not change marks"),
        ("attendance.least", Decimal("0.8"), "attendance", "80 % of the required sessions"),
        ("board.quorum", 1, "board", "with 1 member present"),
    ],
)
def test_a_clause_says_what_the_data_says(path, value, key, said):
    assert said not in clause_text(DEFAULT, key)
    assert said in clause_text(with_value(DEFAULT, path, value), key)


def test_days_closed_are_listed():
    regs = from_plain({"late": {"closed": ["2026-12-24", "2026-12-29"]}})
    said = "weekends, bank holidays in England, 24 December 2026 and 29 December 2026. The first"
    assert said in clause_text(regs, "late_days")
