"""Finds whose work a row of a sheet speaks of, by whatever the row has that tells."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.services.marks.batches import Batch, Work


@dataclass(frozen=True, slots=True)
class Signs:
    """What a row has that tells whose work it is; "" what it has not.

    `identifier` is another system's own number, such as Moodle's "Participant 123".
    """

    code: str = ""
    email: str = ""
    reference: str = ""
    group: str = ""
    name: str = ""
    identifier: str = ""

    @property
    def who(self) -> str:
        """What to call the row's owner before it is found."""
        given = (self.name, self.group, self.code, self.email, self.reference, self.identifier)
        return next((each for each in given if each), "")


class Owners:
    """The work of a batch, looked up by code, candidate number, e-mail, reference or name."""

    def __init__(self, work: UnitOfWork, batch: Batch) -> None:
        self._by_sign: dict[tuple[str, str], list[Work]] = {}
        ids = [member.participant_id for each in batch.works for member in each.line.members]
        people = {
            row.id: row
            for row in work.session.scalars(
                select(ParticipantRow).where(ParticipantRow.id.in_(ids))
            )
        }
        for each in batch.works:
            self._add("code", each.line.code, each)
            if each.line.owner.group_id is not None:
                self._add("group", each.line.name, each)
                self._add("name", each.line.name, each)
            for member in each.line.members:
                person = people[member.participant_id]
                self._add("code", member.candidate, each)
                self._add("email", person.email or "", each)
                self._add("reference", person.reference or "", each)
                self._add("name", member.name, each)
                self._add("name", f"{person.family_name} {person.given_name}", each)

    def find(self, signs: Signs) -> Work:
        """Return the work that the surest sign tells of; signs are never mixed.

        Raises:
            RuleBroken: none does, or it is the sign of several.
        """
        for kind in ("code", "email", "reference", "group", "name"):
            sign: str = getattr(signs, kind)
            found = self._by_sign.get((kind, folded(sign).replace(",", "")), []) if sign else []
            if len(found) > 1:
                raise RuleBroken(
                    "who", f"“{sign}” may mean several here. Add the e-mail or the code."
                )
            if found:
                return found[0]
        if signs.who == signs.identifier and signs.identifier:
            raise RuleBroken(
                "who",
                f"“{signs.identifier}” is a number of another system. Add a column with the "
                "e-mail, the candidate number or the name.",
            )
        if not signs.who:
            raise RuleBroken("who", "The row does not say whose work it is.")
        raise RuleBroken("who", f"Nobody here has “{signs.who}” as a code, e-mail or name.")

    def _add(self, kind: str, sign: str, each: Work) -> None:
        key = (kind, folded(sign).replace(",", ""))
        known = self._by_sign.setdefault(key, [])
        if sign and all(other.line.owner != each.line.owner for other in known):
            known.append(each)


def gathered(problems: Iterable[str]) -> str:
    """Return sentences as one text, each of them once."""
    return " ".join(dict.fromkeys(problems))
