"""Making packs: of what and for whom they can be made, and where they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.packs.contents import KIND_WORDS, PackKind
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs import (
    FORM_SUFFIX,
    SUFFIX,
    Posted,
    post,
    post_all,
    post_marking_packs,
)
from cohort_desk.services.boards import list_boards
from cohort_desk.services.packs import (
    FormOffer,
    FormWish,
    MarkingWish,
    Prepared,
    form_offers,
    offers,
    prepare_examiner_pack,
    prepare_marking_pack,
    prepare_peer_packs,
    prepare_savings_forms,
)
from cohort_desk.services.peers import list_rounds
from cohort_desk.ui.kit.desk import Asks, Desk
from cohort_desk.ui.packs.presenter.packs import FORM_FILES, PACK_FILES

EVERYTHING = 0
"""The subject that is not one thing: all marking, or the claims of all cohorts."""

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone for whom a pack could be made; `detail` says what would be in it."""

    id: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What packs of a kind are made of, such as a peer round or a cohort's claims; and for whom."""

    id: int
    title: str
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class MakeWish:
    """What was filled in to make packs."""

    kind: PackKind
    subject: int
    readers: tuple[int, ...]
    examiner: str
    due: date | None
    passphrase: str
    again: str
    evidence: bool = False


class FolderAsks(Asks, Protocol):
    """Questions that can also ask for a folder."""

    def folder(self, title: str) -> Path | None: ...


class MakeView(Protocol):
    """What the presenter needs of its panel."""

    def show_subjects(self, kind: PackKind, subjects: Sequence[Subject]) -> None: ...
    def show_make_problem(self, field: str, sentence: str) -> None: ...
    def close_making(self) -> None: ...


