"""Changes marking guides: their criteria and bands until they are marked with, comments always."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BandRow, CriterionRow, MarkingGuideRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import hundredths
from cohort_desk.domain.modules.guides import (
    BAND_LABELS,
    CRITERION_LABELS,
    GUIDE_LABELS,
    Band,
    Criterion,
    band_problems,
    clean_band,
    clean_criterion,
    clean_guide,
)
from cohort_desk.domain.modules.starter import STANDARD_BANDS
from cohort_desk.services.modules.guide_making import (
    insert_bands,
    insert_criterion,
    kept_band,
    remove_criteria,
)
from cohort_desk.services.modules.guides import as_band, criterion_rows, guide_of, refuse_if_used
from cohort_desk.services.modules.ordering import move_to, number


def edit_guide(db: Database, guide_id: int, version: int, changes: Mapping[str, object]) -> None:
    """Change the title, kind or notes of a guide that is still as the user saw it.

    Criteria that have no bands get the standard ones when the guide becomes a rubric.

    Raises:
        RuleBroken: a field breaks a rule, another guide has the title, or the kind would change
            though marks were given by it.
        NotFound: the guide has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    clean = clean_guide(changes)
    with db.read() as work:
        title = work.need(MarkingGuideRow, guide_id, version).title
    what = ", ".join(GUIDE_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what} of {title}", f"Changed {what} of {title}") as work:
        row = work.need(MarkingGuideRow, guide_id, version)
        if "title" in clean:
            _check_title(work, clean["title"], guide_id)
        if clean.get("kind", row.kind) != row.kind:
            refuse_if_used(work, guide_id, "kind")
            if clean["kind"] == "rubric":
                _give_bands(work, guide_id)
        _apply(row, clean)


def add_criterion(db: Database, guide_id: int, values: Mapping[str, object]) -> int:
    """Add a criterion at the end of a guide, and return its id.

    In a rubric it gets the bands of the criterion before it, their descriptors empty.

    Raises:
        RuleBroken: a field breaks a rule, another criterion has the title, or marks were given
            by the guide.
        NotFound: the guide has been deleted meanwhile.
    """
    clean = clean_criterion({"title": "", "weight": 1, **values})
    title = str(clean["title"])
    with db.begin(f"addition of criterion {title}", f"Added criterion {title}") as work:
        guide = guide_of(work, guide_id)
        refuse_if_used(work, guide_id)
        _check_criterion_title(work, guide_id, title)
        bands = guide.criteria[-1].bands if guide.criteria else STANDARD_BANDS
        criterion = Criterion(
            title=title,
            weight=int(str(clean["weight"])),
            description=str(clean.get("description", "")),
            bands=_without_descriptors(bands) if guide.kind == "rubric" else (),
        )
        return insert_criterion(work, guide_id, len(guide.criteria), criterion).id


def edit_criterion(
    db: Database, criterion_id: int, version: int, changes: Mapping[str, object]
) -> None:
    """Change fields of a criterion that is still as the user saw it.

    Raises:
        RuleBroken: a field breaks a rule, another criterion has the title, or marks were given
            by the guide.
        NotFound: the criterion has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    clean = clean_criterion(changes)
    with db.read() as work:
        title = work.need(CriterionRow, criterion_id, version).title
    what = ", ".join(CRITERION_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what} of {title}", f"Changed {what} of {title}") as work:
        row = work.need(CriterionRow, criterion_id, version)
        refuse_if_used(work, row.guide_id, next(iter(clean), "title"))
        if "title" in clean:
            _check_criterion_title(work, row.guide_id, str(clean["title"]), criterion_id)
        _apply(row, clean)


def move_criterion(db: Database, criterion_id: int, place: int) -> None:
    """Put a criterion at another place of its guide, counted from 0; marks stay as they are.

    Raises:
        NotFound: the criterion has been deleted meanwhile.
    """
    with db.read() as work:
        title = work.need(CriterionRow, criterion_id).title
    with db.begin(f"move of {title}", f"Moved {title}") as work:
        row = work.need(CriterionRow, criterion_id)
        move_to(criterion_rows(work, row.guide_id), row, place)


def delete_criterion(db: Database, criterion_id: int, version: int) -> None:
    """Delete a criterion with its bands and comments.

    Raises:
        RuleBroken: marks were given by the guide.
        NotFound: the criterion has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.read() as work:
        title = work.need(CriterionRow, criterion_id).title
    with db.begin(f"deletion of criterion {title}", f"Deleted criterion {title}") as work:
        row = work.need(CriterionRow, criterion_id, version)
        refuse_if_used(work, row.guide_id)
        others = [one for one in criterion_rows(work, row.guide_id) if one is not row]
        remove_criteria(work, row.guide_id, [row])
        number(others)


