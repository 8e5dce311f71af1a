"""Every document of the sample programme, as those get it who read, print, hear or check it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys

import pikepdf
import pytest

from cohort_desk.cli.main import run
from pdf_checks import check_sound, structure_of, text_of

_COHORTS = ("2026 intake", "2025 intake")
_KINDS = 29
_OF_THE_MOMENT = {"why-marks"}
"""They say the minute at which they were made."""


@pytest.fixture(scope="module")
def folder(sample_file, tmp_path_factory):
    """A folder with all documents of both cohorts of the sample."""
    made = tmp_path_factory.mktemp("documents")
    sample = shutil.copy(sample_file, made / "Sample.cohort")
    for cohort in _COHORTS:
        arguments = ["export", str(sample), "all", "--out", str(made / cohort), "--cohort", cohort]
        assert run(arguments) == 0
    return made


@pytest.fixture(scope="module")
def documents(folder):
    """Of each kind and cohort the shortest, the longest and those between them, six at most."""
    kinds = {}
    for path in folder.rglob("*.pdf"):
        kinds.setdefault(path.relative_to(folder).parts[:2], []).append(path)
    assert len({kind for _cohort, kind in kinds}) >= _KINDS
    return [path for found in kinds.values() for path in _spread(found)]


def _spread(paths):
    ordered = sorted(paths, key=lambda path: (path.stat().st_size, path.name))
    return ordered[:: max(1, len(ordered) // 5)][:5] + ordered[-1:]


def _attached(path):
    with pikepdf.open(path) as pdf:
        return bool(pdf.attachments)


def test_all_hold_to_the_standards_for_access_and_keeping(documents, standards):
    broken = {
        (str(path), standard): failures
        for path in documents
        for standard in ("ua1", "3a" if _attached(path) else "2a")
        if (failures := standards.failures(path, standard))
    }
    assert broken == {}


def test_all_are_sound(documents):
    check_sound(*documents)


def test_all_name_themselves_and_number_their_pages(documents):
    for path in documents:
        with pikepdf.open(path) as pdf:
            assert str(pdf.docinfo["/Title"]), path
            assert str(pdf.Root.Lang) == "en-GB", path
            pages = len(pdf.pages)
        numbered = re.findall(r"Page (\d+) of (\d+)", text_of(path))
        if numbered:
            assert numbered == [(str(at), str(pages)) for at in range(1, pages + 1)], path
        else:
            assert pages == 1 or _kind_has_no_feet(path), path


def _kind_has_no_feet(path):
    return any(word in str(path) for word in ("badges", "labels", "place-cards", "certificates"))


def test_what_is_heard_is_what_is_seen(documents):
    """Every word that the structure tells stands in the text that poppler extracts, and whole."""
    for path in documents:
        heard, seen = _words(_told(path)), _words(text_of(path))
        assert heard, path
        assert heard - seen == set(), path
        assert "\ufffd" not in "".join(seen)


def _words(text):
    """The longer words; poppler takes out the hyphen at which a line is broken."""
    return set(re.findall(r"[^\W\d_]{4,}", re.sub(r"-\n?", "", text)))


def _told(path):
    """The words of the structure tree; what stands for a figure is told, not seen."""
    lines = structure_of(path).splitlines()
    return " ".join(line.strip().strip('"') for line in lines if line.strip().startswith('"'))


def test_the_same_documents_have_the_same_bytes_in_another_process(folder, tmp_path):
    program = "import sys; from cohort_desk.cli.main import run; sys.exit(run(sys.argv[1:]))"
    cohort = _COHORTS[-1]
    asked = ("export", folder / "Sample.cohort", "all", "--out", tmp_path, "--cohort", cohort)
    subprocess.run(
        [sys.executable, "-c", program, *asked],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "src"},
        check=True,
        capture_output=True,
    )
    first, second = _digests(folder / cohort), _digests(tmp_path)
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()


def _digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.pdf")
        if path.parent.name not in _OF_THE_MOMENT
    }
