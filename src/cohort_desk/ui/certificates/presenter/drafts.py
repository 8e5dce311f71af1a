"""What becomes of a design that is being changed, before it is saved or drawn."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from cohort_desk.domain.certificates.design import CAPTIONS, Design, check
from cohort_desk.domain.certificates.parts import part_of
from cohort_desk.domain.certificates.starting import Need, starting_design
from cohort_desk.domain.errors import RuleBroken


def not_drawn(fields: Collection[str]) -> tuple[str, ...]:
    """Return in a sentence what the preview does not show as it was typed."""
    parts = {part_of(field) for field in fields}
    names = [f"“{CAPTIONS[part]}”" for part in CAPTIONS if part in parts]
    if not names:
        return ()
    return (f"Not saved as typed, and not in the preview: {' and '.join(names)}.",)


def fitting(design: Design, before: Design) -> Design:
    """Return a design that is now for another kind with words that such a certificate can say."""
    if design.kind is before.kind or _stands(design):
        return design
    start = starting_design(Need(design.kind, design.orientation))
    return replace(
        design,
        title=start.title,
        before_name=start.before_name,
        after_name=start.after_name,
        subject=start.subject,
        lines=start.lines,
        small_print=start.small_print,
    )


def _stands(design: Design) -> bool:
    try:
        check(design)
    except RuleBroken:
        return False
    return True


def with_known(design: Design, known: Mapping[str, bytes]) -> Design:
    """Return the design with those pictures only that are at hand."""
    return replace(
        design,
        logo=design.logo if design.logo in known else "",
        signatories=tuple(
            each if each.image in known else replace(each, image="") for each in design.signatories
        ),
    )
