"""Reads and saves what a programme has set for its savings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import ClaimRow, SavingsSettingsRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.domain.savings.settings import SavingsSettings, check, from_plain, to_plain
from cohort_desk.domain.words import counted

_ONLY = 1


@dataclass(frozen=True, slots=True)
class StoredSettings:
    """The settings of savings at a version; None while nobody has set anything."""

    settings: SavingsSettings
    version: int | None


def read_settings(db: Database) -> SavingsSettings:
    """Return what the programme has set for its savings, the defaults where nothing."""
    with db.read() as work:
        return settings_of(work)


def read_stored_settings(db: Database) -> StoredSettings:
    """Return the settings with the version to save them by."""
    with db.read() as work:
        row = work.session.get(SavingsSettingsRow, _ONLY)
        return StoredSettings(settings_of(work), row.version if row else None)


def settings_of(work: UnitOfWork) -> SavingsSettings:
    """Return the settings as a part of another read or step.

    Raises:
        RecordDamaged: what is kept is not what the app wrote.
    """
    row = work.session.get(SavingsSettingsRow, _ONLY)
    return from_plain(row.settings) if row else SavingsSettings()


def save_settings(db: Database, settings: SavingsSettings, version: int | None) -> None:
    """Save the settings, at the version that the user saw (None: the defaults).

    Raises:
        RuleBroken: a setting is out of range or contradicts another, or the year would begin in
            another month although claims were made.
        EditedMeanwhile: someone else has saved settings since.
    """
    check(settings)
    with db.begin("change of the settings of savings", "Saved the settings of savings") as work:
        row = work.session.get(SavingsSettingsRow, _ONLY)
        if (row.version if row else None) != version:
            raise EditedMeanwhile(
                "Someone else changed the settings of savings meanwhile. Nothing was overwritten: "
                "look at the new values, then make your change again."
            )
        if settings.year_starts_month != settings_of(work).year_starts_month:
            _refuse_if_claimed(work)
        plain = to_plain(settings)
        if row is None:
            work.session.add(SavingsSettingsRow(id=_ONLY, settings=plain))
        elif row.settings != plain:
            row.settings = plain


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse an undo or a redo that would have the year begin in another month despite claims.

    Raises:
        CannotUndo: says how many claims stand against it.
    """
    for change in changes:
        if change.table != SavingsSettingsRow.__tablename__:
            continue
        plain = (change.after or {}).get("settings", {})
        if from_plain(plain).year_starts_month != settings_of(work).year_starts_month:
            try:
                _refuse_if_claimed(work)
            except RuleBroken as error:
                raise CannotUndo(f"{error} Nothing was changed.") from error


def _refuse_if_claimed(work: UnitOfWork) -> None:
    """A claim lies within one financial year as it was when the claim was made."""
    claims = work.session.scalar(select(func.count()).select_from(ClaimRow)) or 0
    if claims:
        raise RuleBroken(
            "year_starts_month",
            f"The financial year cannot begin in another month: "
            f"{counted(claims, 'claim was', 'claims were')} made by it.",
        )
