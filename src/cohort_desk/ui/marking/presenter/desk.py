"""What the marking desk does: saves each field by itself, and never loses what was typed.

A field that is typed in is a draft until it is saved. Where a save is refused the draft stays, and
where someone else changed the same field both values are shown until the marker chooses.
"""

from collections.abc import Callable
from datetime import datetime

from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.desk import Desk, open_desk
from cohort_desk.services.marks.marking import finish
from cohort_desk.services.marks.queues import Queue, read_queue
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.ui.kit.desk import Desk as Around
from cohort_desk.ui.kit.desk import attempt
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.marking.presenter.desk_fields import (
    SHOWN_OF,
    DeskView,
    cell_of,
    is_mark,
    is_same,
    missing_fields,
    report_file,
    save_field,
)
from cohort_desk.ui.marking.presenter.desk_words import (
    desk_work,
    labels_of,
    saved_values,
    total_of,
    versions_of,
)
from cohort_desk.ui.marking.presenter.typed_marks import sound_mark


class DeskPresenter:
    """Keeps one marker's marking of one submission; `leave` goes back to the list."""

    def __init__(self, view: DeskView, around: Around, leave: Callable[[], None]) -> None:
        self._view, self._around, self._leave = view, around, leave
        self._desk: Desk | None = None
        self._drafts: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._clashes: dict[str, Clash] = {}
        self._versions: dict[str, int | None] = {}
        self._place = ""

    @property
    def key(self) -> TaskKey | None:
        """Which submission is on the desk, and whose marking it is."""
        return None if self._desk is None else self._desk.key

    def open(self, key: TaskKey) -> None:
        """Put a submission on the desk."""
        self.save()
        db = self._around.db
        try:
            desk = open_desk(db, key)
        except NotFound as error:
            self._lose(error)
            return
        self._desk = desk
        self._drafts, self._last, self._clashes = {}, {}, {}
        self._seen, self._versions = saved_values(desk), versions_of(desk)
        queue = self._queue()
        self._place = f"{queue.finished} of {len(queue.items)} finished" if queue else ""
        files = [report_file(self._around, file.name, file.sha256) for file in desk.files]
        self._view.show_work(desk_work(desk, self._place), files)
        self._view.show_clashes({})
        self._show_total()
        self._view.show_saved("")
        self._view.take_focus()

    def close(self) -> None:
        """Save and put the submission away; the desk is left only once nothing can be lost."""
        self.save()
        if self._drafts:
            self._say_unsaved()
            return
        self._desk = None
        self._leave()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Take over what others changed, except where the marker is typing."""
        if self._desk is not None and kinds & SHOWN_OF:
            self._refresh()

    def typed(self, name: str, text: str) -> None:
        """Take what stands in a field now; it is saved a moment later."""
        self._last[name] = text
        if is_same(name, text, self._seen.get(name, "")) and name not in self._clashes:
            self._drafts.pop(name, None)
        else:
            self._drafts[name] = text
        if is_mark(name):
            self._view.show_problem(name, "")
            self._show_total()
        if self._drafts:
            self._view.show_saved("Saving…")

    def save(self) -> None:
        """Save every draft that can be saved; the others stay and are told."""
        if self._desk is None or not self._drafts:
            return
        for name in [name for name in self._drafts if name not in self._clashes]:
            if not self._save(name):
                return
        if self._drafts:
            self._say_unsaved()
        else:
            self._view.show_saved(f"Saved {datetime.now(LONDON):%H:%M}")

    def keep_mine(self, clash: Clash) -> None:
        """Save what the marker typed over what was saved elsewhere, both having been seen."""
        self._clashes.pop(clash.field, None)
        self._seen[clash.field] = clash.theirs
        self.save()
        self._view.show_clashes(self._clashes)

    def take_theirs(self, clash: Clash) -> None:
        """Give up what the marker typed in a field."""
        self._clashes.pop(clash.field, None)
        self._drafts.pop(clash.field, None)
        self._last.pop(clash.field, None)
        self._seen[clash.field] = clash.theirs
        self._view.show_value(clash.field, clash.theirs)
        self._view.show_clashes(self._clashes)
        self._show_total()
        self.save()

    def finish(self) -> None:
        """Finish, once nothing is missing, and go to the next in the queue."""
        self.save()
        if not self._refresh() or self._desk is None:
            return
        desk = self._desk
        if self._drafts:
            self._view.go_to(next(iter(self._drafts)))
            self._say_unsaved()
            return
        missing = missing_fields(desk)
        if missing:
            for name in missing:
                self._view.show_problem(name, "This still needs a mark.")
            self._view.go_to(missing[0])
            count = counted(len(missing), "mark is", "marks are")
            self._view.show_saved(f"Not finished: {count} missing.", trouble=True)
            return
        if attempt(self._around, lambda: finish(self._around.db, desk.key)):
            self.open_next()

    def reopen(self) -> None:
        """Open a final marking again, with a reason."""
        desk = self._desk
        if desk is None:
            return
        reason = self._around.dialogs.ask_text(
            f"Reopen the mark of {desk.identity}?", "Why it has to change"
        )
        if reason is not None and attempt(
            self._around, lambda: reopen_mark(self._around.db, desk.key, reason)
        ):
            self._refresh()
            self._view.take_focus()

    def open_next(self) -> None:
        """Go to what is to be marked next, or back to the list when all is done."""
        queue = self._queue()
        if queue is None or queue.next is None:
            self._desk = None
            self._leave()
            self._around.say("Everything in this queue that can be marked is finished.")
        else:
            self.open(queue.next.key)

    def _save(self, name: str) -> bool:
        """Save one draft; False if saving itself does not work now."""
        text = self._drafts[name]
        try:
            self._put(name, text)
        except EditedMeanwhile:
            return self._meet_others(name)
        except RuleBroken as error:
            if is_mark(name) and sound_mark(text) is None:
                self._view.show_problem(name, str(error))
                return True
            return self._refused(error)
        except NotFound as error:
            self._lose(error)
            return False
        except CohortDeskError as error:
            return self._refused(error)
        self._drafts.pop(name, None)
        self._seen[name] = text
        return True

    def _put(self, name: str, text: str) -> None:
        assert self._desk is not None  # noqa: S101 - there is a draft, so there is a desk
        made = save_field(self._around.db, self._desk.key, name, text, self._versions[name])
        # The other fields of the same cell are saved at the version that this one made.
        for sibling in self._versions:
            if cell_of(sibling) == cell_of(name):
                self._versions[sibling] = made

    def _meet_others(self, name: str) -> bool:
        """Save again where others changed something else; where they changed this, ask."""
        if not self._refresh():
            return False
        if name in self._clashes or name not in self._drafts:
            return True
        try:
            self._put(name, self._drafts[name])
        except EditedMeanwhile:
            return self._refresh()
        except CohortDeskError as error:
            return self._refused(error)
        self._seen[name] = self._drafts.pop(name)
        return True

    def _refused(self, error: CohortDeskError) -> bool:
        self._view.show_saved(f"Not saved: {error} What you typed is still here.", trouble=True)
        return False

    def _refresh(self) -> bool:
        """Read the marking anew; False if it is gone."""
        if self._desk is None:
            return False
        try:
            self._desk = open_desk(self._around.db, self._desk.key)
        except NotFound as error:
            self._lose(error)
            return False
        self._versions = versions_of(self._desk)
        fresh = saved_values(self._desk)
        for name, text in list(self._drafts.items()):
            if is_same(name, text, fresh.get(name, "")):
                self._drafts.pop(name)
                self._clashes.pop(name, None)
            elif fresh.get(name, "") != self._seen.get(name, "") and not is_same(
                name, fresh.get(name, ""), self._seen.get(name, "")
            ):
                label = labels_of(self._desk)[name].removeprefix("The ")
                theirs = fresh.get(name, "")
                self._clashes[name] = Clash(name, label, text, text, theirs)
        self._seen = {**fresh, **{name: self._seen.get(name, "") for name in self._drafts}}
        unchanged = {
            name for name, text in self._last.items() if is_same(name, text, fresh.get(name, ""))
        }
        keep = frozenset(self._drafts.keys() | unchanged)
        self._view.refresh(desk_work(self._desk, self._place), keep)
        self._view.show_clashes(self._clashes)
        self._show_total()
        return True

    def _say_unsaved(self) -> None:
        if self._clashes:
            self._view.show_saved("Not saved yet: choose which value is right.", trouble=True)
        elif self._drafts:
            self._view.show_saved("Not saved yet: put right what is marked.", trouble=True)

    def _show_total(self) -> None:
        if self._desk is not None:
            self._view.show_total(total_of(self._desk, self._drafts))

    def _queue(self) -> Queue | None:
        if self._desk is None:
            return None
        try:
            return read_queue(self._around.db, self._desk.key.tutor_id, self._around.cohort_id)
        except NotFound:
            return None

    def _lose(self, error: CohortDeskError) -> None:
        """Leave the desk, for the work is no longer this marker's."""
        kept = "; ".join(text for text in self._drafts.values() if text)
        self._desk = None
        self._drafts, self._clashes = {}, {}
        self._leave()
        self._around.warn(f"{error} You had typed: {kept}" if kept else str(error))
