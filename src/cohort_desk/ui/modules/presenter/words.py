"""How modules and assessments are told in words, and laid out as a sheet."""

from collections.abc import Sequence

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.fields import DONE_BY_LABELS
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.modules.shares import written_share
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.services.modules import Assessment, Module


def module_line(module: Module) -> str:
    """Return the module's credits and level: "20 credits · level 7"."""
    return f"{counted(module.credits, 'credit', 'credits')} · level {module.level}"


def assessment_line(assessment: Assessment) -> str:
    """Return who does an assessment, by when, and how it is marked, in one line."""
    markers = "two markers" if assessment.markers > 1 else "one marker"
    parts = [
        _doer(assessment),
        "" if assessment.deadline is None else f"due {written_in_london(assessment.deadline)}",
        assessment.guide_title or "one mark, no guide",
        f"{markers}, anonymous" if assessment.anonymous else markers,
        counted(assessment.word_limit, "word", "words") if assessment.word_limit else "",
        f"at least {written(assessment.minimum)}" if assessment.minimum is not None else "",
        counted(len(assessment.sittings), "sitting", "sittings")
        if len(assessment.sittings) > 1
        else "",
    ]
    line = " · ".join(part for part in parts if part)
    return line[0].upper() + line[1:]


def share_line(assessment: Assessment) -> str:
    """Return what part of its module an assessment is: "70 % of the module"."""
    return f"{written_share(assessment.share)} of the module"


def with_words(modules: Sequence[Module], text: str) -> tuple[Module, ...]:
    """Return the modules that have all these words, in themselves or in an assessment."""
    words = folded(text).split()
    return tuple(module for module in modules if all(word in _text(module) for word in words))


def structure_table(modules: Sequence[Module]) -> TableOut:
    """Return the structure as a sheet: a row for each assessment."""
    headings = (
        *("Module", "Title", "Credits", "Level", "Core", "Assessment", "Share of module"),
        *("Weight", "Done by", "Round", "Opens", "Deadline", "Closes", "Marking guide"),
        *("Markers", "Anonymous", "Least mark", "Word limit", "Brief"),
    )
    rows = [
        (*_module_cells(module), *_assessment_cells(assessment))
        for module in modules
        for assessment in (*module.assessments,) or (None,)
    ]
    return TableOut("Modules", headings, rows, kept_in_view=2)


def _doer(assessment: Assessment) -> str:
    if assessment.done_by == "person":
        return "each person"
    return f"groups of {assessment.round_name}" if assessment.round_name else "groups"


def _text(module: Module) -> str:
    titles = [f"{one.title} {one.guide_title} {one.round_name}" for one in module.assessments]
    return folded(" ".join([module.code, module.title, *titles]))


def _module_cells(module: Module) -> tuple[str | int, ...]:
    core = "Yes" if module.core else "No"
    return (module.code, module.title, module.credits, module.level, core)


def _assessment_cells(assessment: Assessment | None) -> tuple[str | int | None, ...]:
    if assessment is None:
        return (None,) * 14
    first = assessment.sittings[0]
    moments = (first.opens_at, first.deadline, first.closes_at)
    return (
        assessment.title,
        written_share(assessment.share),
        assessment.weight,
        DONE_BY_LABELS[assessment.done_by],
        assessment.round_name,
        *("" if moment is None else written_in_london(moment) for moment in moments),
        assessment.guide_title,
        assessment.markers,
        "Yes" if assessment.anonymous else "No",
        "" if assessment.minimum is None else written(assessment.minimum),
        assessment.word_limit,
        assessment.brief,
    )
