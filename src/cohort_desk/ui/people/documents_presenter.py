"""The documents of the person whose panel is open: what there is of them; free of Qt."""

from collections.abc import Sequence
from typing import Protocol

from cohort_desk.domain.errors import NotFound
from cohort_desk.services.documents.available import Document, documents_of
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.person_documents import (
    CHANGED_BY,
    DocumentLine,
    DocumentWriter,
    document_line,
)


class DocumentsView(Protocol):
    """What the presenter needs of its page."""

    def show_documents(self, lines: Sequence[DocumentLine]) -> None: ...


class PersonDocumentsPresenter:
    """Lists a person's documents for the office, which may give out what is confirmed."""

    def __init__(self, view: DocumentsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._person_id: int | None = None

    def open(self, person_id: int) -> None:
        """Show a person's documents."""
        self._person_id = person_id
        try:
            documents = documents_of(self._desk.db, person_id)
        except NotFound:
            # The panel, which is opened with it, says so.
            self._person_id = None
        else:
            self._view.show_documents([document_line(each) for each in documents])

    def forget(self) -> None:
        """Show no documents any more, as the panel is closed."""
        self._person_id = None

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Look again if something changed that documents tell."""
        if kinds & CHANGED_BY and self._person_id is not None:
            self.open(self._person_id)

    def writer(self, document: Document) -> DocumentWriter | None:
        """Return what writes one of the documents; None if the panel is closed meanwhile."""
        if self._person_id is None:
            return None
        return DocumentWriter(self._desk.db, self._person_id, document, shown_only=False)
