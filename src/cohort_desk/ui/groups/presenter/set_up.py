"""What Set-up does: sizes, criteria and rules of a round, and whether they can be met."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.request import Criterion, Recipe
from cohort_desk.domain.forming.sizes import Sizes, describe_split, split
from cohort_desk.services import groups
from cohort_desk.services.people import PeopleFilter, find_people, read_people
from cohort_desk.ui.groups.presenter.checking import Checker
from cohort_desk.ui.groups.presenter.what_if import WhatIfPresenter
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import (
        Locks,
        NewRule,
        Relaxation,
        RoundColumns,
        RoundRule,
        RoundSettings,
        Verdict,
    )

_AT_ONCE = 1000
"""Up to how many people the settings are checked without going to the background."""
_PROPOSED = 12
_Read = tuple[tuple["RoundRule", ...], "RoundColumns"]


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
    def show_check(self, verdict: "Verdict") -> None: ...
    def show_checking(self) -> None: ...
    def show_people(self, people: Sequence[PersonFound]) -> None: ...
    def show_rule_problem(self, sentence: str) -> None: ...
    def rule_kept(self) -> None: ...
    def show_columns(self, columns: "RoundColumns") -> None: ...
    def show_locks(self, locks: "Locks") -> None: ...
    def show_fields(self) -> None: ...


class SetUpPresenter:
    """Answers Set-up; what is changed is kept at once."""

    def __init__(self, view: SetUpView, desk: Desk, costs: WhatIfPresenter) -> None:
        self._view, self._desk = view, desk
        self._checker, self._costs = Checker(view, desk), costs
        self._round_id = 0
        self._settings: RoundSettings | None = None
        self._rules: tuple[RoundRule, ...] = ()

    @property
    def settings(self) -> "RoundSettings | None":
        """What is shown now, None before any round is."""
        return self._settings

    def show_round(self, round_id: int) -> None:
        if round_id != self._round_id:
            self._view.show_fields()
            self._view.show_rules(())
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read settings and rules anew, and check them."""
        self._settings = groups.read_settings(self._desk.db, self._round_id)
        self._view.show_settings(self._settings)
        self._view.show_locks(groups.read_locks(self._desk.db, self._round_id))
        self._read_people()
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
        if not text.strip():
            self._view.show_people(())
            return
        wanted = PeopleFilter(text=text, statuses=("enrolled",))
        ids = find_people(self._desk.db, self._desk.cohort_id, wanted)[:_PROPOSED]
        people = read_people(self._desk.db, list(ids)).values()
        self._view.show_people([PersonFound(one.id, one.name, one.agency) for one in people])

    def rule_asked(self, rule: "NewRule") -> None:
        """Add a rule."""
        try:
            groups.add_rule(self._desk.db, self._round_id, rule)
        except CohortDeskError as error:
            self._view.show_rule_problem(str(error))
        else:
            self._view.rule_kept()
            self.refresh()

    def rule_changed(self, rule_id: int, version: int, rule: "NewRule") -> None:
        """Change a rule."""
        try:
            groups.change_rule(self._desk.db, self._round_id, rule_id, version, rule)
        except CohortDeskError as error:
            self._view.show_rule_problem(str(error))
        else:
            self._view.rule_kept()
            self.refresh()

    def unlock_all(self) -> None:
        """Let everybody and every group be moved again."""
        if attempt(self._desk, lambda: groups.unlock_all(self._desk.db, self._round_id)):
            self.refresh()

    def rules_removed(self, ids: Sequence[int]) -> None:
        if ids and attempt(self._desk, lambda: groups.remove_rules(self._desk.db, ids)):
            self.refresh()

    def relax(self, relaxation: "Relaxation") -> None:
        """Let one thing go that stands in the way or costs the mix."""
        if attempt(self._desk, lambda: groups.relax(self._desk.db, self._round_id, relaxation)):
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

    def _read_people(self) -> None:
        """Read what needs everybody's data: the rules, and what the criteria can count."""
        db, round_id = self._desk.db, self._round_id

        def read() -> "_Read":
            return groups.list_rules(db, round_id), groups.describe_columns(db, round_id)

        if self._settings and self._settings.people <= _AT_ONCE:
            self._show_people(round_id, read())
        else:
            self._desk.runner.run(
                "Looking at the people’s data",
                lambda _report: read(),
                done=lambda answer: self._show_people(round_id, cast("_Read", answer)),
                failed=lambda _error: None,
                writes=False,
                quiet=True,
            )

    def _show_people(self, round_id: int, answer: "_Read") -> None:
        settings = self._settings
        if settings is None or round_id != self._round_id:
            return
        self._rules, columns = answer
        self._view.show_rules(self._rules)
        self._view.show_columns(columns)
        locks = groups.read_locks(self._desk.db, round_id)
        self._costs.show_round(round_id, (settings.recipe, settings.people, self._rules, locks))

    def _try(self, recipe: Recipe) -> None:
        """Say how the sizes split, and whether it all can be met."""
        people = self._settings.people if self._settings else 0
        try:
            words = describe_split(split(recipe.sizes, people))
        except CohortDeskError as error:
            self._view.show_split(str(error), wrong=True)
            self._checker.tell(groups.Verdict(possible=False, sentence=str(error)))
            return
        self._view.show_split(words, wrong=False)
        self._checker.check(self._round_id, recipe, people)
