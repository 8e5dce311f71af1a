"""Publishes a round's groups, once the user has seen what that means."""

from typing import TYPE_CHECKING

from cohort_desk.services import groups
from cohort_desk.services.groups.change_words import summary
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, LatestReading, carry_out

if TYPE_CHECKING:
    from cohort_desk.services.groups import PublicationOutlook


class PublishingPresenter:
    """Answers "Publish…" on the board and on the published versions."""

    def __init__(self, desk: Desk, read_at_once: int = READ_AT_ONCE) -> None:
        self._desk, self._read_at_once = desk, read_at_once
        self._reading = LatestReading("Looking at what to publish", desk)

    def publish(self, round_id: int) -> None:
        """Freeze the groups as they stand, if the user agrees to what that does."""
        attempt(self._desk, lambda: self._look(round_id))

    def _look(self, round_id: int) -> None:
        db = self._desk.db
        at_once = groups.board_size(db, round_id) <= self._read_at_once
        self._reading.ask(
            lambda _report: groups.publication_outlook(db, round_id),
            lambda outlook: self._ask(round_id, outlook, at_once=at_once),
            at_once=at_once,
        )

    def _ask(self, round_id: int, outlook: "PublicationOutlook", *, at_once: bool) -> None:
        desk, name = self._desk, outlook.round_name
        if outlook.since and not outlook.changes:
            desk.say(f"Nothing has changed since version {outlook.since} was published.")
        elif desk.dialogs.confirm(
            f"Publish {name} as version {outlook.number}?",
            _what_publishing_does(outlook),
            f"Publish version {outlook.number}",
        ):
            carry_out(
                desk,
                f"Publishing {name}",
                lambda: groups.publish(desk.db, round_id),
                at_once=at_once,
            )


def _what_publishing_does(outlook: "PublicationOutlook") -> str:
    since = f" {summary(outlook.changes)} since version {outlook.since}." if outlook.since else ""
    warning = f" Broken just now: {outlook.broken[0]}." if outlook.broken else ""
    return (
        f"{outlook.people:,} people in {outlook.groups} groups.{since}{warning} A version "
        "never changes; later changes make a new version with a list of who moved."
    )
