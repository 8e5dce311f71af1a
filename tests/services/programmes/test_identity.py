"""The programme's code and logo."""

import io

import pytest
from PIL import Image

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.services import store
from cohort_desk.services.history import redo, undo
from cohort_desk.services.programmes.identity import read_identity, set_code, set_logo


def picture():
    drawn = io.BytesIO()
    Image.new("RGB", (200, 100), "navy").save(drawn, "PNG")
    return drawn.getvalue()


def test_a_code_is_set_in_capitals_changed_and_undone(any_db):
    assert read_identity(any_db).code is None
    set_code(any_db, read_identity(any_db).version, " scrlp ")
    set_code(any_db, read_identity(any_db).version, "LEAD26")
    assert undo(any_db).said == "Undid programme’s code LEAD26"
    assert read_identity(any_db).code == "SCRLP"
    redo(any_db)
    assert read_identity(any_db).code == "LEAD26"


def test_a_code_that_serials_cannot_begin_with_is_refused(db):
    with pytest.raises(RuleBroken, match="2 to 12 letters and digits"):
        set_code(db, read_identity(db).version, "SCR-LP")
    assert read_identity(db).code is None


def test_whoever_saw_an_older_version_is_told(db):
    seen = read_identity(db).version
    set_code(db, seen, "SCRLP")
    with pytest.raises(EditedMeanwhile):
        set_code(db, seen, "OTHER")


def test_a_logo_is_kept_and_taken_away(db):
    set_logo(db, read_identity(db).version, "Logo.png", picture())
    logo = read_identity(db).logo
    assert store.content(db, logo).startswith(b"\x89PNG")
    set_logo(db, read_identity(db).version, "", None)
    assert read_identity(db).logo is None
    undo(db)
    assert read_identity(db).logo == logo


def test_what_is_no_picture_is_refused(db):
    with pytest.raises(RuleBroken, match="not a picture that can be read"):
        set_logo(db, read_identity(db).version, "Logo.svg", b"<svg/>")
