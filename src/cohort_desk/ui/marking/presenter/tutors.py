"""What the tutors view does: who marks, where they work, and with whom they have a conflict."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.marks.tutors import TUTOR_LABELS, TutorValue
from cohort_desk.domain.names import folded
from cohort_desk.services.agencies import list_agency_names
from cohort_desk.services.history import history_of
from cohort_desk.services.marks.conflicts import With, declare_conflict, withdraw_conflict
from cohort_desk.services.marks.tutors import (
    Tutor,
    add_tutor,
    delete_tutor,
    edit_tutor,
    list_tutors,
    read_tutor,
    set_active,
)
from cohort_desk.services.modules import list_modules
from cohort_desk.services.people import find_people, read_people
from cohort_desk.services.submissions import list_submissions
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.record_editor import RecordKind
from cohort_desk.ui.marking.presenter.narrowing import Narrowing, export_rows
from cohort_desk.ui.marking.presenter.views import Occasion

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_SHOWN_OF = frozenset({"tutor", "tutor_conflict", "allotment", "mark", "agency"})


class TutorsView(Protocol):
    """What the presenter needs of the view."""

    def show_tutors(self, tutors: Sequence[Tutor], total: int) -> None: ...
    def show_agencies(self, agencies: Sequence[tuple[int, str]]) -> None: ...
    def show_none(self) -> None: ...
    def show_added(self, tutor_id: int) -> None: ...
    def show_add_problem(self, field: str, sentence: str) -> None: ...
    def show_conflict_problem(self, sentence: str) -> None: ...
    def propose(self, names: Sequence[str]) -> None: ...
    def close_record(self) -> None: ...


class TutorsPresenter:
    """Lists the tutors of the programme; what they have marked is told of the chosen cohort."""

    def __init__(self, view: TutorsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._tutors = Narrowing[Tutor](
            lambda tutor: f"{tutor.name} {tutor.email} {tutor.agency} {tutor.notes}"
        )
        self._known: dict[str, With] = {}

    def show(self, _occasion: Occasion | None) -> None:
        """Show all tutors."""
        self._view.show_agencies(list_agency_names(self._desk.db))
        self._tutors.take(list_tutors(self._desk.db, cohort_id=self._desk.cohort_id))
        if self._tutors.all:
            self._show()
        else:
            self._view.show_none()

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.show(None)

    def search(self, text: str) -> None:
        self._tutors.search(text)
        self._show()

    def add(self, name: str, email: str) -> None:
        try:
            tutor_id = add_tutor(self._desk.db, {"name": name, "email": email or None})
        except RuleBroken as error:
            self._view.show_add_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self.show(None)
            self._view.show_added(tutor_id)

    def delete(self, tutor_id: int) -> None:
        tutor = self._find(tutor_id)
        if tutor and attempt(
            self._desk, lambda: delete_tutor(self._desk.db, tutor.id, tutor.version)
        ):
            self._view.close_record()

    def set_active(self, tutor_id: int, active: bool) -> None:  # noqa: FBT001 - a check box says it
        tutor = self._find(tutor_id)
        if tutor:
            attempt(
                self._desk,
                lambda: set_active(self._desk.db, tutor.id, tutor.version, active=active),
            )

    def names_wanted(self) -> None:
        """Propose everybody with whom a conflict can be: people, groups, agencies."""
        db, cohort_id = self._desk.db, self._desk.cohort_id
        people = read_people(db, find_people(db, cohort_id))
        groups = {
            line.owner.group_id: line.name
            for module in list_modules(db, cohort_id)
            for assessment in module.assessments
            for line in (list_submissions(db, assessment.id) if assessment.round_id else ())
            if line.owner.group_id is not None
        }
        self._known = {
            **{each.name: With(participant_id=each.id) for each in people.values()},
            **{name: With(group_id=group_id) for group_id, name in groups.items()},
            **{name: With(agency_id=each) for each, name in list_agency_names(db)},
        }
        self._view.propose(tuple(self._known))

    def declare(self, tutor_id: int, name: str, reason: str) -> None:
        """Record a conflict of interest with whoever is named."""
        if not self._known:
            self.names_wanted()
        known = {folded(each): declared for each, declared in self._known.items()}
        declared = known.get(folded(name))
        if declared is None:
            self._view.show_conflict_problem(
                f"There is no person, group or agency “{name}”. Choose one from the list."
            )
            return
        try:
            declare_conflict(self._desk.db, tutor_id, declared, reason)
        except CohortDeskError as error:
            self._view.show_conflict_problem(str(error))
        else:
            self._view.show_conflict_problem("")

    def withdraw(self, conflict_id: int, version: int) -> None:
        attempt(self._desk, lambda: withdraw_conflict(self._desk.db, conflict_id, version))

    def export(self, title: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        export_rows(self._desk, title, heads, rows)

    def _find(self, tutor_id: int) -> Tutor | None:
        return next((tutor for tutor in self._tutors.all if tutor.id == tutor_id), None)

    def _show(self) -> None:
        self._view.show_tutors(self._tutors.shown(), len(self._tutors.all))


def tutor_kind(db: "Database", agency_name: Callable[[str], str]) -> RecordKind[Tutor]:
    """Return how the panel of one tutor reads and saves."""

    def save(tutor: Tutor, field: str, typed: str) -> None:
        edit_tutor(db, tutor.id, tutor.version, {field: _entered(field, typed)})

    return RecordKind(
        TUTOR_LABELS,
        _SHOWN_OF,
        read=lambda tutor_id: read_tutor(db, tutor_id),
        save=save,
        typed=typed_value,
        history=lambda tutor_id: history_of(db, "tutor", tutor_id),
        words=lambda field, typed: agency_name(typed) if field == "agency_id" else typed,
    )


def typed_value(tutor: Tutor, field: str) -> str:
    """Return what a form shows of a tutor's field."""
    value = getattr(tutor, field)
    return "" if value is None else str(value)


def _entered(field: str, typed: str) -> TutorValue:
    if field == "agency_id":
        return int(typed) if typed else None
    return typed or (None if field == "email" else "")
