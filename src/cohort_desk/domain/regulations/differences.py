"""What has changed between two versions of the rules, in words."""

from dataclasses import dataclass

from cohort_desk.domain.regulations.fields import applies, field_of, value_of
from cohort_desk.domain.regulations.plain import canonical
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.regulations.sections import SECTIONS

_UNUSED = "not used"


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that two sets have otherwise."""

    path: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before} → {self.after}"


def differences(before: Regulations, after: Regulations) -> tuple[Difference, ...]:
    """Return the rules that differ in effect, in the order of the fields.

    Rules that no longer apply are left out: the one that puts them out of use says it.
    """
    before, after = canonical(before), canonical(after)
    return tuple(
        Difference(field.path, f"{section.title}: {_lowered(field.caption)}", old, new)
        for section in SECTIONS
        for field in section.fields
        if applies(after, field.path)
        for old, new in [(_said(before, field.path), _said(after, field.path))]
        if old != new
    )


def _said(regs: Regulations, path: str) -> str:
    if not applies(regs, path):
        return _UNUSED
    return field_of(regs, path).kind.written(value_of(regs, path))


def _lowered(caption: str) -> str:
    return caption[:1].lower() + caption[1:]
