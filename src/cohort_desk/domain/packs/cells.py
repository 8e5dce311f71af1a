"""The names of a pack's cells, such as "W3905/c1/mark" or "W3905/feedback"."""

from dataclasses import dataclass

MARK, FEEDBACK, NOTE, FINAL = "mark", "feedback", "note", "final"
SCORE, JUSTIFICATION = "score", "justification"
COMMENT, ABOUT, TEXT = "comment", "about", "text"
DECISION = "decision"


@dataclass(frozen=True, slots=True)
class CellName:
    """A cell: of which work, of which criterion ("" for the work as a whole), and what it holds."""

    work: str
    criterion: str
    what: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.work, self.criterion, self.what) if part)

    @classmethod
    def parse(cls, name: str) -> "CellName | None":
        """Return the parts of a name, or None where it is no cell's."""
        parts = name.split("/")
        if not all(parts):
            return None
        match parts:
            case [work, criterion, what]:
                return cls(work, criterion, what)
            case [work, what]:
                return cls(work, "", what)
            case [what]:
                return cls("", "", what)
            case _:
                return None
