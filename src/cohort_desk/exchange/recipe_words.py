"""The words that recipes use in spreadsheets: headings, kinds, importance."""

import re
from collections.abc import Mapping
from typing import TypeVar

from cohort_desk.domain.forming.request import CriterionKind, Importance, RuleKind
from cohort_desk.domain.forming.settings.columns import AVAILABILITY, CRITERIA_COLUMNS, column_words
from cohort_desk.domain.names import folded

_Meaning = TypeVar("_Meaning")

HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("apart_by", re.compile(r"(keep )?apart by( column)?")),
    ("rule", re.compile(r"rule|kind of rule|type of rule")),
    ("criterion", re.compile(r"criteri(on|a)|kind|type")),
    ("column", re.compile(r"column|field|by|value of")),
    ("importance", re.compile(r"importance|priority|weight")),
    ("slots", re.compile(r"slots|times|common times|common slots")),
    ("only", re.compile(r"only( \d+)?|only (these )?values")),
    ("smallest", re.compile(r"smallest|min|minimum|fewest|min size")),
    ("largest", re.compile(r"largest|max|maximum|most|max size")),
    ("preferred", re.compile(r"preferred|prefer|ideal|about|preferred size")),
    ("groups", re.compile(r"groups|number of groups|no of groups")),
    ("group", re.compile(r"group|group name|in group|which group")),
    ("reason", re.compile(r"reason|why|notes?|comments?")),
    ("rounds", re.compile(r"rounds?|holds in")),
    (
        "person",
        re.compile(
            r"(first |second |third )?"
            r"(person|people|name|names|who|member|participant|nominee|delegate|employee|colleague|"
            r"staff member|full name)( ?(\d+|[ab]))?"
            r"|(and|with|not with|apart from|together with|cannot be with|must not be with|"
            r"do not pair with|don ?t pair with|keep apart from)( ?\d+)?"
        ),
    ),
)
"""What a heading means, without case and punctuation; the first that fits."""

RULE_WORDS: Mapping[str, RuleKind] = {
    "apart": RuleKind.APART,
    "together": RuleKind.TOGETHER,
    "in": RuleKind.IN_GROUP,
    "not in": RuleKind.NOT_IN_GROUP,
    "keep apart": RuleKind.APART,
    "not together": RuleKind.APART,
    "separate": RuleKind.APART,
    "dont pair": RuleKind.APART,
    "do not pair": RuleKind.APART,
    "keep together": RuleKind.TOGETHER,
    "pair": RuleKind.TOGETHER,
    "in group": RuleKind.IN_GROUP,
    "in this group": RuleKind.IN_GROUP,
    "put into": RuleKind.IN_GROUP,
    "put into a group": RuleKind.IN_GROUP,
    "not in group": RuleKind.NOT_IN_GROUP,
    "not in that group": RuleKind.NOT_IN_GROUP,
    "keep out": RuleKind.NOT_IN_GROUP,
    "keep out of": RuleKind.NOT_IN_GROUP,
    "keep out of a group": RuleKind.NOT_IN_GROUP,
}
CRITERION_WORDS: Mapping[str, CriterionKind] = {
    "mix": CriterionKind.MIX,
    "balance": CriterionKind.BALANCE,
    "gather": CriterionKind.GATHER,
    "meet": CriterionKind.MEET,
    "no lone one": CriterionKind.NO_LONE_ONE,
    "new faces": CriterionKind.NEW_FACES,
    "spread": CriterionKind.MIX,
    "same together": CriterionKind.GATHER,
    "common times": CriterionKind.MEET,
    "not alone": CriterionKind.NO_LONE_ONE,
    "nobody alone": CriterionKind.NO_LONE_ONE,
    "no lone": CriterionKind.NO_LONE_ONE,
    "new people": CriterionKind.NEW_FACES,
}
IMPORTANCE_WORDS: Mapping[str, Importance] = {one.value: one for one in Importance}
ROUND_WORDS: Mapping[str, bool] = {
    "this round": False,
    "every round": True,
    "this": False,
    "this one": False,
    "no": False,
    "every": True,
    "all": True,
    "all rounds": True,
    "yes": True,
}
EVERY_EARLIER = frozenset(
    {"", "every round", "every earlier round", "all rounds", "earlier rounds"}
)
"""How the column of "new faces" says that each earlier round counts."""


def first_words(words: Mapping[str, _Meaning]) -> Mapping[_Meaning, str]:
    """Return the word that is written for each meaning: the first."""
    first: dict[_Meaning, str] = {}
    for word, meaning in words.items():
        first.setdefault(meaning, word)
    return first


def column_label(key: str) -> str:
    """Return what a column is called in a sheet: "Years of service"."""
    return column_words(key).capitalize() if key in _KEYS.values() else key


def column_key(name: str) -> str:
    """Return the column of that name; a name that is not known stays as it is."""
    return _KEYS.get(folded(name).replace("_", " "), name)


_KEYS = {column_words(key): key for key in (*CRITERIA_COLUMNS, AVAILABILITY)}
