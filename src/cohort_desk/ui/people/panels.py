"""What the panel at the right of the people's page can show."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_panel import Panels
from cohort_desk.ui.people.add_panel import AddPanel
from cohort_desk.ui.people.bulk_panel import BulkPanel
from cohort_desk.ui.people.fields import SuggestField
from cohort_desk.ui.people.person_panel import PersonPanel


class PeoplePanels(Panels):
    """One person, a new person, or many people; `agencies_wanted` asks for names to propose."""

    agencies_wanted = Signal()

    def __init__(self, detail: DetailPanel) -> None:
        person, add, bulk = PersonPanel(), AddPanel(), BulkPanel()
        super().__init__(detail, person, add, bulk)
        self.person, self.add, self.bulk = person, add, bulk
        add.cancelled.connect(detail.close_panel)
        bulk.cancelled.connect(detail.close_panel)
        for editor in self._editors("agency_id"):
            editor.focused.connect(self.agencies_wanted)

    def suggest(self, field: str, values: Sequence[str]) -> None:
        """Propose these values for a field of SUGGESTED, wherever it is."""
        for editor in self._editors(field):
            editor.suggest(values)

    def _editors(self, field: str) -> list[SuggestField]:
        editors = (
            self.person.form.editor(field),
            self.add.form.editor(field),
            self.bulk.editor(field),
        )
        return [editor for editor in editors if isinstance(editor, SuggestField)]
