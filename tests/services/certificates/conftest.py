"""A cohort whose board has ratified, with all that issuing needs."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS
from cohort_desk.reports.signing import sign_pdf
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
from cohort_desk.services.certificates.issuing import issue
from cohort_desk.services.certificates.requests import Press, Request
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import make_key, unlock

PASSPHRASE = "correct horse battery"  # noqa: S105


class Office:
    """What an office does with certificates; people 1 to 3 have an award, 4 to 6 have none."""

    def __init__(self, db, signer):
        self.db = db
        self.signer = signer
        self.designs = {
            kind: add_starting_design(db, next(need for need in NEEDS if need.kind is kind))
            for kind in Kind
        }

    @property
    def press(self):
        """A press that sets the serial on a bare page: what is tested here is not how it looks."""
        return Press(self.signer, self._drawn)

    def request(self, *people, kind=Kind.AWARD, module_id=None):
        return Request(1, kind, people, self.designs[kind], "Ann", module_id, "Example Certificate")

    def issue(self, *people, **of):
        return issue(self.db, self.request(*people, **of), self.press)

    def _drawn(self, drawing):
        page = io.BytesIO()
        canvas = Canvas(page)
        canvas.drawString(72, 700, f"{drawing.statement.serial} {drawing.statement.name}")
        canvas.save()
        return sign_pdf(page.getvalue(), self.signer)


def ratify_all(db):
    board = add_board(db, 1, BoardDetails("Summer board"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "external")):
        add_member(db, board, name, role, present=True)
    put_before(db, board, read_board(db, board).version)
    take_proposals(db, board)
    ratify(db, board, read_board(db, board).version, "Prof Chair")
    return board


def _office(db):
    set_code(db, read_identity(db).version, "scrlp")
    make_key(db, PASSPHRASE)
    return Office(db, unlock(db, PASSPHRASE))


@pytest.fixture
def ratified(marked):
    """The cohort of six, its board's awards ratified; nothing for certificates is set up."""
    ratify_all(marked.db)
    return marked.db


@pytest.fixture
def office(ratified):
    """The same with the programme's code, its key unlocked, and a design for each kind."""
    return _office(ratified)


@pytest.fixture
def office_anywhere(marked_anywhere):
    """The same on a file and on PostgreSQL."""
    ratify_all(marked_anywhere.db)
    return _office(marked_anywhere.db)
