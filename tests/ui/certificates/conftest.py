"""A cohort whose board has ratified, and the Certificates page in a window."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS
from cohort_desk.services.boards import (
    BoardDetails,
    add_board,
    add_member,
    put_before,
    ratify,
    read_board,
    take_proposals,
)
from cohort_desk.services.certificates.designs import add_starting_design
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import make_key
from cohort_desk.ui.certificates.presenter.views import VIEWS
from cohort_desk.ui.certificates.wiring import open_certificates_page

PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone


@pytest.fixture
def passphrase():
    """What the programme's key is sealed with, once there is one."""
    return PASSPHRASE


@pytest.fixture
def ratified(marked):
    """Ada, Ben, Cy and Eve have an award; nothing for certificates is set up."""
    db = marked.db
    board = add_board(db, 1, BoardDetails("Summer board"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "external")):
        add_member(db, board, name, role, present=True)
    put_before(db, board, read_board(db, board).version)
    take_proposals(db, board)
    ratify(db, board, read_board(db, board).version, "Prof Chair")
    return db


@pytest.fixture
def prepared(ratified):
    """The same with a code, a key and a design for awards."""
    set_code(ratified, read_identity(ratified).version, "SCRLP")
    make_key(ratified, PASSPHRASE)
    add_starting_design(ratified, next(need for need in NEEDS if need.kind is Kind.AWARD))
    return ratified


@pytest.fixture
def settled(qtbot, session):
    """Waits until nothing is being worked on."""
    return lambda: qtbot.waitUntil(lambda: not session.runner.tasks(), timeout=20_000)


@pytest.fixture
def open_page(qtbot, session, settled):
    """Opens the page on the programme as it is by then."""

    def run():
        session.told, session.gone = [], []
        for signal in (session.said, session.warned):
            signal.connect(session.told.append)
        session.shown.connect(session.gone.append)
        page = open_certificates_page(session)
        qtbot.addWidget(page)
        page.resize(1280, 760)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        settled()
        return page

    yield run
    settled()


@pytest.fixture
def turn_to(settled):
    """Turns the page to one of its views by a click on its tab."""

    def run(page, view):
        page.bar.tabs.setCurrentIndex(tuple(VIEWS).index(view))
        settled()

    return run


@pytest.fixture
def told():
    """Returns all that is to be read in a widget."""
    return lambda widget: " ".join(
        each.text() for each in widget.findChildren(QLabel) if each.isVisible()
    )


@pytest.fixture
def drop():
    """Drops files on a widget."""

    def run(widget, *paths):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        args = (Qt.DropAction.CopyAction, mime, left, no_keys)
        entering = QDragEnterEvent(QPointF(9, 9).toPoint(), *args)
        QApplication.sendEvent(widget, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), *args))

    return run


@pytest.fixture
def column():
    """Returns what a list says in one of its columns."""

    def run(table, heading):
        model = table.model
        at = [each.heading for each in model.columns].index(heading)
        return [model.index(row, at).data() for row in range(model.rowCount())]

    return run


@pytest.fixture
def issued(prepared, open_page, settled):
    """The page once the four awards are issued, and their ids in the register."""
    page = open_page()
    page.issue_button.click()
    page.issue.passphrase.setText(PASSPHRASE)
    page.issue.go.click()
    settled()
    page.ids = [entry.id for entry in read_register(prepared)]
    assert len(page.ids) == 4
    return page
