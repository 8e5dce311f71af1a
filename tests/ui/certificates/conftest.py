"""Programmes on the way to certificates, and the Certificates page in a window."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS
from cohort_desk.reports.certificates.issuing import issue_certificates
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
from cohort_desk.services.certificates.requests import Request
from cohort_desk.services.programmes import open_programme
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import make_key, unlock
from cohort_desk.ui.certificates.presenter.views import VIEWS
from cohort_desk.ui.certificates.wiring import open_certificates_page

PASSPHRASE = "seven quiet hills"  # noqa: S105 - of these tests alone


def ratify_all(db):
    """Have a board ratify that Ada, Ben, Cy and Eve have an award."""
    board = add_board(db, 1, BoardDetails("Summer board"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "external")):
        add_member(db, board, name, role, present=True)
    put_before(db, board, read_board(db, board).version)
    take_proposals(db, board)
    ratify(db, board, read_board(db, board).version, "Prof Chair")


@pytest.fixture(scope="session")
def stages(tmp_path_factory, _programme, mark_cohort):
    """Programme files by how far they are: ratified, prepared (to issue), issued.

    They are made once, for to make them takes longer than most tests.
    """
    folder = tmp_path_factory.mktemp("certificates")
    db = open_programme(shutil.copy(_programme, folder / "Test.cohort"), actor="Ann")
    made = {}

    def keep(stage):
        made[stage] = shutil.copy(folder / "Test.cohort", folder / f"{stage}.cohort")

    mark_cohort(db)
    ratify_all(db)
    keep("ratified")
    set_code(db, read_identity(db).version, "SCRLP")
    make_key(db, PASSPHRASE)
    design = add_starting_design(db, next(need for need in NEEDS if need.kind is Kind.AWARD))
    keep("prepared")
    request = Request(1, Kind.AWARD, (1, 2, 3, 5), design, "Ann", award="Example Certificate")
    issue_certificates(db, request, unlock(db, PASSPHRASE))
    keep("issued")
    db.close()
    return made


@pytest.fixture
def stage():
    """How far the programme is; a module of tests may say otherwise."""
    return "prepared"


@pytest.fixture
def db(tmp_path, stages, stage):
    """The programme as far as it is, in place of the empty one."""
    database = open_programme(shutil.copy(stages[stage], tmp_path), actor="Ann")
    yield database
    database.engine.dispose()


class Office:
    """The page in a window, and the hands of who works on it."""

    def __init__(self, qtbot, session, files):
        self.qtbot, self.session, self.files = qtbot, session, files
        self.db = session.db
        self.told, self.gone = [], []
        for signal in (session.said, session.warned):
            signal.connect(self.told.append)
        session.shown.connect(self.gone.append)
        self.page = open_certificates_page(session)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 760)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()
        self.settle()

    def settle(self):
        """Wait until nothing is being worked on, nor about to be."""
        QTest.qWait(0)
        self.qtbot.waitUntil(lambda: not self.session.runner.tasks(), timeout=20_000)
        # What the answers have laid out is shown with the next turn of the loop.
        QTest.qWait(0)

    def turn_to(self, view):
        """Turn to a view, as by its tab."""
        self.page.bar.tabs.setCurrentIndex(tuple(VIEWS).index(view))
        self.settle()
        return self.page

    def click(self, button):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def answer(self, question, answer):
        """Answer what will be asked, such as where to save."""
        self.session.dialogs.ready[question] = answer
        return answer

    def agree(self):
        """Answer yes to what will be asked."""
        self.session.dialogs.ready["confirm"] = True

    def refuse(self):
        """Answer no to what will be asked."""
        self.session.dialogs.ready["confirm"] = False

    @property
    def ids(self):
        """The certificates in the register, in the order of their serials."""
        return [entry.id for entry in read_register(self.db)]

    def issue(self):
        """Issue to all who are ready, or are chosen."""
        self.click(self.page.issue_button)
        self.page.issue.passphrase.setText(PASSPHRASE)
        self.click(self.page.issue.go)

    def choose(self, certificate_id):
        """Choose a certificate in the register, and return its panel."""
        self.page.register.table.choose((certificate_id,))
        self.settle()
        return self.page.certificate

    def drop(self, widget, *paths):
        """Drop files on a widget."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        args = (Qt.DropAction.CopyAction, mime, left, no_keys)
        entering = QDragEnterEvent(QPointF(9, 9).toPoint(), *args)
        QApplication.sendEvent(widget, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), *args))
        self.settle()

    @staticmethod
    def read(widget):
        """Return all that is to be read in a widget."""
        return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())

    @staticmethod
    def column(view, heading):
        """Return what a list says in one of its columns."""
        model = view.model
        at = [each.heading for each in model.columns].index(heading)
        return [model.index(row, at).data() for row in range(model.rowCount())]


@pytest.fixture
def office(qtbot, session, tmp_path):
    """The Certificates page on the programme as far as it is."""
    made = Office(qtbot, session, tmp_path)
    yield made
    made.settle()
