"""Plans an import: reads the programme, writes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AgencyRow, CohortRow, StepRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.imports import ImportField, Nominee, NomineeList
from cohort_desk.domain.people import FIELD_LABELS, FieldValue, clean_field
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import listed as listed_words
from cohort_desk.services.imports.agencies import (
    looks_like_email,
    settle_agencies,
    spelling_key,
)
from cohort_desk.services.imports.people import PERSON_FIELDS, People, Person, people_of
from cohort_desk.services.imports.plans import (
    AgencyChoice,
    Decisions,
    Doubt,
    FieldChange,
    ImportPlan,
    LeaveBlank,
    RowKind,
    RowOutcome,
)

_REPORT_EVERY = 200
_SHORTENED_NUMBER = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_NOTHING_DECIDED = Decisions()


def plan_import(
    db: Database,
    cohort_id: int,
    listed: NomineeList,
    decisions: Decisions = _NOTHING_DECIDED,
    report: Progress = unwatched,
) -> ImportPlan:
    """Return what importing the nominees into a cohort will do to every row.

    People are known again by reference, then e-mail, then by being the only one of their name
    at their agency. Empty cells erase nothing.

    Args:
        db: the programme.
        cohort_id: the cohort they join.
        listed: the rows, as `exchange.nominees.read_nominees` reads them.
        decisions: what the user has answered so far.
        report: hears of rows done; may raise Cancelled.

    Raises:
        NotFound: the cohort has been deleted meanwhile.
        Cancelled: the user asked to stop.
    """
    nominees = listed.nominees
    with db.read() as work:
        work.need(CohortRow, cohort_id)
        basis = work.session.scalar(select(func.max(StepRow.id))) or 0
        settled = settle_agencies(work, nominees, decisions.agencies)
        names = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
        planner = _Planner(people_of(work, cohort_id, names), settled.choices, decisions)
    rows: list[RowOutcome] = []
    for done, nominee in enumerate(nominees):
        if done % _REPORT_EVERY == 0:
            report(done, len(nominees))
        rows.append(planner.plan_row(nominee))
    report(len(nominees), len(nominees))
    return ImportPlan(
        cohort_id, listed.source, tuple(rows), settled.choices, settled.questions, basis
    )


class _Refused(Exception):
    """A row cannot be imported; the text ends its sentence."""


@dataclass(slots=True)
class _Planner:
    """Goes down the sheet; each accepted row is known to the rows below it."""

    people: People
    agencies: Mapping[str, AgencyChoice]
    decisions: Decisions
    agency_above: str = ""
    """The last agency that a row named, with its row."""

    def plan_row(self, nominee: Nominee) -> RowOutcome:
        if agency := nominee.get(ImportField.AGENCY):
            self.agency_above = f"row {nominee.row} has {agency}"
        try:
            values = _checked(nominee)
            return self._place(nominee, values)
        except _Refused as refusal:
            reason = f"{_sentence(str(refusal))}, and import again."
            name = nominee.name or nominee.get(ImportField.EMAIL)
            agency = nominee.get(ImportField.AGENCY)
            return RowOutcome(nominee.row, RowKind.REFUSED, name, agency, reason)

    def _place(self, nominee: Nominee, values: dict[str, FieldValue]) -> RowOutcome:
        """Say whether the row is new, updates someone or repeats what is known."""
        key = spelling_key(nominee)
        choice = self.agencies.get(key, LeaveBlank())
        wanted = Person(None, nominee.row, choice.name, values)
        found = self.people.find(wanted, self.decisions.same_person.get(nominee.row))
        if found.contradiction:
            raise _Refused(found.contradiction)
        shown = choice.name or nominee.get(ImportField.AGENCY)
        outcome = RowOutcome(
            nominee.row,
            RowKind.NEW,
            wanted.name,
            shown,
            doubt=found.doubt,
            values=values,
            agency_key=key,
            group=nominee.get(ImportField.GROUP),
            remark=_cleaned(nominee),
        )
        if found.person is None:
            self.people.add(wanted)
            remarks = (outcome.remark, "" if key else self._without_agency())
            return replace(outcome, remark=" ".join(filter(None, remarks)))
        return self._repeat(outcome, found.person, choice, found.doubt)

    def _without_agency(self) -> str:
        """Say that a row names no agency below one that does: its cells may have been merged."""
        if not self.agency_above:
            return ""
        return f"No agency, while {self.agency_above}. Write it here too if it was meant for both."

    def _repeat(
        self, new: RowOutcome, person: Person, choice: AgencyChoice, doubt: Doubt | None
    ) -> RowOutcome:
        """Return the outcome of a row about someone who is known already."""
        if person.row:
            reason = f"Repeats row {person.row}, {person.name}. Only that one counts."
            return RowOutcome(new.row, RowKind.DUPLICATE, new.name, new.agency, reason, doubt=doubt)
        changes = _changes(person, new.values)
        written = {name: new.values[name] for name in changes}
        shown = [
            FieldChange(FIELD_LABELS[name], _text(person.values[name]), _text(new.values[name]))
            for name in changes
        ]
        moves = bool(choice.name) and choice.name != person.agency
        if moves:
            shown.append(FieldChange("Agency", person.agency, choice.name))
        self._remember(new, person, choice)
        return RowOutcome(
            new.row,
            RowKind.UPDATED if shown else RowKind.DUPLICATE,
            new.name,
            new.agency or person.agency,
            "" if shown else f"{person.name} is already in this cohort, with nothing new here.",
            tuple(shown),
            doubt,
            written,
            new.agency_key if moves else "",
            person.id,
            new.group,
            new.remark if shown else "",
        )

    def _remember(self, new: RowOutcome, person: Person, choice: AgencyChoice) -> None:
        """Have later rows about the same person found to repeat this one."""
        values = {**person.values, **new.values}
        self.people.replace(
            person, Person(person.id, new.row, choice.name or person.agency, values)
        )


def _checked(nominee: Nominee) -> dict[str, FieldValue]:
    """Return the fields as they are stored."""
    values: dict[str, FieldValue] = {}
    if looks_like_email(agency := nominee.get(ImportField.AGENCY)):
        raise _Refused(
            "its cells seem to have moved along: the agency is an e-mail address, "
            f"“{agency[:60]}”. Look for a comma inside a name, put the row right in the sheet"
        )
    if not nominee.get(ImportField.FAMILY_NAME):
        raise _Refused("it has no name. Write the person’s name in the sheet")
    for field in PERSON_FIELDS:
        text = nominee.get(field)
        if not text:
            continue
        if field is ImportField.REFERENCE and _SHORTENED_NUMBER.fullmatch(text):
            raise _Refused(
                f"the reference “{text}” was shortened by the spreadsheet program. Format the "
                "column as text, write the number out"
            )
        try:
            values[field.value] = clean_field(field.value, text)
        except RuleBroken as broken:
            raise _Refused(
                f"{_with_value(str(broken), text)} Put it right in the sheet"
            ) from broken
    return values


def _cleaned(nominee: Nominee) -> str:
    """Say of which fields characters were taken out that nobody sees."""
    if not nominee.cleaned:
        return ""
    labels = listed_words(field.label for field in nominee.cleaned)
    return f"{labels}: characters that cannot be seen or printed were taken out."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _with_value(sentence: str, text: str) -> str:
    return sentence if text in sentence else f"“{text[:40]}”: {sentence}"


def _changes(person: Person, values: Mapping[str, FieldValue]) -> list[str]:
    """Return the fields in which a row says something other than what is known.

    Another use of capitals in a name is none: who typed the record knew better than a rule.
    """
    return [
        name
        for name, value in values.items()
        if value != person.values.get(name)
        and not (
            name in ("given_name", "family_name", "reference")
            and _text(value).casefold() == _text(person.values.get(name)).casefold()
        )
    ]


def _text(value: FieldValue) -> str:
    return "" if value is None else str(value)
