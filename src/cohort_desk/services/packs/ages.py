"""Whether what came back may be older than what was merged before it.

A sheet says when it was last saved only if its program does, and a copy that was merged already may
be found again in a mailbox; merged without a question, it would put old values back.
"""

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.packs.contents import Returned
from cohort_desk.services.packs.records import Base, MergedReturn


def known(base: Base, returned: Returned) -> MergedReturn | None:
    """Return the merge of this very file, None where it has not been merged."""
    return next((each for each in base.merged if each.digest == returned.digest), None)


def why_nothing_new(base: Base, returned: Returned) -> str:
    """Return why nothing may be taken from a return; "" where something may."""
    before = known(base, returned)
    if before is not None and before != base.merged[-1]:
        return (
            f"Nothing new: this file was merged on {written_moment(before.merged_at)}, and another "
            "return since."
        )
    if (this := returned.returned_at) is None:
        return ""
    later = [each.filled_at for each in base.merged if each.filled_at and each.filled_at > this]
    if later:
        return f"A later return, of {written_moment(max(later))}, was merged before this one."
    return ""


def why_in_doubt(base: Base, returned: Returned) -> str:
    """Return why a change against a merged return is a clash; "" where this one is later."""
    for each in reversed(base.merged):
        if each.digest != returned.digest and not _is_later(returned, each):
            return (
                f"Another return was merged on {written_moment(each.merged_at)}, and nothing says "
                "that this one is later."
            )
    return ""


def _is_later(returned: Returned, other: MergedReturn) -> bool:
    this = returned.returned_at
    # A return without a time was filled in by the moment it was merged.
    return this is not None and this > (other.filled_at or other.merged_at)
