"""One design on the drawing board: saved field by field, drawn at each key.

A field that cannot stand as it was typed keeps what was typed, with a sentence beside it, until it
is put right or given up; every other is saved as it is left.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.certificates.design import CAPTIONS, Design, Signatory, check, warnings
from cohort_desk.domain.certificates.parts import differing, part_of, take_sound, with_parts
from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.services.certificates.designs import (
    KeptDesign,
    edit_design,
    pictures_of,
    read_design,
)
from cohort_desk.services.certificates.pictures import keep_picture
from cohort_desk.services.store import read_upload
from cohort_desk.ui.certificates.presenter.drafts import fitting, not_drawn, with_known
from cohort_desk.ui.certificates.presenter.drawing import Artist, Drawn
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.elsewhere import LatestReading

PICTURE_FILES = "Pictures (*.png *.jpg *.jpeg)"
_WIDTH = 2246
"""Twice as many pixels as A4 has at its real size: enough to look at small print."""
_TAKES_ROOM = frozenset(
    {
        *("orientation", "typeface", "border", "logo", "heading", "title", "before_name"),
        *("after_name", "subject", "lines", "small_print", "signatories", "verify_address"),
    }
)
"""The parts whose change may leave others without room."""


class DesignerView(Protocol):
    """What the presenter needs of its view."""

    def design(self) -> Design: ...
    def show_design(
        self,
        design: Design,
        pictures: Mapping[str, bytes],
        *,
        fresh: bool = False,
        besides: Collection[str] = (),
    ) -> None: ...
    def show_preview(self, drawn: Drawn) -> None: ...
    def show_notices(self, sentences: Sequence[str]) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def clear_problems(self) -> None: ...
    def go_to(self, field: str) -> None: ...
    def sample_name(self) -> str: ...


class DesignerPresenter:
    """Answers the designer."""

    def __init__(
        self, view: DesignerView, desk: Desk, artist: Artist, gone: Callable[[], None]
    ) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._artist, self._gone = artist, gone
        self._kept: KeptDesign | None = None
        self._draft = self._left = Design("")
        self._wrong: Mapping[str, RuleBroken] = {}
        self._pictures: Mapping[str, bytes] = {}
        self._drawing = LatestReading("Drawing the preview", desk, self._say_undrawn)

    @property
    def design_id(self) -> int:
        """The design on the board, 0 if none is."""
        return self._kept.id if self._kept else 0

    def open(self, design_id: int) -> None:
        """Put a design on the board."""
        self._kept = None
        self._read(design_id, fresh=True)

    def close(self) -> None:
        """Take the design off the board."""
        self._kept = None
        self._drawing.drop()

    def refresh(self) -> None:
        """Show the design as it stands now, as after an undo."""
        if self._kept:
            self._read(self._kept.id, fresh=False)

    def draft(self, design: Design) -> None:
        """Draw what is typed, apart from what cannot stand."""
        if self._kept is None:
            return
        self._draft = design
        self._draw()

    def edit(self, design: Design) -> None:
        """Save what was changed, in one step; what cannot stand is told at its field."""
        kept = self._kept
        if kept is None:
            return
        self._left = design
        wrong = {part_of(field) for field in self._wrong} & differing(design, kept.design)
        sound = fitting(with_parts(design, kept.design, wrong), kept.design)
        design = with_parts(sound, design, wrong)
        try:
            self._wrong = take_sound(design, kept.design, self._take)
        except CohortDeskError as error:
            self._desk.warn(str(error))
        self.refresh()
        self._show_problems()
        self.draft(design)

    def may_leave(self) -> bool:
        """Save what is typed; if something of it cannot be, ask whether to give that up."""
        kept = self._kept
        if kept is None:
            return True
        typed = self._view.design()
        if typed != self._left:
            self.edit(typed)
        if not self._wrong:
            return True
        first, error = next(iter(self._wrong.items()))
        fields = " and ".join(dict.fromkeys(f"“{CAPTIONS[part_of(f)]}”" for f in self._wrong))
        if not self._desk.dialogs.confirm(
            f"Give up what you typed into {fields}?",
            f"{error} Everything else of the design is saved.",
            "Give it up",
            danger=True,
        ):
            self._view.go_to(first)
            return False
        self._wrong = {}
        self._show_kept(fresh=True)
        return True

    def choose_picture(self, signatory: int | None) -> None:
        """Ask for the logo, or a signatory's signature."""
        what = "logo" if signatory is None else "signature"
        path = self._desk.dialogs.path_to_open(f"Choose the {what}", PICTURE_FILES)
        if path:
            self.take_picture(signatory, path)

    def take_picture(self, signatory: int | None, path: Path) -> None:
        """Use the picture of a file as the logo, or as a signatory's signature."""
        if self._kept is None:
            return
        field = "logo" if signatory is None else f"signatories.{signatory}.image"
        try:
            sha256 = keep_picture(self._db, path.name, read_upload(path))
        except CohortDeskError as error:
            self._view.show_problem(field, str(error))
            return
        design = self._view.design()
        if signatory is None:
            self.edit(replace(design, logo=sha256))
            return
        people = list(design.signatories)
        while len(people) <= signatory:
            people.append(Signatory(""))
        people[signatory] = replace(people[signatory], image=sha256)
        self.edit(replace(design, signatories=tuple(people)))

    def name_chosen(self, _name: str) -> None:
        """Draw the preview with another name."""
        self._draw()

    def _take(self, design: Design, wrong: Mapping[str, RuleBroken]) -> None:
        """Save a design, of which some was refused.

        Raises:
            RuleBroken: more of it cannot stand.
        """
        kept = self._kept
        if kept is None or design == kept.design:
            return
        check(design)
        self._check_room(design, kept.design)
        # Before it is saved: what hears of that shows the design as it is then.
        self._wrong = dict(wrong)
        edit_design(self._db, kept.id, kept.version, design)

    def _check_room(self, design: Design, before: Design) -> None:
        """Check that what was changed of a design has the room to be read.

        Raises:
            RuleBroken: it has none.
        """
        try:
            self._artist.check(design, self._pictures)
        except RuleBroken as error:
            changed = differing(design, before)
            if part_of(error.field) in changed:
                raise
            crowding = [part for part in CAPTIONS if part in changed & _TAKES_ROOM]
            if crowding and self._has_room(before):
                raise RuleBroken(crowding[-1], str(error)) from error
        except CohortDeskError:
            # A character that no typeface has: the preview says so.
            return

    def _has_room(self, design: Design) -> bool:
        try:
            self._artist.check(design, self._pictures)
        except RuleBroken:
            return False
        return True

    def _read(self, design_id: int, *, fresh: bool) -> None:
        try:
            kept = read_design(self._db, design_id)
        except NotFound:
            self._kept = None
            self._gone()
            return
        if self._kept and (kept.id, kept.version) == (self._kept.id, self._kept.version):
            return
        self._kept = kept
        try:
            self._pictures = pictures_of(self._db, kept.design)
        except CohortDeskError as error:
            self._pictures = {}
            self._desk.warn(str(error))
        if fresh:
            self._wrong = {}
        self._show_kept(fresh=fresh)

    def _show_kept(self, *, fresh: bool) -> None:
        """Show the design as it is kept, apart from what is typed and cannot be or is not yet."""
        if self._kept is None:
            return
        design, typed = self._kept.design, self._view.design()
        unsaved = frozenset[str]() if fresh else differing(typed, self._left)
        wrong = {part_of(field) for field in self._wrong}
        self._view.show_design(design, self._pictures, fresh=fresh, besides=unsaved | wrong)
        shown = self._view.design()
        self._left = with_parts(shown, design, unsaved)
        self._show_problems()
        self.draft(shown)

    def _show_problems(self) -> None:
        self._view.clear_problems()
        for field, error in self._wrong.items():
            self._view.show_problem(field, str(error))

    def _draw(self) -> None:
        kept = self._kept
        if kept is None:
            return
        name, wrong = self._view.sample_name(), set[str]()
        design = self._draft
        with suppress(RuleBroken):
            # What is kept stands, so the last of these does.
            wrong |= set(take_sound(design, kept.design, lambda some, _: check(some)))
        design = with_parts(design, kept.design, {part_of(field) for field in wrong})
        known = {key: self._pictures[key] for key in design.pictures if key in self._pictures}
        design = with_known(design, known)
        said = not_drawn({*wrong, *self._wrong})
        self._drawing.ask(
            lambda _report: self._artist.draw(design, known, _WIDTH, name),
            lambda drawn: self._show(drawn, (*said, *warnings(design))),
            at_once=False,
        )

    def _show(self, drawn: Drawn, sentences: Sequence[str]) -> None:
        self._view.show_preview(drawn)
        self._view.show_notices(sentences)

    def _say_undrawn(self, error: CohortDeskError) -> None:
        self._view.show_notices((f"The preview shows the last that could be drawn. {error}",))
