"""How far a cohort has come, stage by stage, each as a part of what there is to do."""

from dataclasses import dataclass

from cohort_desk.domain.words import counted
from cohort_desk.services.home.standing import Standing


@dataclass(frozen=True, slots=True)
class Step:
    """A stage: how many are done of how many, and of what.

    `of` names what is counted, such as "60 people"; `later` is how many more are due later.
    """

    name: str
    done: int
    total: int
    of: str
    later: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.total > 0


def track_of(standing: Standing) -> tuple[Step, ...]:
    """Return the stages from people to certificates; those of marks once there are modules."""
    people, work = standing.people, standing.progress
    everybody = counted(people, "person", "people")
    newest = next((each for each in standing.rounds if each.placed), None)
    steps = [
        Step("With an agency", people - standing.without_agency, people, everybody),
        Step("Grouped", newest.placed if newest else 0, people, everybody),
    ]
    if not work.modules:
        return tuple(steps)
    due = counted(work.due, "submission due", "submissions due")
    return (
        *steps,
        Step("Projects", work.projects, work.groups, counted(work.groups, "group", "groups")),
        Step("Handed in", work.submitted, work.due, due, work.due_later),
        Step(
            "Marked",
            work.marked,
            work.submitted,
            counted(work.submitted, "submission", "submissions"),
        ),
        Step("Ratified", work.ratified, people, counted(people, "candidate", "candidates")),
        Step("Certified", work.certified, work.awarded, counted(work.awarded, "award", "awards")),
    )
