"""The store of files: each content once, under its digest."""

import pytest
from sqlalchemy import func, select, text

from cohort_desk.db.tables import StoredFileRow
from cohort_desk.domain.errors import CannotWrite, FileSpoilt, NotFound, RuleBroken
from cohort_desk.services import store
from cohort_desk.services.store import content, keep, read_upload, save_copy


def kept(db, name, data):
    with db.begin("file") as work:
        return keep(work, name, data)


def test_the_same_content_is_kept_once_on_either_database(any_db):
    one = kept(any_db, "a.pdf", b"%PDF-1.7 a")
    assert kept(any_db, "b.pdf", b"%PDF-1.7 a") == one
    kept(any_db, "c.pdf", b"%PDF-1.7 c")
    with any_db.read() as work:
        assert work.session.scalar(select(func.count()).select_from(StoredFileRow)) == 2
    assert content(any_db, one) == b"%PDF-1.7 a"


def test_a_file_that_is_no_longer_what_came_is_not_shown(db):
    digest = kept(db, "a.pdf", b"%PDF-1.7 a")
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE stored_file SET content = x'00'"))
    with pytest.raises(FileSpoilt, match="damaged"):
        content(db, digest)


def test_an_unknown_file_is_said_to_be_gone(db):
    with pytest.raises(NotFound, match="no longer in the programme’s store"):
        content(db, "0" * 64)


def test_a_copy_is_whole_or_not_at_all(db, tmp_path):
    digest = kept(db, "a.pdf", b"%PDF-1.7 a")
    save_copy(db, digest, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 a"
    with pytest.raises(CannotWrite, match="There is no folder"):
        save_copy(db, digest, tmp_path / "gone" / "copy.pdf")


def test_empty_and_too_large_files_are_refused(db, tmp_path, monkeypatch):
    with pytest.raises(RuleBroken, match="0 bytes"):
        kept(db, "a.pdf", b"")
    monkeypatch.setattr(store, "SIZE_LIMIT", 4)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"12345")
    with pytest.raises(RuleBroken, match=r"large.pdf has .* MB"):
        read_upload(large)
    with pytest.raises(RuleBroken, match="at most"):
        kept(db, "large.pdf", b"12345")


def test_folders_and_missing_files_are_refused(tmp_path):
    with pytest.raises(RuleBroken, match="is a folder"):
        read_upload(tmp_path)
    with pytest.raises(RuleBroken, match="could not be read"):
        read_upload(tmp_path / "gone.pdf")
