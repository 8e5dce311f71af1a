"""What the tests of forming share: people by their values, and what a rule demands, put plainly."""

import pytest

from cohort_desk.domain.forming.request import Member, RuleKind


def people_with(**columns):
    """Return people numbered from 0, with the values of each column in their order."""
    return tuple(
        Member(n, f"Person {n}", dict(zip(columns, values, strict=True)))
        for n, values in enumerate(zip(*columns.values(), strict=True))
    )


def rule_holds(rule, where):
    """Tell whether a rule holds; `where` gives everybody's group by their id."""
    groups = {where[member_id] for member_id in rule.member_ids}
    return {
        RuleKind.APART: len(groups) == len(rule.member_ids),
        RuleKind.TOGETHER: len(groups) == 1,
        RuleKind.IN_GROUP: groups == {rule.group},
        RuleKind.NOT_IN_GROUP: rule.group not in groups,
    }[rule.kind]


@pytest.fixture(scope="session")
def people():
    return people_with


@pytest.fixture(scope="session")
def holds():
    return rule_holds
