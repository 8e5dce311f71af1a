"""What Set-up does: sizes, criteria and rules of a round, and whether they can be met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.request import (
    EVERY_ROUND,
    Criterion,
    CriterionKind,
    Importance,
    Recipe,
    Rule,
)
from cohort_desk.domain.forming.sizes import Sizes, describe_split, split
from cohort_desk.services import groups
from cohort_desk.services.people import PeopleFilter, find_people, read_people
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import NewRule, RoundRule, RoundSettings

_AT_ONCE = 1000
"""Up to how many people the settings are checked without going to the background."""
_PROPOSED = 12
_PLURALS = {"agency": "agencies", "profession": "professions", "sector": "sectors"}


@dataclass(frozen=True, slots=True)
class Check:
    """Whether groups can be formed: a sentence, and the rules that can be dropped to mend it."""

    possible: bool
    sentence: str
    culprits: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody whom a rule may name; `note` tells them from their namesakes."""

    id: int
    name: str
    note: str


class SetUpView(Protocol):
    """What the presenter needs of Set-up."""

    def show_settings(self, settings: "RoundSettings") -> None: ...
    def show_split(self, words: str, *, wrong: bool) -> None: ...
    def show_rules(self, rules: Sequence["RoundRule"]) -> None: ...
    def show_check(self, check: Check) -> None: ...
    def show_people(self, people: Sequence[PersonFound]) -> None: ...
    def show_rule_problem(self, sentence: str) -> None: ...
    def rule_added(self) -> None: ...


class SetUpPresenter:
    """Answers Set-up; what is changed is kept at once."""

    def __init__(self, view: SetUpView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0
        self._settings: RoundSettings | None = None
        self._rules: tuple[RoundRule, ...] = ()

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read settings and rules anew, and check them."""
        self._settings = groups.read_settings(self._desk.db, self._round_id)
        self._rules = groups.list_rules(self._desk.db, self._round_id)
        self._view.show_settings(self._settings)
        self._view.show_rules(self._rules)
        self._try(self._settings.recipe)

    def sizes_typed(self, sizes: Sizes) -> None:
        """Show what these sizes would make, before they are kept."""
        if self._settings:
            self._try(replace(self._settings.recipe, sizes=sizes))

    def sizes_left(self, sizes: Sizes) -> None:
        if self._settings:
            self._keep(replace(self._settings.recipe, sizes=sizes))

    def criteria_changed(self, criteria: Sequence[Criterion]) -> None:
        if self._settings:
            self._keep(replace(self._settings.recipe, criteria=tuple(criteria)))

    def apart_by_changed(self, columns: Sequence[str]) -> None:
        if self._settings:
            self._keep(replace(self._settings.recipe, apart_by=tuple(columns)))

    def people_typed(self, text: str) -> None:
        """Propose the people that a rule may name."""
        wanted = PeopleFilter(text=text, statuses=("enrolled",))
        ids = find_people(self._desk.db, self._desk.cohort_id, wanted)[:_PROPOSED]
        people = read_people(self._desk.db, list(ids)).values() if text.strip() else ()
        self._view.show_people([PersonFound(one.id, one.name, one.agency) for one in people])

    def rule_asked(self, rule: "NewRule") -> None:
        """Add a rule."""
        try:
            groups.add_rule(self._desk.db, self._round_id, rule)
        except CohortDeskError as error:
            self._view.show_rule_problem(str(error))
        else:
            self._view.rule_added()
            self.refresh()

    def rules_removed(self, ids: Sequence[int]) -> None:
        if ids and attempt(self._desk, lambda: groups.remove_rules(self._desk.db, ids)):
            self.refresh()

    def _keep(self, recipe: Recipe) -> None:
        settings = self._settings
        if settings is None or recipe == settings.recipe:
            return
        kept = attempt(
            self._desk,
            lambda: groups.save_settings(self._desk.db, self._round_id, settings.version, recipe),
        )
        if kept:
            self.refresh()

    def _try(self, recipe: Recipe) -> None:
        """Say how the sizes split, and whether it all can be met."""
        people = self._settings.people if self._settings else 0
        try:
            words = describe_split(split(recipe.sizes, people))
        except CohortDeskError as error:
            self._view.show_split(str(error), wrong=True)
            self._view.show_check(Check(possible=False, sentence=str(error)))
            return
        self._view.show_split(words, wrong=False)
        db, round_id = self._desk.db, self._round_id
        if people <= _AT_ONCE:
            self._answer(self._checked(recipe))
        else:
            self._desk.runner.run(
                "Checking the settings",
                lambda _report: _problem(lambda: groups.check_settings(db, round_id, recipe)),
                done=lambda error: self._answer(cast("CohortDeskError | None", error)),
                writes=False,
                quiet=True,
            )

    def _checked(self, recipe: Recipe) -> CohortDeskError | None:
        return _problem(lambda: groups.check_settings(self._desk.db, self._round_id, recipe))

    def _answer(self, error: CohortDeskError | None) -> None:
        if error is None:
            self._view.show_check(
                Check(possible=True, sentence="The sizes fit, and no rule stands against another.")
            )
            return
        conflicts = error.conflicts if isinstance(error, Impossible) else ()
        found = (self._stored(rule) for rule in conflicts)
        culprits = {rule.id: rule.words for rule in found if rule and rule.id is not None}
        self._view.show_check(Check(False, str(error), tuple(culprits.items())))

    def _stored(self, rule: Rule) -> "RoundRule | None":
        """Return the kept rule that the former speaks of."""
        named = set(rule.member_ids)
        return next(
            (
                one
                for one in self._rules
                if one.kind is rule.kind and named <= {person for person, _ in one.people}
            ),
            None,
        )


def _problem(action: Callable[[], object]) -> CohortDeskError | None:
    try:
        action()
    except CohortDeskError as error:
        return error
    return None


def criterion_words(criterion: Criterion) -> str:
    """Return what a criterion wants: "Mix agencies", "Balance gender", "New faces"."""
    column = criterion.column.replace("_", " ")
    if criterion.kind is CriterionKind.NEW_FACES:
        return "New faces" if criterion.column == EVERY_ROUND else f"New faces after {column}"
    if criterion.kind is CriterionKind.MIX:
        return f"Mix {_PLURALS.get(column, column)}"
    return f"Balance {column}"


def criterion_meaning(criterion: Criterion) -> str:
    """Return what a criterion means, in a few words."""
    return {
        CriterionKind.MIX: "Spread over the groups",
        CriterionKind.BALANCE: "Each group like the whole cohort",
        CriterionKind.NEW_FACES: "Not the people of earlier rounds",
    }[criterion.kind]


IMPORTANCE_WORDS = {
    Importance.MUST: "Must",
    Importance.HIGH: "High",
    Importance.MEDIUM: "Medium",
    Importance.LOW: "Low",
    Importance.OFF: "Off",
}
