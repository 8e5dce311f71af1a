"""Answers why somebody is in a group, and why two people are together or are not."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from cohort_desk.ui.groups.presenter.board_words import EffectTone
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import Change, PairExplained, PersonExplained
    from cohort_desk.ui.groups.presenter.foretelling import Foreteller

_A_PAIR = 2


class ExplainView(Protocol):
    """What the presenter needs of the board."""

    def show_why_person(self, why: "PersonExplained") -> None: ...
    def show_why_pair(self, why: "PairExplained", people: tuple[int, int]) -> None: ...


class ExplainPresenter:
    """Explains the board that is shown, as the board's presenter holds it."""

    def __init__(
        self, view: ExplainView, desk: Desk, now: "Callable[[], Foreteller | None]"
    ) -> None:
        self._view, self._desk, self._now = view, desk, now

    def why_asked(self, people: Sequence[int]) -> None:
        """Explain one person's place, or why two are together or are not."""
        attempt(self._desk, lambda: self._explain(people))

    def _explain(self, people: Sequence[int]) -> None:
        now = self._now()
        if now is None or not all(person in now for person in people):
            return
        if len(people) == 1:
            self._view.show_why_person(now.explanations.person(people[0]))
        elif len(people) == _A_PAIR:
            one, other = people
            self._view.show_why_pair(now.explanations.pair(one, other), (one, other))


def verdict(change: "Change", *, allowed: bool = True) -> tuple[str, EffectTone]:
    """Return what a change would do in a word or two, and its tone: "Worse by 3"."""
    if not allowed:
        return "Not allowed", "danger"
    words = change.effect[:1].upper() + change.effect[1:]
    if not change.points:
        return words, "neutral"
    return words, "success" if change.points < 0 else "warning"


def title_of_pair(why: "PairExplained") -> str:
    """Return the question that the panel answers."""
    one, other = why.names
    together = "together" if why.together else "not together"
    return f"Why {one} and {other} are {together}"


def title_of_person(why: "PersonExplained") -> str:
    """Return the question that the panel answers."""
    if not why.group:
        return f"Where {why.name} could go"
    return f"Why {why.name} is in {why.group}"
