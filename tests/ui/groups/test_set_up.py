"""Set-up worked by clicks and keys: criteria, rules, locks, recipes and files."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.settings.wishes import RuleWish, Wishes
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.exchange.recipes import read_recipe_file, write_recipe_file
from cohort_desk.services.groups import (
    ColumnFacts,
    NewRule,
    RoundColumns,
    add_round,
    add_rule,
    list_recipes,
    list_rules,
    lock_group,
    read_board,
    read_locks,
    read_settings,
    save_recipe,
    save_settings,
)
from cohort_desk.services.history import undo
from cohort_desk.ui.groups.presenter.criteria_words import criterion_note


@pytest.fixture
def round_id(db, people):
    return add_round(db, 1)


@pytest.fixture
def set_up(open_page, round_id):
    """Set-up of a round as it is opened."""
    return open_page().set_up


def criteria(db, round_id):
    return read_settings(db, round_id).recipe.criteria


def by_hand(db, round_id):
    return [rule for rule in list_rules(db, round_id) if rule.id is not None]


def choose(menu, *names):
    """Click through a menu's entries as a user does, the last one last."""
    menu.aboutToShow.emit()
    for name in names:
        action = next(one for one in menu.actions() if one.text().startswith(name))
        if action.menu() is None:
            action.trigger()
        else:
            menu = action.menu()


