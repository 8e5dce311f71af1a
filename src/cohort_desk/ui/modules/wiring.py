"""Puts the Modules page and its presenters together."""

from typing import TypeVar

from cohort_desk.ui.kit.record_editor import Identified, RecordEditor, RecordKind
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.modules.page import ModulesPage
from cohort_desk.ui.modules.presenter.guide_fields import guide_kind
from cohort_desk.ui.modules.presenter.guides import GuidesPresenter
from cohort_desk.ui.modules.presenter.records import assessment_kind, module_kind
from cohort_desk.ui.modules.presenter.structure import StructurePresenter
from cohort_desk.ui.modules.record_side import RecordSide
from cohort_desk.ui.modules.regulations.wiring import open_regulations_view

_Record = TypeVar("_Record", bound=Identified)


def open_modules_page(session: Session) -> ModulesPage:
    """Return a Modules page that is filled in and listening.

    `session.show("modules", "guides")` shows one of its views, and
    `session.show("modules", ("assessment", 3))` a module, assessment or guide.
    """
    page = ModulesPage()
    structure = StructurePresenter(page, session)
    page.keep(structure)
    _connect_structure(page, structure)
    session.news.changed.connect(structure.records_changed)
    session.cohort_changed.connect(structure.show_cohort)
    _connect_record(page, page.module, module_kind(session.db), session)
    _connect_record(page, page.assessment, assessment_kind(session.db), session)
    _connect_guides(page, session)
    page.mount_regulations(lambda: open_regulations_view(session))
    structure.refresh()
    page.show_view("modules")
    return page


def _connect_guides(page: ModulesPage, session: Session) -> None:
    panel, editing = page.guides, page.guides.editor
    guides = GuidesPresenter(panel, session)
    editor = RecordEditor(editing, guide_kind(session.db), session.say)
    page.keep(guides, editor)
    session.news.changed.connect(guides.records_changed)
    session.news.changed.connect(editor.records_changed)
    panel.opened.connect(editor.open)
    panel.chosen.connect(guides.choose)
    panel.search.searched.connect(guides.search)
    panel.starter_asked.connect(guides.add_starter)
    panel.empty_asked.connect(guides.add_empty)
    panel.import_asked.connect(guides.open_file)
    panel.template_asked.connect(guides.save_template)
    panel.imported.taken.connect(guides.take_import)
    panel.imported.left.connect(guides.leave_import)
    editing.field_left.connect(editor.field_left)
    editing.mine_kept.connect(editor.keep_mine)
    editing.theirs_taken.connect(editor.take_theirs)
    editing.history_wanted.connect(editor.history_asked)
    _connect_editing(page, guides)

    def show_guide(guide_id: int) -> None:
        page.show_view("guides")
        guides.choose(guide_id)

    page.guide_wanted.connect(show_guide)
    page.shown_view.connect(guides.view_shown)


def _connect_editing(page: ModulesPage, guides: GuidesPresenter) -> None:
    editing = page.guides.editor
    editing.criterion_added.connect(guides.add_criterion)
    editing.copy_asked.connect(guides.copy)
    editing.delete_asked.connect(guides.delete)
    editing.export_asked.connect(guides.export)
    editing.grid.moved.connect(guides.move_criterion)
    editing.grid.delete_asked.connect(guides.delete_criterion)
    editing.bands.asked.connect(guides.put_bands)
    editing.comments.added.connect(guides.add_comment)
    editing.comments.edited.connect(guides.edit_comment)
    editing.comments.moved.connect(guides.move_comment)
    editing.comments.deleted.connect(guides.delete_comment)


def _connect_structure(page: ModulesPage, structure: StructurePresenter) -> None:
    page.add_asked.connect(structure.add_module)
    page.set_up_asked.connect(structure.set_up_standard)
    page.copy_asked.connect(structure.copy_from)
    page.export_asked.connect(structure.export)
    page.searched.connect(structure.search)
    view = page.structure
    view.module_moved.connect(structure.move_module)
    view.assessment_moved.connect(structure.move_assessment)
    view.assessment_delete_asked.connect(structure.delete_assessment)
    view.assessment_asked.connect(structure.add_assessment)
    page.module_panel.delete_asked.connect(structure.delete_module)
    page.module_panel.assessment_asked.connect(structure.add_assessment)
    panel = page.assessment_panel
    panel.delete_asked.connect(structure.delete_assessment)
    panel.sitting_added.connect(structure.add_sitting)
    panel.sitting_deleted.connect(structure.delete_sitting)


def _connect_record(
    page: ModulesPage, side: RecordSide, kind: RecordKind[_Record], session: Session
) -> None:
    editor = RecordEditor(side, kind, session.say)
    page.keep(editor)
    side.asked.connect(editor.open)
    side.left.connect(editor.forget)
    side.panel.field_left.connect(editor.field_left)
    side.panel.mine_kept.connect(editor.keep_mine)
    side.panel.theirs_taken.connect(editor.take_theirs)
    side.panel.history_wanted.connect(editor.history_asked)
    session.news.changed.connect(editor.records_changed)