class MakePresenter:
    """Answers the panel that makes packs."""

    def __init__(self, view: MakeView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._asks = cast("FolderAsks", desk.dialogs)

    def offer(self, kind: PackKind) -> None:
        """Show of what, and for whom, packs of a kind can be made."""
        found = {
            PackKind.MARKING: self._marking,
            PackKind.PEERS: self._peers,
            PackKind.EXAMINER: self._examiner,
            PackKind.SAVINGS: self._savings,
        }[kind]()
        self._view.show_subjects(kind, found)

    def make(self, wish: MakeWish) -> None:
        """Ask where, and make the packs."""
        try:
            _check(wish)
        except RuleBroken as error:
            self._view.show_make_problem(error.field, str(error))
            return
        count = _count(wish)
        place = self._place(wish, count)
        if place is None:
            return
        packs = counted(count, *_nouns(wish.kind))
        self._desk.runner.run(
            f"Making {packs}",
            lambda report: self._made(wish, place, report),
            done=lambda made: self._tell(wish.kind, cast("tuple[Posted, ...]", made)),
            failed=self._say_problem,
        )

    def _marking(self) -> tuple[Subject, ...]:
        found = offers(self._db, self._desk.cohort_id)
        readers = tuple(
            Reader(
                one.tutor_id,
                one.tutor,
                f"{counted(one.works, 'submission', 'submissions')}: {', '.join(one.assessments)}",
            )
            for one in found
        )
        return (Subject(EVERYTHING, "All that is handed in and not finished", readers),)

    def _peers(self) -> tuple[Subject, ...]:
        rounds = list_rounds(self._db, self._desk.cohort_id).rounds
        return tuple(
            Subject(
                one.id,
                assessment_name(one.module_code, one.title),
                tuple(
                    Reader(member.id, member.name, group.name)
                    for group in one.groups
                    for member in group.silent
                ),
            )
            for one in rounds
            if one.closed_at is None
        )

    def _examiner(self) -> tuple[Subject, ...]:
        boards = list_boards(self._db, self._desk.cohort_id)
        return tuple(
            Subject(
                board.id,
                board.name,
                tuple(
                    Reader(one.id, one.name, "External examiner")
                    for one in board.members
                    if one.role == "external"
                ),
            )
            for board in boards
        )

    def _savings(self) -> tuple[Subject, ...]:
        return tuple(
            Subject(cohort_id or EVERYTHING, title, _officers(form_offers(self._db, cohort_id)))
            for cohort_id, title in (
                (None, "Claims on all cohorts’ projects"),
                (self._desk.cohort_id, "Claims on this cohort’s projects"),
            )
        )

    def _place(self, wish: MakeWish, count: int) -> Path | None:
        kind = KIND_WORDS[wish.kind]
        if count > 1:
            return self._asks.folder(f"Folder for {counted(count, *_nouns(wish.kind))}")
        if wish.kind is PackKind.SAVINGS and not wish.passphrase:
            return self._asks.path_to_save("Save the form", f"{kind}{FORM_SUFFIX}", FORM_FILES)
        return self._asks.path_to_save("Save the pack", f"{kind}{SUFFIX}", PACK_FILES)

    def _made(self, wish: MakeWish, place: Path, report: Progress) -> tuple[Posted, ...]:
        if wish.kind is PackKind.MARKING and len(wish.readers) > 1:
            # One after the other, so that the reports of one tutor at a time are in memory.
            return post_marking_packs(
                self._db, self._marking_wishes(wish), place, wish.passphrase, report
            )
        prepared = self._prepared(wish, report)
        if _count(wish) == 1:
            return (post(self._db, prepared[0], place, wish.passphrase),)
        return post_all(self._db, prepared, place, wish.passphrase, report)

    def _prepared(self, wish: MakeWish, report: Progress) -> tuple[Prepared, ...]:
        db, due = self._db, _end_of(wish.due)
        match wish.kind:
            case PackKind.EXAMINER:
                pack = prepare_examiner_pack(db, wish.subject, wish.examiner, due, report)
                return (pack,)
            case PackKind.PEERS:
                return prepare_peer_packs(db, wish.subject, wish.readers)
            case PackKind.SAVINGS:
                cohort_id = None if wish.subject == EVERYTHING else wish.subject
                asked = FormWish(cohort_id, wish.readers, due, wish.evidence)
                return prepare_savings_forms(db, asked, report=report)
            case PackKind.MARKING:
                return (prepare_marking_pack(db, self._marking_wishes(wish)[0], report),)

    def _marking_wishes(self, wish: MakeWish) -> list[MarkingWish]:
        due = _end_of(wish.due)
        return [MarkingWish(self._desk.cohort_id, each, due_at=due) for each in wish.readers]

    def _tell(self, kind: PackKind, made: tuple[Posted, ...]) -> None:
        self._view.close_making()
        warnings = [f"{one.reader}: {warning}" for one in made for warning in one.warnings]
        where = made[0].path.name if len(made) == 1 else made[0].path.parent.name
        told = f"Made {counted(len(made), *_nouns(kind))} in “{where}”."
        if warnings:
            self._desk.warn(f"{told} {' '.join(warnings)}")
        else:
            self._desk.say(told)

    def _say_problem(self, error: CohortDeskError) -> None:
        field = error.field if isinstance(error, RuleBroken) else ""
        self._view.show_make_problem(field, str(error))


def _check(wish: MakeWish) -> None:
    if wish.kind is PackKind.EXAMINER:
        if not wish.examiner.strip():
            raise RuleBroken("examiner", "Type the examiner’s name.")
        if not wish.subject:
            raise RuleBroken("subject", "Set up a board first: comments belong to one.")
    elif not wish.readers:
        raise RuleBroken("readers", "Tick at least one person to make a pack for.")
    if wish.passphrase != wish.again:
        raise RuleBroken("again", "The two passphrases differ. Type the same one twice.")


def _count(wish: MakeWish) -> int:
    return 1 if wish.kind is PackKind.EXAMINER else len(wish.readers)


def _nouns(kind: PackKind) -> tuple[str, str]:
    return ("form", "forms") if kind is PackKind.SAVINGS else ("pack", "packs")


def _officers(found: Sequence[FormOffer]) -> tuple[Reader, ...]:
    return tuple(
        Reader(
            one.officer_id,
            one.officer,
            f"{counted(one.claims, 'claim', 'claims')}, {pounds(one.pence)}: {one.agency}",
        )
        for one in found
    )


def _end_of(day: date | None) -> datetime | None:
    """Return the end of a day in the office, None where no day is given."""
    if day is None:
        return None
    return datetime.combine(day, time(23, 59), _LONDON).astimezone(UTC)
