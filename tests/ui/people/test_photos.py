"""Photos in the panel of a person, and a folder of them at once."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from cohort_desk.services.history import undo
from cohort_desk.services.people import read_photo, read_photos, set_photo


@pytest.fixture
def picture(tmp_path):
    """The path of a picture in one colour."""
    path = tmp_path / "picture.png"
    Image.new("RGB", (480, 600), (20, 40, 200)).save(path)
    return path


@pytest.fixture
def aisha(page, people):
    page.open_record(people[0])
    return people[0]


@pytest.fixture
def photo(page, aisha):
    return page.person.photo


def drop(photo, data):
    """Drag something over the photo and let it go; tells whether it was taken."""
    place, actions = QPoint(20, 20), Qt.DropAction.CopyAction
    hold = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(place, actions, data, *hold)
    entered.setAccepted(False)
    QApplication.sendEvent(photo, entered)
    if entered.isAccepted():
        QApplication.sendEvent(photo, QDropEvent(QPointF(place), actions, data, *hold))
    return entered.isAccepted()


def test_a_photo_is_added_replaced_and_removed_by_buttons(qtbot, session, photo, aisha, picture):
    db = session.db
    assert photo.picture.accessibleName() == "No photo of Aisha Khan yet"
    assert photo.remove.isHidden()
    session.dialogs.ready["path_to_open"] = picture
    photo.add.setFocus()
    qtbot.keyClick(photo.add, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: photo.picture.accessibleName() == "Photo of Aisha Khan")
    assert photo.add.text() == "Replace…"
    shown = photo.picture.grab().toImage().pixelColor(photo.picture.rect().center())
    assert shown.blue() > 150 > shown.red()

    Image.new("RGB", (480, 600), (200, 40, 20)).save(picture)
    before = read_photo(db, aisha)
    qtbot.mouseClick(photo.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: read_photo(db, aisha) != before)
    qtbot.mouseClick(photo.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(photo.remove.isHidden)
    assert read_photo(db, aisha) is None
    undo(db)
    qtbot.waitUntil(lambda: photo.picture.accessibleName() == "Photo of Aisha Khan")


def test_a_file_or_a_picture_is_dropped_on_the_photo(qtbot, db, photo, aisha, picture):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    assert drop(photo, data)
    qtbot.waitUntil(lambda: read_photo(db, aisha) is not None)
    first = read_photo(db, aisha)

    data = QMimeData()
    image = QImage(100, 125, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    data.setImageData(image)
    assert drop(photo, data)
    qtbot.waitUntil(lambda: read_photo(db, aisha) != first)

    data = QMimeData()
    data.setText("only words")
    assert not drop(photo, data)


def test_what_is_no_picture_is_told_and_nothing_changes(qtbot, db, session, photo, tmp_path):
    path = session.dialogs.ready["path_to_open"] = tmp_path / "notes.jpg"
    path.write_text("no picture")
    with qtbot.waitSignal(session.runner.problem) as told:
        qtbot.mouseClick(photo.add, Qt.MouseButton.LeftButton)
    assert told.args[0].startswith("This is not a picture that can be read here.")
    path.unlink()
    with qtbot.waitSignal(session.runner.problem) as told:
        qtbot.mouseClick(photo.add, Qt.MouseButton.LeftButton)
    assert told.args[0].startswith("“notes.jpg” could not be read")
    assert photo.remove.isHidden()


def test_each_person_has_their_own_photo(db, page, people, photo, picture):
    set_photo(db, people[1], picture.read_bytes())
    assert photo.picture.accessibleName() == "No photo of Aisha Khan yet"
    page.open_record(people[1])
    assert photo.picture.accessibleName() == "Photo of Ben Lee"


def test_a_folder_of_photos_is_imported_and_the_files_left_alone_are_told(
    qtbot, session, page, people, tmp_path
):
    folder = session.dialogs.ready["folder"] = tmp_path / "photos"
    folder.mkdir()
    content = io.BytesIO()
    Image.new("RGB", (80, 100), "navy").save(content, "JPEG")
    for name in ("Khan, Aisha.jpg", "b.lee@example.org.jpg", "stranger.jpg"):
        (folder / name).write_bytes(content.getvalue())
    qtbot.mouseClick(page.bring_in_photos, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(session.dialogs.asked) == 2)
    assert session.dialogs.asked[1] == (
        "tell",
        "stranger.jpg: Nobody has this name, e-mail or reference.",
    )
    assert read_photos(session.db, people).keys() == {people[0], people[1]}


def test_a_folder_without_pictures_is_told(qtbot, session, page, tmp_path):
    session.dialogs.ready["folder"] = tmp_path
    (tmp_path / "notes.txt").write_text("x")
    for file in tmp_path.glob("*.png"):
        file.unlink()
    qtbot.mouseClick(page.bring_in_photos, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.heard.said == ["There are no pictures in this folder."])
