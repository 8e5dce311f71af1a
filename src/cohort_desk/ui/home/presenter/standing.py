"""What the home page says about a cohort."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.domain.words import counted
from cohort_desk.services.home.standing import Standing, read_standing
from cohort_desk.services.people import PeopleFilter

if TYPE_CHECKING:
    from pathlib import Path

    from cohort_desk.db.database import Database
    from cohort_desk.domain.progress import Progress as Report
    from cohort_desk.services.home.progress import Progress

_SHOWN_OF = frozenset(
    {
        "participant",
        "agency",
        "round",
        "membership",
        "published_version",
        "module",
        "assessment",
        "sitting",
        "project",
        "submission",
        "allotment",
        "mark",
        "board",
        "decision",
        "certificate",
        "taught_session",
        "attendance",
        "benefit",
        "benefit_figure",
        "benefit_event",
        "benefit_claim",
        "claim_decision",
        "officer",
        "pot",
    }
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the track: how far it is, in a figure and words, and the page it leads to."""

    name: str
    figure: str
    words: str
    state: str
    page: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something to look at, and the page where it is put right."""

    sentence: str
    page: str
    record: object = None


class HomeView(Protocol):
    """What the presenter needs of its page."""

    def show_empty(self, cohort: str) -> None: ...
    def show_standing(
        self, standing: Standing, stages: tuple[Stage, ...], oddities: tuple[Oddity, ...]
    ) -> None: ...


class HomePresenter:
    """Keeps the home page current."""

    def __init__(self, view: HomeView, db: "Database", cohort_id: int) -> None:
        self._view = view
        self._db = db
        self._cohort_id = cohort_id

    def show_cohort(self, cohort_id: int) -> None:
        self._cohort_id = cohort_id
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.refresh()

    def write(self, path: "Path", report: "Report") -> None:
        """Write how far the cohort has come, as a page to print."""
        # Only once something is printed.
        from cohort_desk.reports.progress import write_progress  # noqa: PLC0415
        from cohort_desk.services.programmes import read_programme  # noqa: PLC0415

        standing = read_standing(self._db, self._cohort_id)
        today = datetime.now(UTC).astimezone().date()
        write_progress(standing, read_programme(self._db).name, path, today, report)

    def refresh(self) -> None:
        standing = read_standing(self._db, self._cohort_id)
        if not standing.people and not standing.withdrawn:
            self._view.show_empty(standing.cohort)
            return
        self._view.show_standing(standing, stages_of(standing), oddities_of(standing))


def stages_of(standing: Standing) -> tuple[Stage, ...]:
    """Return the track from import to publication; `state` is done, now or later."""
    placing = [each for each in standing.rounds if each.placed]
    newest = next(iter(placing or standing.rounds), None)
    published = [each for each in standing.rounds if each.version]
    matched = standing.people - standing.without_agency
    placed = newest.placed if newest else 0
    rounds = counted(len(standing.rounds), "round", "rounds")
    where = f" in {newest.name}" if newest else ""
    done = (
        standing.people > 0,
        standing.people > 0 and not standing.without_agency,
        newest is not None and placed >= standing.people > 0,
        newest is not None and newest.version > 0,
    )
    words = (
        ("People", f"{standing.people:,}", state_words(standing), "people"),
        ("Agencies", f"{matched:,}", f"of {standing.people:,} with an agency", "agencies"),
        ("Grouped", f"{placed:,}", f"of {standing.people:,} placed{where}", "groups"),
        ("Published", f"{len(published):,}", f"of {rounds}", "groups"),
        *_work_words(standing),
    )
    done = (*done, *_work_done(standing))
    at = next((index for index, finished in enumerate(done) if not finished), len(done))
    return tuple(
        Stage(name, figure, line, "done" if done[i] else "now" if i == at else "later", page)
        for i, (name, figure, line, page) in enumerate(words)
    )


def state_words(standing: Standing) -> str:
    """Return whether the people of a cohort are enrolled or have completed it."""
    if not standing.completed:
        return "enrolled"
    if standing.completed == standing.people:
        return "completed"
    return f"{standing.people - standing.completed:,} enrolled, {standing.completed:,} completed"


def _due_words(work: "Progress") -> str:
    later = f"{work.due_later:,} due later" if work.due_later else ""
    if not work.due:
        return later or "nothing is due"
    return f"of {work.due:,} due, {later}" if later else f"of {work.due:,} due"


def _work_words(standing: Standing) -> tuple[tuple[str, str, str, str], ...]:
    """Return the stages of the projects' and marks' way, once the cohort has modules."""
    work, people = standing.progress, f"of {standing.people:,}"
    if not work.modules:
        return (("Modules", "0", "to be assessed in", "modules"),)
    return (
        (
            "Projects",
            f"{work.projects:,}",
            f"of {counted(work.groups, 'group', 'groups')}",
            "projects",
        ),
        ("Handed in", f"{work.submitted:,}", _due_words(work), "projects"),
        ("Marked", f"{work.marked:,}", f"of {work.submitted:,} handed in", "marking"),
        ("Ratified", f"{work.ratified:,}", f"{people} candidates", "boards"),
        (
            "Certified",
            f"{work.certified:,}",
            f"of {counted(work.awarded, 'award', 'awards')}",
            "certificates",
        ),
    )


def _work_done(standing: Standing) -> tuple[bool, ...]:
    work = standing.progress
    if not work.modules:
        return (False,)
    return (
        work.projects >= work.groups > 0,
        work.submitted >= work.due > 0,
        work.marked >= work.submitted > 0,
        work.ratified >= standing.people > 0,
        work.certified >= work.awarded > 0,
    )


def oddities_of(standing: Standing) -> tuple[Oddity, ...]:
    """Return what someone should look at, the gravest first."""
    found = [*_of_certificates(standing)]
    if standing.without_agency:
        people, have = _people(standing.without_agency)
        sentence = f"{people} {have} no agency, so groups cannot mix them."
        found.append(Oddity(sentence, "people", PeopleFilter(agencies=(None,))))
    for each in standing.rounds[:1]:
        missing = standing.people - each.placed
        if missing and each.version:
            people, have = _people(missing)
            found.append(Oddity(f"{people} {have} no group in {each.name}.", "groups", each.id))
        elif missing == standing.people:
            found.append(Oddity(f"Nobody has a group in {each.name} yet.", "groups", each.id))
        elif not each.version:
            found.append(Oddity(f"{each.name} is not published yet.", "groups", each.id))
    for late in standing.progress.not_handed_in:
        works = counted(late.count, "submission", "submissions")
        found.append(Oddity(f"{late.name}: {works} missing after the deadline.", "projects"))
    for late in standing.progress.behind:
        works = counted(late.count, "submission", "submissions")
        found.append(Oddity(f"{late.name} is behind with marking {works}.", "marking"))
    found += _of_savings(standing)
    if standing.same_names:
        found.append(
            Oddity(f"{standing.same_names:,} people share a name with another. Twice in?", "people")
        )
    if standing.without_email:
        people, have = _people(standing.without_email)
        found.append(Oddity(f"{people} {have} no e-mail address.", "people"))
    return tuple(found)


def _of_certificates(standing: Standing) -> Iterator[Oddity]:
    if standing.fallen:
        ones = counted(standing.fallen, "valid certificate certifies", "valid certificates certify")
        yield Oddity(f"{ones} what was changed since.", "certificates", "fallen")


def _of_savings(standing: Standing) -> Iterator[Oddity]:
    for alarm, count in standing.savings:
        benefits = counted(count, "benefit", "benefits")
        its = "its" if count == 1 else "their"
        sentences = {
            Alarm.ORPHANED: f"{benefits} lost {its} owner, who left the post, course or agency.",
            Alarm.OVERDUE: f"{benefits}: the update is overdue.",
            Alarm.UNSUSTAINED: f"{benefits} validated once did not last.",
        }
        if alarm in sentences:
            yield Oddity(sentences[alarm], "savings", ("watch", alarm))


def _people(count: int) -> tuple[str, str]:
    return counted(count, "person", "people"), "has" if count == 1 else "have"
