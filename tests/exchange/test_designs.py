import io
import json

import pytest
from PIL import Image

from cohort_desk.domain.certificates.design import Design, Signatory
from cohort_desk.domain.errors import CannotWrite, RuleBroken
from cohort_desk.exchange.designs import export_design, import_design
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.services.certificates.designs import (
    add_design,
    list_designs,
    pictures_of,
    read_design,
)
from cohort_desk.services.certificates.pictures import keep_picture


def _png(shade):
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), (shade, 0, 0)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def exported(db, tmp_path):
    """A design with two pictures, and the file it was exported to."""
    logo, hand = (keep_picture(db, "a.png", _png(shade)) for shade in (10, 90))
    design = Design(
        "Award “for framing”", logo=logo, signatories=(Signatory("Zażółć", "Chair", hand),)
    )
    design_id = add_design(db, design)
    path = tmp_path / "award.cohortdesign"
    export_design(db, design_id, path)
    return read_design(db, design_id).design, path


def test_what_is_exported_comes_back_whole(db, exported):
    design, path = exported
    back = read_design(db, import_design(db, path)).design
    assert back.name == "Award “for framing” (2)"
    assert back.signatories == design.signatories
    assert pictures_of(db, back) == pictures_of(db, design)


def test_the_same_design_is_written_alike(db, exported, tmp_path):
    _, path = exported
    again = tmp_path / "again.cohortdesign"
    export_design(db, list_designs(db)[0].id, again)
    assert again.read_bytes() == path.read_bytes()


def _spoilt(path, change):
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update(cohort_desk_design=2), "newer version"),
        (lambda c: c.update(cohort_desk_design="1"), "not a design of Cohort Desk"),
        (lambda c: c.update(design=[1]), "not a design of Cohort Desk"),
        (lambda c: c.pop("pictures"), "not a design of Cohort Desk"),
        (lambda c: c["pictures"].update({str(n): "" for n in range(9)}), "not a design"),
        (lambda c: c["pictures"].update(x="äö"), "picture in “award.cohortdesign” is damaged"),
        (lambda c: c["pictures"].update(x=7), "picture in “award.cohortdesign” is damaged"),
    ],
)
def test_files_of_another_make_are_refused(db, exported, change, said):
    _, path = exported
    _spoilt(path, change)
    with pytest.raises(UnreadableFile, match=said):
        import_design(db, path)
    assert len(list_designs(db)) == 1


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (lambda c: c["design"].update(kind="diploma"), "kind", "Kind of certificate: “diploma”"),
        (lambda c: c["design"].update(logo="../../etc/passwd"), "logo", "Choose it again"),
        (lambda c: c["design"].update(title="{secret}"), "title", "no field {secret}"),
        (lambda c: c["pictures"].clear(), "logo", "did not come with it"),
        (
            lambda c: c["pictures"].update(dict.fromkeys(c["pictures"], "PHN2Zy8+")),
            "logo",
            "not a picture that can be read",
        ),
    ],
)
def test_designs_that_cannot_stand_are_refused_by_their_part(db, exported, change, field, said):
    _, path = exported
    _spoilt(path, change)
    with pytest.raises(RuleBroken, match=said) as refused:
        import_design(db, path)
    assert refused.value.field == field
    assert len(list_designs(db)) == 1


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"%PDF-1.7", b"[" * 100_000, b'"text"', b"null"]
)
def test_any_other_file_is_refused_in_a_sentence(db, tmp_path, content):
    path = tmp_path / "x.cohortdesign"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="not a design of Cohort Desk"):
        import_design(db, path)


def test_what_is_not_there_and_where_nothing_can_be_written_is_said(db, exported, tmp_path):
    with pytest.raises(UnreadableFile, match="could not be read"):
        import_design(db, tmp_path / "gone.cohortdesign")
    with pytest.raises(CannotWrite):
        export_design(db, list_designs(db)[0].id, tmp_path / "no folder" / "x.cohortdesign")
