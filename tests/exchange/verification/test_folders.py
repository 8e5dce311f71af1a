"""A folder shown in place of its files."""

from cohort_desk.exchange.verification import Answer, files_among, folders, verify_file


def _folder(tmp_path, *names):
    made = tmp_path / "Handed in"
    (made / "Deeper").mkdir(parents=True)
    (made / "Deeper" / "hidden.pdf").write_bytes(b"%PDF-1.7")
    for name in names:
        (made / name).write_bytes(b"")
    return made


def test_what_might_be_certificates_is_taken_by_name(tmp_path):
    made = _folder(tmp_path, "b.PDF", "a.jwt", "c.jws", "notes.txt", "badge.json")
    single = tmp_path / "single.txt"
    assert files_among([single, made]) == (single, made / "a.jwt", made / "b.PDF", made / "c.jws")


def test_a_folder_without_any_is_refused_in_a_sentence(tmp_path):
    made = _folder(tmp_path, "notes.txt")
    assert files_among([made]) == (made,)
    verdict = verify_file(made)
    assert verdict.answer is Answer.UNKNOWN
    [sentence] = verdict.sentences
    assert sentence.startswith("“Handed in” is a folder without certificates: no file in it ends")


def test_a_folder_with_too_many_is_refused_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST", 2)
    made = _folder(tmp_path, "a.pdf", "b.pdf", "c.pdf")
    assert files_among([made]) == (made,)
    assert "holds 3 files; at most 2 are verified at once" in verify_file(made).sentences[0]
