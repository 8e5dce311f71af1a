"""How the fields of one marking guide are named, read and saved, its criteria and bands included.

A guide's own fields go by their names, those of a criterion and of a band by "criterion:5:title"
and "band:12:descriptor".
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.guides import (
    BAND_LABELS,
    CRITERION_LABELS,
    GUIDE_LABELS,
    Band,
    Criterion,
    Guide,
)
from cohort_desk.services.history import HistoryEntry, history_of
from cohort_desk.services.modules import edit_band, edit_criterion, edit_guide, read_guide
from cohort_desk.ui.kit.record_editor import RecordKind
from cohort_desk.ui.modules.presenter.guides import SHOWN_OF

if TYPE_CHECKING:
    from cohort_desk.db.database import Database


def criterion_field(criterion_id: int, field: str) -> str:
    """Return the name of a criterion's field."""
    return f"criterion:{criterion_id}:{field}"


def band_field(band_id: int, field: str) -> str:
    """Return the name of a band's field."""
    return f"band:{band_id}:{field}"


def guide_kind(db: "Database") -> RecordKind[Guide]:
    """Return how the editor of one guide reads and saves."""

    def save(guide: Guide, field: str, typed: str) -> None:
        kind, row_id, name = _parts(field)
        if kind == "criterion":
            criterion = _criterion(guide, row_id)
            edit_criterion(db, criterion.id, criterion.version, {name: typed})
        elif kind == "band":
            band = _band(guide, row_id)
            edit_band(db, band.id, band.version, {name: typed})
        else:
            edit_guide(db, guide.id, guide.version, {field: typed})

    return RecordKind(
        _Labels(),
        SHOWN_OF,
        read=lambda guide_id: read_guide(db, guide_id),
        save=save,
        typed=typed_of_guide,
        history=lambda guide_id: _history(db, guide_id),
    )


def typed_of_guide(guide: Guide, field: str) -> str:
    """Return what the editor shows of a field; "" of a criterion or band that is gone."""
    kind, row_id, name = _parts(field)
    try:
        owner = (
            _criterion(guide, row_id)
            if kind == "criterion"
            else _band(guide, row_id)
            if kind == "band"
            else guide
        )
    except NotFound:
        return ""
    value = getattr(owner, name)
    return written(value) if name in ("low", "high") else str(value)


def fields_of(guide: Guide) -> Iterator[str]:
    """Yield the names of all fields that the editor of a guide has, in their order."""
    yield from GUIDE_LABELS
    for criterion in guide.criteria:
        for name in CRITERION_LABELS:
            yield criterion_field(criterion.id, name)
        for band in criterion.bands:
            yield band_field(band.id, "descriptor")


def _history(db: "Database", guide_id: int) -> tuple[HistoryEntry, ...]:
    """Return the steps of a guide and of its criteria's bands, the newest first."""
    criteria = read_guide(db, guide_id).criteria
    found: dict[int, HistoryEntry] = {}
    for entry in (
        *history_of(db, "marking_guide", guide_id),
        *(entry for one in criteria for entry in history_of(db, "criterion", one.id)),
    ):
        known = found.get(entry.step_id)
        changes = (*(known.changes if known else ()), *entry.changes)
        found[entry.step_id] = replace(entry, changes=changes)
    return tuple(found[step_id] for step_id in sorted(found, reverse=True))


class _Labels(Mapping[str, str]):
    """What each field is called, whichever criterion or band it is of."""

    def __getitem__(self, field: str) -> str:
        kind, _, name = _parts(field)
        labels = {"criterion": CRITERION_LABELS, "band": BAND_LABELS}.get(kind, GUIDE_LABELS)
        return labels[name]

    def __iter__(self) -> Iterator[str]:
        return iter(GUIDE_LABELS)

    def __len__(self) -> int:
        return len(GUIDE_LABELS)


def _parts(field: str) -> tuple[str, int, str]:
    kind, _, rest = field.partition(":")
    if not rest:
        return "", 0, field
    row_id, _, name = rest.partition(":")
    return kind, int(row_id), name


def _criterion(guide: Guide, criterion_id: int) -> Criterion:
    found = next((one for one in guide.criteria if one.id == criterion_id), None)
    if found is None:
        raise NotFound("That criterion is no longer here: it has been deleted meanwhile.")
    return found


def _band(guide: Guide, band_id: int) -> Band:
    bands = (band for criterion in guide.criteria for band in criterion.bands)
    found = next((band for band in bands if band.id == band_id), None)
    if found is None:
        raise NotFound("That band is no longer here: it has been deleted meanwhile.")
    return found
