"""The sample's savings: the public examples and what else its projects brought, in every state."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cohort_desk.db.database import Database
from cohort_desk.domain.savings.fields import (
    BenefitEntry,
    CostInput,
    FigureInput,
    OfficerFields,
)
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.paths import resource
from cohort_desk.services.agencies import list_agency_names
from cohort_desk.services.programmes import read_programme
from cohort_desk.services.projects import ProjectLine, list_projects
from cohort_desk.services.savings.benefits.costs import record_cost
from cohort_desk.services.savings.benefits.entering import enter_benefits, settle
from cohort_desk.services.savings.benefits.events import close, override_status, remove
from cohort_desk.services.savings.benefits.figures import revise
from cohort_desk.services.savings.benefits.officers import add_officer, list_officers, mark_left
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.claims.claiming import ClaimInput, make_claim
from cohort_desk.services.savings.claims.decisions import reject_claim, validate_claim
from cohort_desk.services.savings.claims.pots import PotFields, add_pot
from cohort_desk.services.savings.outcomes.outcomes import (
    Confirmation,
    OutcomeFields,
    OutcomeRecord,
    add_evidence,
    confirm_outcome,
    edit_outcome,
    list_outcomes,
    move_outcome,
    read_outcome,
)

Plan = Mapping[str, Any]
_ON_THE_WAY = {
    "under_way": ("under_way",),
    "achieved": ("under_way", "achieved"),
    "confirmed": ("under_way", "achieved"),
}


@dataclass(slots=True)
class _Sample:
    """The plan, and the ids of what it names by keys of its own."""

    db: Database
    plan: Plan
    agencies: Mapping[str, int]
    projects: Mapping[str, ProjectLine]
    officers: dict[str, int] = field(default_factory=dict[str, int])
    pots: dict[str, int] = field(default_factory=dict[str, int])

    def owner(self, key: str, project: ProjectLine) -> int | None:
        """Return who owns what a project brings: an officer, or a member employed by an agency."""
        employer = key.removeprefix("member:")
        if employer == key:
            return self.officers.get(key)
        member = next(m for m in project.members if m.agency and m.agency.name == employer)
        name = f"participant {member.participant_id}"
        if name not in self.officers:
            fields = OfficerFields(
                name=member.name,
                agency_id=self.agencies[employer],
                participant_id=member.participant_id,
            )
            self.officers[name] = add_officer(self.db, fields)
        return self.officers[name]


def follow_savings(db: Database) -> None:
    """Enter what the projects of both cohorts are to save, and take each line as far as it is.

    Projects that the programme does not have are passed over, and so is what they bring.
    """
    plan = tomllib.loads(_text("savings.toml"))
    titles = {
        each["key"]: each["title"] for each in tomllib.loads(_text("projects.toml"))["project"]
    }
    found = {line.project.title: line for line in _lines(db) if line.project}
    projects = {key: found[title] for key, title in titles.items() if title in found}
    agencies = {name: id_ for id_, name in list_agency_names(db)}
    sample = _Sample(db, plan, agencies, projects)
    _add_officers(sample)
    _add_pots(sample)
    for each in plan["benefit"]:
        if each["project"] in projects:
            _climb(sample, each, _enter(sample, each))
    for each in plan["outcome"]:
        if each["project"] in projects:
            _bring_about(sample, each)
    _leave(sample)


def _text(name: str) -> str:
    return resource(f"sample/{name}").read_text(encoding="utf-8")


def _lines(db: Database) -> list[ProjectLine]:
    cohorts = read_programme(db).cohorts
    return [line for cohort in reversed(cohorts) for line in list_projects(db, cohort.id)]


def _add_officers(sample: _Sample) -> None:
    for each in sample.plan["officer"]:
        fields = OfficerFields(
            name=each["name"], agency_id=sample.agencies[each["agency"]], post=each["post"]
        )
        sample.officers[each["key"]] = add_officer(sample.db, fields)


def _add_pots(sample: _Sample) -> None:
    for each in sample.plan["pot"]:
        fields = PotFields(
            each["name"],
            sample.agencies.get(each.get("agency", "")),
            _pence(each["baseline"]),
            each["baseline_on"],
            each["source"],
        )
        sample.pots[each["key"]] = add_pot(sample.db, fields)


def _enter(sample: _Sample, each: Plan) -> int:
    project = sample.projects[each["project"]]
    value, on, source = each.get("baseline", ("", None, ""))
    same = ("title", "quote", "page", "type", "recurrent", "grade", "first_year")
    other = ("approximate", "basis", "years", "measure", "unit", "target")
    assert project.project is not None  # noqa: S101 - `projects` holds no others
    entry = BenefitEntry(
        **{name: each[name] for name in same if name in each},
        **{name: each[name] for name in other if name in each},
        project_id=project.project.id,
        pence=_pence(each["pounds"]),
        dated_on=sample.plan["reported_on"][each["project"]],
        baseline_value=value,
        baseline_on=on,
        baseline_source=source,
        owner_id=sample.owner(each.get("owner", ""), project),
        validator_id=sample.officers.get(each.get("validator", "")),
        pot_id=sample.pots.get(each.get("pot", "")),
        shares=tuple(
            (sample.agencies[name], share * 100) for name, share in each.get("shares", {}).items()
        ),
    )
    return enter_benefits(sample.db, [entry])[0]


def _climb(sample: _Sample, each: Plan, benefit_id: int) -> None:
    db = sample.db
    for year, agency, kind, pounds, note in each.get("costs", ()):
        cost = CostInput(
            year=year,
            agency_id=sample.agencies[agency],
            kind=kind,
            pence=_pence(pounds),
            note=note,
        )
        record_cost(db, benefit_id, cost)
    if "settle" in each:
        pounds, basis, reason = each["settle"]
        settle(db, benefit_id, _version(db, benefit_id), _pence(pounds), basis, reason)
    if "forecast" in each:
        pounds, first, years, reason, on = each["forecast"]
        figure = FigureInput(
            pence=_pence(pounds), first_year=first, years=years, reason=reason, dated_on=on
        )
        revise(db, benefit_id, _version(db, benefit_id), "forecast", figure)
    for claim in each.get("claims", ()):
        _claim(sample, each, benefit_id, claim)
    if "override" in each:
        status, reason = each["override"]
        override_status(db, benefit_id, _version(db, benefit_id), status, reason)
    if "remove" in each:
        remove(db, benefit_id, _version(db, benefit_id), each["remove"])
    if "close" in each:
        how, reason = each["close"]
        close(db, benefit_id, _version(db, benefit_id), how, reason)


def _claim(sample: _Sample, each: Plan, benefit_id: int, claim: Plan) -> None:
    validator = sample.officers[claim["validator"]]
    made = make_claim(
        sample.db,
        ClaimInput(
            benefit_id,
            sample.agencies.get(claim.get("agency", "")),
            claim["from"],
            claim["to"],
            _pence(claim["pounds"]),
            _pence(claim.get("moved", 0)),
            claim["maturity"],
            claim["grade"],
            claim["effect"],
            claim.get("note", ""),
            sample.officers["claims"],
            validator,
            (_paper(claim["evidence"], each["title"]),),
            claimed_on=claim["claimed_on"],
        ),
    )
    on = claim.get("decided_on")
    reason = claim.get("reason", "")
    if "validated" in claim:
        pence = _pence(claim["validated"])
        validate_claim(
            sample.db, made, validator, pence, claim["grade"], reason=reason, decided_on=on
        )
    elif "rejected" in claim:
        reject_claim(sample.db, made, validator, claim["grade"], claim["rejected"], decided_on=on)


def _bring_about(sample: _Sample, each: Plan) -> None:
    db, project = sample.db, sample.projects[each["project"]]
    outcome = next(
        one for one in list_outcomes(db) if one.kind == each["kind"] and _is_of(one, project)
    )
    fields = OutcomeFields(
        kind=outcome.kind,
        description=outcome.description,
        measure=each["measure"],
        owner_id=sample.owner(each.get("owner", ""), project),
        evidence=each.get("evidence", ""),
    )
    edit_outcome(db, outcome.id, outcome.version, fields)
    if "file" in each:
        add_evidence(db, outcome.id, [_paper(each["file"], outcome.description)])
    for status in _ON_THE_WAY[each["status"]]:
        move_outcome(db, outcome.id, read_outcome(db, outcome.id).version, status)
    if each["status"] == "confirmed":
        given = Confirmation(sample.officers[each["confirmed_by"]], each["confirmed_on"])
        confirm_outcome(db, outcome.id, read_outcome(db, outcome.id).version, given)


def _leave(sample: _Sample) -> None:
    """Some officers have left since they took something on."""
    known = {officer.id: officer for officer in list_officers(sample.db)}
    for each in sample.plan["officer"]:
        if "left_on" in each:
            officer = known[sample.officers[each["key"]]]
            mark_left(sample.db, officer.id, officer.version, each["left_on"])


def _is_of(outcome: OutcomeRecord, line: ProjectLine) -> bool:
    return line.project is not None and outcome.project_id == line.project.id


def _version(db: Database, benefit_id: int) -> int:
    return read_benefit(db, benefit_id).line.version


def _pence(pounds: int) -> int:
    return pounds * 100


def _paper(title: str, about: str) -> Upload:
    """Return a file that stands for the evidence."""
    text = f"{title}\n{about}\n\nThis stands for evidence in the sample programme.\n"
    return Upload(f"{title}.txt", text.encode())
