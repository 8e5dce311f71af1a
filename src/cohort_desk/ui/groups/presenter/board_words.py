"""How the board puts people, groups and effects into words, on screen and read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from cohort_desk.domain.agencies import Marked, distinct_marks
from cohort_desk.domain.sectors import sector_label
from cohort_desk.domain.words import counted

if TYPE_CHECKING:
    from cohort_desk.domain.forming.live import Effect
    from cohort_desk.services.groups import Board, BoardGroup, Card

TRAY = -1
"""Where the board counts groups from 0, the place of people without one."""
TRAY_NAME = "No group yet"

EffectTone = Literal["success", "neutral", "warning", "danger"]
_TONES: dict[str, EffectTone] = {
    "better": "success",
    "same": "neutral",
    "worse": "warning",
    "breaks a rule": "danger",
}


_BRIEF = {"Is here now": "Here", "Breaks a rule": "Breaks"}


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a change would do: in short on the board, in a sentence read aloud.

    `rule` is the rule that it would break, in words, "" if none.
    """

    short: str
    sentence: str
    tone: EffectTone
    rule: str = ""


def foretold(effect: "Effect") -> Foretold:
    """Return an effect in words: "Better by 3", "Same", "Breaks a rule"."""
    points = f" by {abs(effect.change)}" if effect.change and not effect.breaks else ""
    verdict = effect.verdict
    short = verdict[0].upper() + verdict[1:] + points
    if not effect.breaks:
        return Foretold(short, short, _TONES[verdict])
    rule = effect.breaks[0]
    more = len(effect.breaks) - 1
    others = f", and {counted(more, 'other rule', 'other rules')}" if more else ""
    return Foretold(short, f"{short}: {rule}{others}", _TONES[verdict], rule)


def brief(effect: Foretold) -> str:
    """Return an effect for where there is hardly room: "Worse 3"."""
    return _BRIEF.get(effect.short, effect.short.replace(" by ", " "))


def rule_at(rule: str, group: str) -> str:
    """Return a rule that would be broken, in the head of its group: what is plain there goes.

    >>> rule_at("Group 3 would have 8 people; the most is 7", "Group 3")
    'Would have 8 people; the most is 7'
    >>> rule_at("Aisha and Tom are both in Group 3 but must be apart", "Group 3")
    'Aisha and Tom must be apart'
    """
    for plain in (f" are both in {group} but", f" are together in {group} but"):
        rule = rule.replace(plain, "")
    rule = rule.replace(" are not in one group but", "")
    rest = rule.removeprefix(f"{group} ")
    return rest[:1].upper() + rest[1:]


def agency_marks(board: "Board") -> dict[int, str]:
    """Return the few letters that stand for each agency on a board, by its id."""
    cards = chain(board.tray, *(group.cards for group in board.groups))
    found = {(card.agency_id, card.agency, card.agency_short_name) for card in cards}
    agencies = sorted((key, name, short) for key, name, short in found if key is not None)
    return distinct_marks(Marked(*agency) for agency in agencies)


def sector_words(card: "Card") -> str:
    """Return a person's sector, or that they have no agency."""
    return sector_label(card.sector) if card.sector else "No agency"


def grade_words(grade: str) -> str:
    """Return a grade with its noun where it is only a number: "grade 4"."""
    return f"grade {grade}" if grade.isdigit() else grade


def second_line(card: "Card") -> str:
    """Return what a card says beside the sign of its sector: "Grade 4", or else the sector."""
    grade = grade_words(card.grade)
    return grade[:1].upper() + grade[1:] or sector_words(card)


def card_words(card: "Card", group: str) -> str:
    """Return a card as it is read aloud: "Aisha Khan, South Yorkshire Police, grade 4, in …"."""
    parts = [
        card.name,
        card.agency or "no agency",
        sector_words(card).lower() if card.sector else "",
        grade_words(card.grade),
        f"in {group}" if group else "in no group yet",
        "locked" if card.locked else "",
        "withdrawn, Delete takes out" if card.withdrawn else "",
    ]
    words = ", ".join(part for part in parts if part)
    return ". ".join((words, *(f"Rule broken: {rule}" for rule in card.broken)))


def card_tip(card: "Card") -> str:
    """Return what hovering over a card tells."""
    lines = [
        card.name,
        ", ".join(part for part in (card.job_title, card.agency) if part),
        second_line(card),
        "Locked: forming and moving leave them here" if card.locked else "",
        "Withdrawn; counts for nothing here. Delete takes out of the group"
        if card.withdrawn
        else "",
        *(f"Rule broken: {rule}" for rule in card.broken),
    ]
    return "\n".join(line for line in lines if line)


def head_words(group: "BoardGroup") -> str:
    """Return a group's head as it is read aloud."""
    people = counted(group.size, "person", "people")
    parts = [
        group.size_problem or people,
        mix_words(group),
        group.worst,
        "locked" if group.locked else "",
    ]
    return f"{group.name}: " + ". ".join(part for part in parts if part)


def mix_words(group: "BoardGroup") -> str:
    """Return the mix bar in words: "2 police, 1 health"."""
    return ", ".join(f"{count} {sector_words_of(key).lower()}" for key, count in group.sectors)


def sector_words_of(key: str) -> str:
    """Return a sector by its stored key, "" for people without an agency."""
    return sector_label(key) if key else "without an agency"


def tray_words(people: int) -> str:
    """Return how many people have no group, and what to do."""
    if not people:
        return "Everybody has a group"
    has = counted(people, "person has", "people have")
    return f"{has} no group yet. Drag a card to a group, or press M"


def found_words(found: int) -> str:
    """Return how many cards a search or filter finds."""
    return f"{found:,} found" if found else "Nobody found"


def rules_line(board: "Board") -> tuple[str, ...]:
    """Return everything that is broken on the board, a sentence each."""
    sizes = [
        f"{group.name} has {group.size_problem}" for group in board.groups if group.size_problem
    ]
    return (*(one.words for one in board.score.broken), *sizes)


def whom(cards: Sequence["Card"]) -> str:
    """Return one person's name, or how many there are."""
    return cards[0].name if len(cards) == 1 else f"{len(cards)} people"
