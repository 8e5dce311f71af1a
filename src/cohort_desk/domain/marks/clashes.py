"""What a marker is told when somebody else changed the same cell meanwhile."""

from cohort_desk.domain.errors import EditedMeanwhile


class CellClash(EditedMeanwhile):
    """A cell of a marking was changed elsewhere; nothing was written, and both inputs are here.

    `typed` is what this user entered and `found` what stands, in words; `version` is that of the
    cell as it stands, to be given with whichever of the two the user chooses.
    """

    def __init__(self, what: str, typed: str, found: str, version: int) -> None:
        super().__init__(
            f"{what} was changed meanwhile on another computer. It is now {found or 'empty'}; "
            f"you entered {typed or 'nothing'}. Nothing was overwritten: choose which one stands."
        )
        self.what, self.typed, self.found, self.version = what, typed, found, version
