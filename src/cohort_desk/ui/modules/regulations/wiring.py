"""Puts the view of regulation sets and its presenters together."""

from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.modules.regulations.editor import Editor
from cohort_desk.ui.modules.regulations.presenter.editing import EditingPresenter
from cohort_desk.ui.modules.regulations.presenter.trying import TryingPresenter
from cohort_desk.ui.modules.regulations.presenter.versions import Draft, VersionsPresenter
from cohort_desk.ui.modules.regulations.versions_list import VersionsList
from cohort_desk.ui.modules.regulations.view import RegulationsView


def open_regulations_view(session: Session) -> RegulationsView:
    """Return a view that is listening; it reads once it is first shown."""
    view = RegulationsView(session.settings)
    versions = VersionsPresenter(view.versions, session, view.edit)
    editing = EditingPresenter(view.editor, session)
    trying = TryingPresenter(view.editor.effect.cohort, session, lambda: editing.rules)
    view.keep(versions, editing, trying)
    _connect_versions(view.versions, versions)
    _connect_editor(view.editor, editing, trying)

    def begin(draft: Draft) -> None:
        trying.forget()
        editing.open(draft)

    def news(kinds: frozenset[str]) -> None:
        if view.has_been_shown:
            versions.records_changed(kinds)

    def cohort() -> None:
        trying.forget()
        if view.has_been_shown:
            versions.refresh()

    view.wanted.connect(versions.refresh)
    view.editor_opened.connect(begin)
    view.versions.change_mine_asked.connect(versions.change_mine)
    hearing = Hearing(view, session)
    hearing.records_changed.connect(news)
    hearing.cohort_changed.connect(cohort)
    return view


def _connect_versions(shown: VersionsList, versions: VersionsPresenter) -> None:
    shown.opened.connect(versions.open)
    shown.closed.connect(versions.close)
    shown.begun.connect(versions.begin_with)
    shown.import_asked.connect(versions.bring_in)
    shown.search.searched.connect(versions.search)
    shown.chips.chosen_changed.connect(versions.narrow)
    shown.table.export_asked.connect(versions.export)
    panel = shown.panel
    panel.change_asked.connect(versions.change)
    panel.export_asked.connect(versions.send_out)
    panel.follow_asked.connect(versions.have_cohort_follow)
    panel.compare_asked.connect(versions.compare)


def _connect_editor(editor: Editor, editing: EditingPresenter, trying: TryingPresenter) -> None:
    editor.forms.check = editing.problem
    editor.forms.left.connect(editing.field_left)
    editor.forms.left.connect(trying.rules_changed)
    editor.save_asked.connect(editing.save)
    editor.close_asked.connect(editing.close)
    editor.undo_asked.connect(editing.undo_changes)
    editor.undo_asked.connect(trying.rules_changed)
    effect = editor.effect
    effect.sample_changed.connect(editing.try_sample)
    effect.cohort.try_asked.connect(trying.run)
    effect.cohort.search.searched.connect(trying.search)
    effect.cohort.levels.chosen_changed.connect(trying.narrow)
    effect.cohort.table.export_asked.connect(trying.export)