def put_bands(db: Database, guide_id: int, bands: Sequence[Band]) -> None:
    """Give every criterion of a rubric these bands, in one step.

    A band keeps the descriptors that each criterion has for the band of the same label, or else
    of the same place.

    Raises:
        RuleBroken: they overlap or leave a gap, or marks were given by the guide.
        NotFound: the guide has been deleted meanwhile.
    """
    problems = band_problems(bands)
    if problems:
        raise RuleBroken("bands", " ".join(text[0].upper() + text[1:] for text in problems))
    with db.read() as work:
        title = guide_of(work, guide_id).title
    with db.begin(f"change of bands of {title}", f"Changed bands of {title}") as work:
        refuse_if_used(work, guide_id, "bands")
        for criterion in criterion_rows(work, guide_id):
            _replace_bands(work, criterion.id, bands)


def edit_band(db: Database, band_id: int, version: int, changes: Mapping[str, object]) -> None:
    """Change fields of a band that is still as the user saw it.

    Raises:
        RuleBroken: a field breaks a rule, or marks were given by the guide.
        NotFound: the band has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    clean = clean_band(changes)
    with db.read() as work:
        band = work.need(BandRow, band_id, version)
        whose = f"{band.label} of {work.need(CriterionRow, band.criterion_id).title}"
    what = ", ".join(BAND_LABELS[field].lower() for field in clean)
    with db.begin(f"change of {what} of {whose}", f"Changed {what} of {whose}") as work:
        row = work.need(BandRow, band_id, version)
        criterion = work.need(CriterionRow, row.criterion_id)
        refuse_if_used(work, criterion.guide_id, next(iter(clean), "label"))
        kept_band(replace(as_band(row), **clean))
        for field in ("low", "high"):
            mark = clean.get(field)
            if isinstance(mark, Decimal):
                clean[field] = hundredths(mark)
        _apply(row, clean)


def _replace_bands(work: UnitOfWork, criterion_id: int, bands: Sequence[Band]) -> None:
    of_criterion = select(BandRow).where(BandRow.criterion_id == criterion_id)
    rows = list(work.session.scalars(of_criterion.order_by(BandRow.position, BandRow.id)))
    by_label = {row.label.casefold(): row for row in rows}
    left = [row for row in rows if row.label.casefold() not in {b.label.casefold() for b in bands}]
    for place, band in enumerate(bands):
        row = by_label.get(band.label.casefold()) or next(
            (one for one in left if one.position == place), None
        )
        if row is None:
            fresh = BandRow(criterion_id=criterion_id, position=place, **kept_band(band))
            work.session.add(fresh)
            continue
        if row in left:
            left.remove(row)
        _apply(row, {**kept_band(replace(band, descriptor=row.descriptor)), "position": place})
    for row in left:
        work.session.delete(row)


def _give_bands(work: UnitOfWork, guide_id: int) -> None:
    guide = guide_of(work, guide_id)
    for criterion in guide.criteria:
        if not criterion.bands:
            insert_bands(work, criterion.id, STANDARD_BANDS)


def _without_descriptors(bands: Sequence[Band]) -> tuple[Band, ...]:
    return tuple(replace(band, descriptor="") for band in bands)


def _apply(row: MarkingGuideRow | CriterionRow | BandRow, values: Mapping[str, object]) -> None:
    for field, value in values.items():
        if getattr(row, field) != value:
            setattr(row, field, value)


def _check_title(work: UnitOfWork, title: object, apart_from: int) -> None:
    same = select(MarkingGuideRow.id).where(func.lower(MarkingGuideRow.title) == str(title).lower())
    if any(other != apart_from for other in work.session.scalars(same)):
        raise RuleBroken("title", f"There is a marking guide called {title} already.")


def _check_criterion_title(
    work: UnitOfWork, guide_id: int, title: str, apart_from: int | None = None
) -> None:
    titles = {row.title.casefold(): row.id for row in criterion_rows(work, guide_id)}
    if titles.get(title.casefold(), apart_from) != apart_from:
        raise RuleBroken("title", f"This guide has a criterion called {title} already.")
