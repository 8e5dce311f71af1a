"""What each move from one state to the next is refused for (section 2 of the marking rules).

One function for each row of that table; each raises RuleBroken with the sentence that the user
reads, and does nothing where the move may be made.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.agreement import NotAgreed, agree, decided_by_third
from cohort_desk.domain.marks.numbers import HIGHEST, LOWEST, to_hundredths, written
from cohort_desk.domain.marks.rubric import CriterionValue, without_mark
from cohort_desk.domain.marks.states import (
    Facts,
    Moderation,
    State,
    Visibility,
    is_finalised,
    state_of,
)
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.regulations.rules import MarkingRules
from cohort_desk.domain.words import counted


def refuse_submitting(facts: Facts, now: datetime) -> None:
    """Check Draft or Submitted → Submitted: by a participant, or an administrator on behalf.

    Raises:
        RuleBroken: the window is closed, or the submission is finalised or has a final mark.
    """
    refuse_under_final_mark(facts)
    if facts.opens_at is not None and now < facts.opens_at:
        raise RuleBroken("submission", f"Handing in opens on {written_in_london(facts.opens_at)}.")
    if is_finalised(facts, now):
        raise RuleBroken(
            "submission",
            "This submission is finalised. An administrator can open it again, with a reason.",
        )
    closes = facts.closes_at
    if closes is not None and facts.deadline is not None:
        closes = max(closes, facts.deadline)
    if closes is not None and now >= closes and facts.reopened_at is None:
        raise RuleBroken(
            "submission",
            f"Handing in closed on {written_in_london(closes)}. "
            "An administrator can grant an extension.",
        )


def refuse_under_final_mark(facts: Facts) -> None:
    """Check that what was handed in may change at all, be it more, less or opened again.

    Raises:
        RuleBroken: a final mark exists.
    """
    if facts.final or facts.before_board or facts.ratified:
        raise RuleBroken(
            "submission",
            "A final mark exists, so the submission stays as it was marked. "
            "Open the mark again first, with a reason.",
        )


def refuse_finalising(facts: Facts, now: datetime) -> None:
    """Check Submitted → Finalised: by the participant, or by the system at the deadline.

    Raises:
        RuleBroken: there is no file, or it is finalised already.
    """
    if is_finalised(facts, now):
        raise RuleBroken("submission", "This submission is finalised already.")
    if facts.submitted_at is None or not facts.files:
        raise RuleBroken("submission", "There is no file to finalise. Hand in a file first.")


def refuse_reopening(facts: Facts, now: datetime, reason: str) -> None:
    """Check Finalised → Submitted: by an administrator, with a reason.

    Raises:
        RuleBroken: there is no reason, it is not finalised, or a final mark exists.
    """
    if not is_finalised(facts, now):
        raise RuleBroken("submission", "This submission is not finalised, so it is open already.")
    refuse_under_final_mark(facts)
    need_reason(reason, "Say why the submission is opened again.")


def refuse_marking(
    facts: Facts, now: datetime, *, allotted: bool, conflict: str = "", final: bool = False
) -> None:
    """Check Finalised → In marking, and every later change of a marker's own draft.

    Args:
        facts: of the submission.
        now: the moment of the change.
        allotted: whether the submission is allotted to this marker.
        conflict: whom the marker declared a conflict of interest with, '' for nobody.
        final: whether this marker has finished.

    Raises:
        RuleBroken: the marker is not allotted, declared a conflict of interest or has finished;
            or the submission is not finalised.
    """
    if not allotted:
        raise RuleBroken("tutor", "This submission is not allotted to this marker.")
    if conflict:
        raise RuleBroken(
            "tutor", f"This marker has declared a conflict of interest with {conflict}."
        )
    if final:
        raise RuleBroken(
            "mark", "This mark is final. Open it again first, and say why it has to change."
        )
    if not is_finalised(facts, now):
        raise RuleBroken(
            "submission",
            "Nothing has been handed in yet, so there is nothing to mark."
            if facts.submitted_at is None
            else "This submission is still open. It can be marked once it is finalised.",
        )


def refuse_finishing(criteria: Sequence[CriterionValue], direct: Decimal | None) -> None:
    """Check In marking → Marked, each marker for themselves.

    Args:
        criteria: what the marker gave, empty where the assessment has no marking guide.
        direct: the mark for the whole, of an assessment without a guide.

    Raises:
        RuleBroken: a criterion, or the mark, is missing or out of range.
    """
    missing = without_mark(criteria)
    if missing:
        raise RuleBroken(
            "criterion",
            f"{counted(len(missing), 'criterion has', 'criteria have')} no mark yet: "
            f"{', '.join(missing)}.",
        )
    if not criteria and direct is None:
        raise RuleBroken("mark", "There is no mark yet.")
    given = [(each.title, each.value) for each in criteria if each.value is not None]
    if direct is not None and not criteria:
        given = [("The mark", direct)]
    for title, value in given:
        if not LOWEST <= value <= HIGHEST:
            raise RuleBroken(
                "criterion", f"{title} is out of range: {written(value)} is not from 0 to 100."
            )


def refuse_reopening_mark(facts: Facts, reason: str) -> None:
    """Check Marked → In marking, outside of moderation: an error put right, with a reason.

    Raises:
        RuleBroken: a moderator, the participants or a board have the mark before them.
    """
    _refuse_decided(facts)
    if facts.visibility is not Visibility.HIDDEN:
        raise RuleBroken(
            "mark", "Participants can see these marks. Hide them first, then open this one again."
        )
    need_reason(reason, "Say why the mark is opened again.")


def refuse_settling(
    facts: Facts, marks: Sequence[Decimal], rules: MarkingRules, value: Decimal, reason: str
) -> None:
    """Check Marked → Agreed by the markers or their lead.

    Args:
        facts: of the submission.
        marks: the first marker's and the second's, then the third's if one was called.
        rules: by which two marks agree.
        value: what they settle on.
        reason: why.

    Raises:
        RuleBroken: a marker has not finished, the rule or a third marker decides, the value does
            not lie within the two marks, or there is no reason.
    """
    if facts.final < facts.needed:
        unfinished = counted(facts.needed - facts.final, "marker has", "markers have")
        raise RuleBroken("mark", f"{unfinished} not finished, so there is nothing to agree yet.")
    _refuse_decided(facts)
    if facts.visibility is not Visibility.HIDDEN:
        raise RuleBroken("mark", "Participants can see these marks. Hide them first.")
    first, second, *third = marks
    answer = agree(first, second, rules)
    again = "Open a mark again, with a reason, if one of them is wrong."
    if not isinstance(answer, NotAgreed):
        raise RuleBroken("mark", f"The rule agrees on {written(answer.mark)}. {again}")
    if third:
        decided = written(decided_by_third(first, second, third[0]))
        raise RuleBroken("mark", f"The third marker decided for {decided}. {again}")
    lowest, highest = sorted(map(to_hundredths, (first, second)))
    if not lowest <= value <= highest:
        raise RuleBroken(
            "mark",
            f"{written(value)} does not lie between the two marks, {written(lowest)} and "
            f"{written(highest)}. Settle on one that does. {again}",
        )
    need_reason(reason, f"{answer.reason} Say why this mark is the right one.")


def _refuse_decided(facts: Facts) -> None:
    """Refuse to change a mark that a moderator or a board has before them, or has decided on."""
    if facts.ratified:
        raise RuleBroken("mark", "This mark is ratified. It can be changed only by chair’s action.")
    if facts.before_board:
        raise RuleBroken(
            "mark", "A board has this mark before it. The board can amend it, with a reason."
        )
    if facts.moderation is Moderation.OPEN:
        raise RuleBroken(
            "mark", "These marks are with the moderator, who can send them back to be marked again."
        )


def refuse_moderating(moderator_id: int, marker_ids: Sequence[int], work: str) -> None:
    """Check Agreed → Moderated.

    Raises:
        RuleBroken: the moderator was a marker of the work, which `work` names.
    """
    if moderator_id in marker_ids:
        raise RuleBroken(
            "tutor", f"The moderator marked {work}. Somebody who did not mark it must moderate it."
        )


def against_release(facts: Facts, now: datetime) -> tuple[str, ...]:
    """Return what stands against showing a mark to participants, a sentence each."""
    against = [f"Held: {hold}." for hold in facts.holds]
    state = state_of(facts, now)
    if state in (State.DRAFT, State.SUBMITTED, State.FINALISED, State.IN_MARKING):
        against.append("There is no mark yet.")
    elif state is State.MARKED:
        against.append("The markers have not agreed.")
    if facts.peer_open:
        against.append("The peer round is still open.")
    if facts.moderation is Moderation.OPEN:
        against.append("The moderation is still open.")
    elif facts.moderation is Moderation.SENT_BACK:
        against.append("The moderator sent it back; a new sample has to be confirmed.")
    return tuple(against)


def before_board_warnings(*, external_asked: bool, external_replied: bool) -> tuple[str, ...]:
    """Return what to warn of before a snapshot goes before the board; it may go all the same."""
    if external_asked and not external_replied:
        return ("The external examiner has not replied yet.",)
    return ()


def refuse_ratifying(present: int, quorum: int, differences: int) -> None:
    """Check Before the board → Ratified: by the chair, the quorum recorded.

    Raises:
        RuleBroken: there is no quorum, or the snapshot no longer equals the current ladders.
    """
    if present < quorum:
        raise RuleBroken(
            "quorum", f"There is no quorum: {present} of at least {quorum} members are present."
        )
    if differences:
        marks = counted(differences, "mark has", "marks have")
        raise RuleBroken(
            "snapshot",
            f"{marks} changed since the snapshot was taken. Put the marks before the board again.",
        )


def refuse_amending(*, ratified: bool, reason: str) -> None:
    """Check Ratified → amended: a new decision by chair's action; the old one is kept.

    Raises:
        RuleBroken: nothing is ratified, or there is no reason.
    """
    if not ratified:
        raise RuleBroken("decision", "Only what a board ratified is amended by chair’s action.")
    need_reason(reason, "Say why the decision is amended.")


def refuse_certificate(*, ratified: bool) -> None:
    """Check Ratified → Award → Certificate: by an administrator.

    Raises:
        RuleBroken: the award is not ratified.
    """
    if not ratified:
        raise RuleBroken("award", "The award is not ratified yet, so no certificate can be issued.")


def refuse_revoking(reason: str) -> None:
    """Check Certificate → Revoked or Superseded: by an administrator.

    Raises:
        RuleBroken: there is no reason.
    """
    need_reason(reason, "Say why the certificate no longer holds.")


def need_reason(reason: str, sentence: str) -> None:
    """Raise RuleBroken with the sentence unless there is a reason."""
    if not reason.strip():
        raise RuleBroken("reason", sentence)
