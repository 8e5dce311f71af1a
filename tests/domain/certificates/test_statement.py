"""What a certificate says: kept, sealed and read back without a difference."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import (
    Statement,
    canonical,
    digest,
    from_plain,
    is_sealed,
    sealed,
    to_plain,
)
from cohort_desk.domain.errors import RuleBroken

ONE = Statement(
    serial="SCRLP-2026-0001",
    kind=Kind.AWARD,
    name="Łucja Nguyễn",
    programme="Leading across South Yorkshire",
    cohort="2025 intake",
    issued_on=date(2026, 11, 14),
    nonce="00" * 16,
    award="Postgraduate Certificate",
    outcome="Merit",
    credits=60,
    level=7,
    decided_on=date(2026, 6, 16),
    board="Summer board",
)
_DAYS = st.dates() | st.none()


def test_canonical_bytes_are_sorted_json_without_spaces_in_utf_8() -> None:
    said = canonical(replace(ONE, name="Ł"))
    assert said.startswith(b'{"attended":"","award":"Postgraduate Certificate","board"')
    assert '"name":"Ł"'.encode() in said
    assert b'"held_from":null' in said


@given(st.text(), st.integers(0, 999) | st.none(), _DAYS, st.sampled_from(Kind))
def test_what_is_kept_is_read_back(
    name: str, credits_: int | None, day: date | None, kind: Kind
) -> None:
    said = sealed(replace(ONE, name=name, credits=credits_, held_to=day, kind=kind))
    assert from_plain(to_plain(said)) == said
    assert is_sealed(said)
    assert sealed(said) == said


def test_nothing_is_signed_that_cannot_be_seen() -> None:
    said = sealed(replace(ONE, name="x\u202egnp Zero\u00adW\u200bidth", board="Summer\u2066 board"))
    assert (said.name, said.board) == ("xgnp ZeroWidth", "Summer board")


def test_the_code_belongs_to_every_word() -> None:
    said = sealed(ONE)
    others = {
        str: lambda value: value + "x",
        date: lambda _: date(2020, 1, 1),
        int: lambda value: value + 1,
        type(None): lambda _: date(2020, 1, 1),
        Kind: lambda _: Kind.MODULE,
    }
    for field in fields(Statement):
        value = getattr(said, field.name)
        if field.name not in {"credits", "level"}:
            changed = replace(said, **{field.name: others[type(value)](value)})
            assert not is_sealed(changed), field.name
            assert digest(changed) != digest(said)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"form": 2}, "newer version"),
        ({"form": None}, "not what a certificate says"),
        ({"kind": "medal"}, "not what a certificate says"),
        ({"credits": True}, "not what a certificate says"),
        ({"issued_on": "yesterday"}, "not what a certificate says"),
        ({"more": ""}, "not what a certificate says"),
    ],
)
def test_what_is_no_statement_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        from_plain({**to_plain(ONE), **change})
