"""Puts two proposals, or the board and a proposal, beside each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.domain.words import counted
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, LatestReading

if TYPE_CHECKING:
    from cohort_desk.services.groups import GroupComparison, GroupPair, SitsElsewhere


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A line of both score cards: what is counted, both counts, which is better and by how much."""

    label: str
    left: str
    right: str
    words: str
    better: str


@dataclass(frozen=True, slots=True)
class ComparisonShown:
    """A comparison in words; the rows of both tables as the service told them.

    Attributes:
        usable: the proposals at the left and at the right that could be used, None of the board.
    """

    title: str
    left: str
    right: str
    summary: str
    scores: tuple[ScoreLine, ...]
    elsewhere: tuple["SitsElsewhere", ...]
    pairs: tuple["GroupPair", ...]
    usable: tuple[int | None, int | None]


class ComparisonView(Protocol):
    """What the presenter needs of the proposals."""

    def show_comparison(self, comparison: ComparisonShown) -> None: ...
    def show_people(self, elsewhere: Sequence["SitsElsewhere"], total: int) -> None: ...
    def close_comparison(self) -> None: ...


class ComparePresenter:
    """Answers the comparison that is open, if any."""

    def __init__(self, view: ComparisonView, desk: Desk, read_at_once: int = READ_AT_ONCE) -> None:
        self._view, self._desk, self._read_at_once = view, desk, read_at_once
        self._reading = LatestReading("Comparing groups", desk, self._gone)
        self._read: Callable[[], GroupComparison] | None = None
        self._round_id, self._wanted = 0, ""
        self._shown: ComparisonShown | None = None

    def show_round(self, round_id: int) -> None:
        """Keep an open comparison current; that of another round is closed."""
        if round_id != self._round_id:
            self._round_id = round_id
            if self._read:
                self._view.close_comparison()
                self.close()
        elif self._read:
            self._show()

    def compare(self, one_id: int, other_id: int) -> None:
        """Put two proposals beside each other."""
        self._open(partial(groups.compare_proposals, self._desk.db, one_id, other_id))

    def compare_with_board(self, proposal_id: int) -> None:
        """Put the board and a proposal beside each other."""
        self._open(partial(groups.compare_with_board, self._desk.db, proposal_id))

    def search(self, text: str) -> None:
        """Show only those whose name or group has this in it."""
        self._wanted = text.casefold()
        if self._shown:
            self._show_people(self._shown)

    def close(self) -> None:
        """Forget the comparison; its view has been left."""
        self._read, self._shown, self._wanted = None, None, ""
        self._reading.drop()

    def _open(self, read: Callable[[], "GroupComparison"]) -> None:
        self._read, self._wanted = read, ""
        self._show()

    def _show(self) -> None:
        """Read the comparison; of many people not on the window's thread."""
        read = self._read
        if read is None:
            return
        db, round_id = self._desk.db, self._round_id
        try:
            at_once = groups.read_settings(db, round_id).people <= self._read_at_once
            self._reading.ask(lambda _report: read(), self._arrived, at_once=at_once)
        except NotFound as error:
            self._gone(error)

    def _arrived(self, found: "GroupComparison") -> None:
        self._shown = in_words(found)
        self._view.show_comparison(self._shown)
        self._show_people(self._shown)

    def _gone(self, error: CohortDeskError) -> None:
        self.close()
        self._view.close_comparison()
        self._desk.warn(str(error))

    def _show_people(self, shown: ComparisonShown) -> None:
        wanted = self._wanted
        found = [
            one
            for one in shown.elsewhere
            if wanted in one.name.casefold()
            or wanted in (one.left.casefold(), one.right.casefold())
        ]
        self._view.show_people(found, len(shown.elsewhere))


def in_words(found: "GroupComparison") -> ComparisonShown:
    """Return a comparison in words."""
    left, right = found.left, found.right
    return ComparisonShown(
        title=f"{left.name} and {right.name[0].lower()}{right.name[1:]}",
        left=left.name,
        right=right.name,
        summary=_summary(found),
        scores=tuple(_score_lines(found)),
        elsewhere=found.elsewhere,
        pairs=found.pairs,
        usable=(left.proposal_id, right.proposal_id),
    )


def _summary(found: "GroupComparison") -> str:
    alike = sum(pair.identical for pair in found.pairs)
    if not found.elsewhere:
        return "Everybody sits with the same people in both."
    who = counted(len(found.elsewhere), "person", "people")
    sits = "sits" if len(found.elsewhere) == 1 else "sit"
    same = counted(alike, "group is", "groups are") if alike else "No group is"
    return f"{who} of {found.people:,} {sits} in another group. {same} the same in both."


def _score_lines(found: "GroupComparison") -> list[ScoreLine]:
    names = {"left": found.left.name, "right": found.right.name}
    lines = [
        ScoreLine(
            one.criterion.label,
            _number(one.left),
            _number(one.right),
            _words(one.words, names),
            one.better,
        )
        for one in found.criteria
    ]
    left, right = found.left, found.right
    better = found.better
    verdict = "As good as each other" if better == "neither" else f"{names[better]} is better"
    return [
        *lines,
        ScoreLine("On the whole", _short(left.distance), _short(right.distance), verdict, better),
    ]


def _short(distance: str) -> str:
    """Return a distance in fewer words: "within 0.4 % of the best"."""
    return distance.replace("at most", "within").replace("from the best possible", "of the best")


def _number(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _words(words: str, names: dict[str, str]) -> str:
    """Name the sides: "3 fewer in proposal 2"."""
    for side, name in names.items():
        words = words.replace(f"on the {side}", f"in {name[0].lower()}{name[1:]}")
    return words[:1].upper() + words[1:]
