"""What is asked of an outcome: what it is, who confirms it, why it is dropped."""

from collections.abc import Sequence
from datetime import date

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.outcomes import FIELD_LABELS, KINDS, OutcomeFields
from cohort_desk.services.savings.outcomes.outcomes import OutcomeRecord
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.ui.savings.question import Choices, Field, Question

ADD, EDIT, CONFIRM, DROP, BACK = "add", "edit", "confirm", "drop", "back"


def add_question(projects: Choices, officers: Sequence[Officer]) -> Question:
    """Return the form of a new outcome."""
    project = Field("project_id", "Project", "choice", _first(projects), choices=projects)
    return Question(
        ADD,
        "Add an outcome",
        "Add outcome",
        (project, *_fields(OutcomeFields(), officers)),
        told="What a project brings beside money: a strategy changed, a service, a network.",
    )


def edit_question(outcome: OutcomeRecord, officers: Sequence[Officer]) -> Question:
    """Return the form of what an outcome is."""
    return Question(EDIT, "Edit the outcome", "Save", _fields(outcome.fields, officers, outcome))


def confirm_question(outcome: OutcomeRecord, officers: Sequence[Officer], today: date) -> Question:
    """Return the form of a confirmation; the owner is not offered."""
    owner = outcome.owner.id if outcome.owner else 0
    others = [each for each in officers if each.id != owner and not each.gone]
    return Question(
        CONFIRM,
        "Confirm the outcome",
        "Confirm",
        (
            Field("confirmed_by", "Who confirms it", "choice", 0, choices=_named(others, "Choose")),
            Field("confirmed_on", "Confirmed on", value=written_date(today)),
        ),
        told="An officer who does not own it has looked at the evidence and says that it is so.",
    )


def drop_question(_outcome: OutcomeRecord) -> Question:
    """Return the form that asks why an outcome is dropped."""
    return Question(
        DROP,
        "Drop the outcome",
        "Drop",
        (Field("reason", "Why it is dropped", "text"),),
        told="It stays in the list, and can be taken up again.",
        look="danger",
    )


def back_question(_outcome: OutcomeRecord) -> Question:
    """Return the form that asks why a confirmation is taken back."""
    return Question(
        BACK,
        "Take the confirmation back",
        "Take back",
        (Field("reason", "Why", "text"),),
        told="The outcome is achieved again until somebody confirms it. The history keeps both.",
        look="danger",
    )


def _fields(
    fields: OutcomeFields, officers: Sequence[Officer], outcome: OutcomeRecord | None = None
) -> tuple[Field, ...]:
    kept = outcome.owner if outcome else None
    here = [each for each in officers if not each.gone or (kept and each.id == kept.id)]
    return (
        Field("description", FIELD_LABELS["description"], "text", fields.description),
        Field("kind", FIELD_LABELS["kind"], "choice", fields.kind, choices=tuple(KINDS.items())),
        Field(
            "measure",
            FIELD_LABELS["measure"],
            value=fields.measure,
            hint="Such as adopted by all three boards.",
        ),
        Field(
            "due_on",
            FIELD_LABELS["due_on"],
            value=written_date(fields.due_on) if fields.due_on else "",
            hint="Such as 1 March 2027.",
        ),
        Field(
            "owner_id",
            FIELD_LABELS["owner_id"],
            "choice",
            fields.owner_id or 0,
            hint="Who answers for it. Somebody else confirms it.",
            choices=_named(here, "Nobody yet"),
        ),
        Field(
            "evidence",
            FIELD_LABELS["evidence"],
            "text",
            fields.evidence,
            hint="What shows it. Files are added beside it.",
        ),
    )


def _named(officers: Sequence[Officer], nobody: str) -> Choices:
    return ((0, nobody), *((each.id, f"{each.name}, {each.agency}") for each in officers))


def _first(projects: Choices) -> object:
    return projects[0][0] if projects else 0