def texts(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def set_fields(db, people, **values):
    with db.begin("more about people") as work:
        for place, person in enumerate(people):
            row = work.need(ParticipantRow, person)
            for field, several in values.items():
                setattr(row, field, several[place % len(several)])


def test_every_kind_is_added_and_has_its_own_settings(qtbot, db, people, round_id, open_page):
    set_fields(db, people, gender=("woman", "man"), availability=("Mon am; Tue", "Tue"))
    card = open_page().set_up.criteria
    for path in (
        ("Gather", "Location"),
        ("Meet",),
        ("No lone one", "Gender"),
    ):
        choose(card._menu, *path)
    assert [(one.kind, one.column) for one in criteria(db, round_id)[5:]] == [
        (CriterionKind.GATHER, "location"),
        (CriterionKind.MEET, "availability"),
        (CriterionKind.NO_LONE_ONE, "gender"),
    ]
    slots = card.row(6).slots
    slots.setFocus()
    qtbot.keyClick(slots, Qt.Key.Key_Up)
    choose(card.row(7).only.menu(), "woman (12)")
    assert criteria(db, round_id)[6].slots == 2
    assert criteria(db, round_id)[7].only == ("woman",)
    assert card.row(7).only.text() == "woman"
    choose(card.row(7).only.menu(), "Every value")
    assert criteria(db, round_id)[7].only == ()
    box = card.importance_box(5)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert criteria(db, round_id)[5].importance is Importance.HIGH


def test_a_column_that_nobody_has_is_named_with_its_article():
    columns = RoundColumns(3, {"agency": ColumnFacts("agency", 3, ())}, (), ())
    note = criterion_note(Criterion(CriterionKind.MIX, "agency", Importance.LOW), columns)
    assert note.text == "Nobody has an agency; this counts for nothing"


def test_what_the_data_can_bear_is_told(db, people, round_id, open_page):
    set_fields(db, people[:12], years_of_service=tuple(range(12)))
    set_fields(db, people[:2], availability=("banana split", "Mon 25:00-26:00"))
    settings = read_settings(db, round_id)
    wanted = (
        Criterion(CriterionKind.MIX, "agency", Importance.MUST),
        Criterion(CriterionKind.BALANCE, "years_of_service", Importance.LOW),
        Criterion(CriterionKind.GATHER, "location", Importance.LOW),
        Criterion(CriterionKind.MEET, "availability", Importance.LOW),
        Criterion(CriterionKind.NEW_FACES, "Pilot", Importance.LOW),
    )
    save_settings(db, round_id, settings.version, replace(settings.recipe, criteria=wanted))
    card = open_page().set_up.criteria
    told = [texts(card.row(at)) for at in range(5)]
    assert told[0] == ["", "Mix agencies", "Spread over the groups · 6\u00a0values"]
    assert told[1][2] == (
        "Each group like the whole cohort · Numbers, compared by quartile; 12 people have no years "
        "of service and count for nothing"
    )
    assert told[2][-1] == "Nobody has a location; this counts for nothing"
    assert told[3][-1] == (
        "Nobody’s availability names a time; this counts for nothing; "
        "2 people’s availability could not be read"
    )
    assert told[4][-1].startswith("No earlier round of that name")


def test_new_faces_can_weigh_one_round_differently(db, grouped, open_page, show_view):
    later = add_round(db, 1, "Projects")
    page = open_page()
    page.open_record(later)
    show_view(page, "Set-up")
    card = page.set_up.criteria
    choose(card._menu, "New faces", "Of Induction")
    assert criteria(db, later)[-1] == Criterion(
        CriterionKind.NEW_FACES, "Induction", Importance.HIGH
    )
    assert "listed by itself" in texts(card.row(4))[-1]


def test_criteria_are_ordered_by_keys(qtbot, db, round_id, set_up):
    card = set_up.criteria
    before = criteria(db, round_id)
    card.list.setFocus()
    card.list.setCurrentRow(0)
    qtbot.keyClick(card.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert criteria(db, round_id)[:2] == (before[1], before[0])
    assert card.list.currentRow() == 1
    qtbot.keyClick(card.list, Qt.Key.Key_Delete)
    assert criteria(db, round_id) == (before[1], *before[2:])


def test_criteria_are_ordered_by_dragging(qtbot, db, round_id, set_up):
    rows, before = set_up.criteria.list, criteria(db, round_id)
    assert rows.model().moveRow(rows.rootIndex(), 0, rows.rootIndex(), 5)
    qtbot.waitUntil(lambda: criteria(db, round_id) == (*before[1:], before[0]))
    assert set_up.criteria.importance_box(4).isVisible()


def test_rows_have_room_for_all_their_words(db, people, round_id, open_page):
    set_fields(db, people[:3], grade=("A very long grade with many words",))
    page = open_page()
    card = page.set_up.criteria
    for width in (800, 1500):
        page.resize(width, 700)
        QCoreApplication.processEvents()
        for at in range(card.list.count()):
            row = card.row(at)
            for label in row.findChildren(QLabel):
                if label.isVisible() and label.text():
                    assert label.height() >= label.heightForWidth(label.width())


def test_a_rule_is_found_changed_and_many_are_removed(qtbot, db, people, round_id, open_page):
    for one, other in zip(people[:8], people[8:16], strict=True):
        add_rule(db, round_id, NewRule(RuleKind.APART, (one, other), "complaint"))
    card = open_page().set_up.rules
    card.search.setFocus()
    qtbot.keyClicks(card.search, "person03")
    assert card.list.count() == 1
    middle = card.list.visualItemRect(card.list.item(0)).center()
    qtbot.mouseClick(card.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.keyClick(card.list, Qt.Key.Key_F2)
    assert card.form.keep.text() == "Save rule"
    qtbot.waitUntil(lambda: not card.form.keep.visibleRegion().isEmpty())
    card.form.kind.setCurrentIndex(card.form.kind.findData(RuleKind.TOGETHER))
    card.form.reason.clear()
    qtbot.keyClicks(card.form.reason, "share a car")
    qtbot.mouseClick(card.form.keep, Qt.MouseButton.LeftButton)
    changed = by_hand(db, round_id)[3]
    assert (changed.kind, changed.reason) == (RuleKind.TOGETHER, "share a car")
    assert card.form.keep.text() == "Add rule"

    card.search.clear()
    card.list.selectAll()
    assert card.remove.text() == "Remove 8 rules"
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Delete)
    assert by_hand(db, round_id) == []
    undo(db)
    assert len(by_hand(db, round_id)) == 8


def test_a_rule_that_cannot_be_is_explained_in_its_form(qtbot, db, people, round_id, set_up):
    qtbot.mouseClick(set_up.rules.form.keep, Qt.MouseButton.LeftButton)
    assert set_up.rules.form.problem.text() == "Choose at least two people for this rule."


def test_columns_that_keep_apart_tell_what_they_make(  # noqa: PLR0913, PLR0917 - fixtures
    qtbot, db, session, people, round_id, open_page
):
    set_fields(db, people[:6], line_manager=("Person10 Sample", "J. Smith", "J. Smith"))
    set_fields(db, people, team=("Red", "Blue", "Green"))
    columns = open_page().set_up.rules.columns
    assert columns._notes["line_manager"].text() == (
        "Makes 2 rules. “J. Smith” (named by 4 people) is not in this cohort."
    )
    qtbot.mouseClick(columns.boxes["team"], Qt.MouseButton.LeftButton, pos=QPoint(10, 12))
    assert columns._notes["team"].text() == "Makes 3 rules"
    choose(columns._menu, "Grade")
    assert read_settings(db, round_id).recipe.apart_by == ("line_manager", "team", "grade")
    qtbot.waitUntil(lambda: not session.runner.tasks())


def test_everything_is_unlocked_at_once(qtbot, db, grouped, open_page, show_view):
    group = read_board(db, grouped).groups[0]
    lock_group(db, group.id, group.version, locked=True)
    page = open_page()
    show_view(page, "Set-up")
    assert page.set_up.locks_text.text() == (f"{group.name} stays as it is when groups are formed.")
    qtbot.mouseClick(page.set_up.unlock, Qt.MouseButton.LeftButton)
    assert read_locks(db, grouped).groups == ()
    assert not page.set_up.locks.isVisible()


def test_settings_are_kept_as_a_recipe_and_used_by_name(qtbot, db, session, round_id, set_up):
    session.dialogs.ready["ask_text"] = "Usual"
    choose(set_up.recipe.menu(), "Save as a recipe")
    save_recipe(db, "Small", replace(default_recipe(), sizes=Sizes(2, 3, 2)))
    choose(set_up.recipe.menu(), "Use a recipe", "Small")
    assert read_settings(db, round_id).recipe.sizes == Sizes(2, 3, 2)
    qtbot.waitUntil(lambda: set_up.sizes.largest.value() == 3)
    choose(set_up.recipe.menu(), "Save as a recipe")
    assert session.dialogs.asked[-1] == ("confirm", "Write over Usual?")
    assert [one.recipe.sizes for one in list_recipes(db)] == [Sizes(2, 3, 2), Sizes()]
    session.dialogs.ready["confirm"] = True
    choose(set_up.recipe.menu(), "Save as a recipe")
    assert [one.recipe.sizes for one in list_recipes(db)] == [Sizes(2, 3, 2)] * 2


def test_recipes_are_managed(qtbot, db, session, set_up, accessibility):
    save_recipe(db, "Small", default_recipe())
    set_up.window().act("Manage recipes…")
    assert accessibility.problems(set_up) == []
    session.dialogs.ready["ask_text"] = "Tiny"
    press(qtbot, set_up, "Rename Small")
    assert [one.name for one in list_recipes(db)] == ["Tiny"]
    press(qtbot, set_up, "Delete Tiny")
    assert list_recipes(db) == ()
    assert "No recipe has been saved yet" in " ".join(texts(set_up))
    qtbot.mouseClick(set_up.recipes.back, Qt.MouseButton.LeftButton)
    assert set_up.sizes.isVisible()


def press(qtbot, widget, name):
    QCoreApplication.processEvents()
    found = [
        one
        for one in widget.findChildren(QAbstractButton)
        if one.accessibleName() == name and one.isVisible()
    ]
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)


def test_a_file_is_looked_at_and_taken_over(  # noqa: PLR0913, PLR0917 - fixtures
    qtbot, db, session, round_id, set_up, tmp_path, accessibility
):
    path = tmp_path / "Rules.xlsx"
    rules = (
        RuleWish(RuleKind.APART, ("Person01 Sample", "Person07 Sample"), "", reason="related"),
        RuleWish(RuleKind.APART, ("Person01 Sample", "Persona Unknown"), ""),
    )
    write_recipe_file(Wishes(sizes=Sizes(3, 5, 4), rules=rules), path)
    session.dialogs.ready["path_to_open"] = path
    choose(set_up.recipe.menu(), "Import")
    unknown = "Row 3 of “Rules”: Nobody in this cohort is called “Persona Unknown”."
    qtbot.waitUntil(lambda: unknown in texts(set_up.preview))
    assert accessibility.problems(set_up) == []
    told = texts(set_up.preview)
    assert "Person01 Sample and Person07 Sample apart (related)" in told
    assert by_hand(db, round_id) == []
    assert set_up.preview.take.text() == "Change settings and add 1 rule"
    qtbot.mouseClick(set_up.preview.take, Qt.MouseButton.LeftButton)
    assert read_settings(db, round_id).recipe.sizes == Sizes(3, 5, 4)
    assert [rule.reason for rule in by_hand(db, round_id)] == ["related"]
    assert set_up.sizes.isVisible()
    undo(db)
    assert by_hand(db, round_id) == []


def test_a_file_with_nothing_new_can_only_be_left(qtbot, db, session, set_up, tmp_path):
    session.dialogs.ready["path_to_save"] = tmp_path / "Out.toml"
    choose(set_up.recipe.menu(), "Export")
    qtbot.waitUntil((tmp_path / "Out.toml").exists)
    session.dialogs.ready["path_to_open"] = tmp_path / "Out.toml"
    choose(set_up.recipe.menu(), "Import")
    qtbot.waitUntil(set_up.preview.isVisible)
    assert not set_up.preview.take.isVisible()
    qtbot.mouseClick(set_up.preview.cancel, Qt.MouseButton.LeftButton)
    assert set_up.sizes.isVisible()


def test_a_file_that_is_no_recipe_is_explained(qtbot, session, set_up, tmp_path):
    path = tmp_path / "People.csv"
    path.write_text("Name,Agency,Phone\nA,B,C\n")
    session.dialogs.ready["path_to_open"] = path
    with qtbot.waitSignal(session.runner.problem) as problem:
        choose(set_up.recipe.menu(), "Import")
    assert problem.args[0].startswith("“People.csv” holds no rules, criteria or sizes")
    assert set_up.sizes.isVisible()


def test_the_template_is_saved(qtbot, session, set_up, tmp_path):
    session.dialogs.ready["path_to_save"] = tmp_path / "Template.xlsx"
    choose(set_up.recipe.menu(), "Save a template")
    qtbot.waitUntil((tmp_path / "Template.xlsx").exists)
    assert read_recipe_file(tmp_path / "Template.xlsx").criteria == default_recipe().criteria
