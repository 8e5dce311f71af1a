import hashlib
import io
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from cohort_desk.domain.certificates.design import Design, Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS, Look
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.services.certificates.designs import (
    add_design,
    add_starting_design,
    add_starting_set,
    copy_design,
    delete_design,
    edit_design,
    list_designs,
    pictures_of,
    read_design,
    take_design,
)
from cohort_desk.services.certificates.pictures import MOST_SIDE, fit_to_print, keep_picture
from cohort_desk.services.history import read_undo_state, undo


def picture(size=(60, 40), colour="#204080", kind="PNG", mode="RGB", ground="white", **saved):
    """A rectangle of a colour in the middle of a ground."""
    image = Image.new(mode, size, ground)
    image.paste(colour, (10, 10, size[0] - 10, size[1] - 10))
    stream = io.BytesIO()
    image.save(stream, kind, **saved)
    return stream.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_design_is_added_changed_and_undone_by_name(any_db):
    design_id = add_design(any_db, Design("  Award,  landscape ", subject="{award}"))
    kept = read_design(any_db, design_id)
    assert kept.name == "Award, landscape"

    changed = replace(kept.design, title="Diploma", accent="#222222")
    edit_design(any_db, design_id, kept.version, changed)
    assert read_design(any_db, design_id).design == changed
    assert (
        read_undo_state(any_db).undo == "change of main colour and title of design Award, landscape"
    )
    undo(any_db)
    assert read_design(any_db, design_id).design == kept.design


def test_what_someone_else_changed_is_not_overwritten(db):
    design_id = add_design(db, Design("One"))
    seen = read_design(db, design_id)
    edit_design(db, design_id, seen.version, replace(seen.design, title="First"))
    with pytest.raises(EditedMeanwhile):
        edit_design(db, design_id, seen.version, replace(seen.design, title="Second"))
    with pytest.raises(EditedMeanwhile):
        delete_design(db, design_id, seen.version)
    assert read_design(db, design_id).design.title == "First"


def test_a_name_is_borne_by_one_design(db):
    first = add_design(db, Design("Award"))
    with pytest.raises(RuleBroken, match="already a design called “AWARD”"):
        add_design(db, Design("AWARD"))
    copies = [copy_design(db, first), copy_design(db, first)]
    assert [read_design(db, each).name for each in copies] == ["Award, copy", "Award, copy (2)"]
    seen = read_design(db, copies[0])
    with pytest.raises(RuleBroken, match="already a design") as refused:
        edit_design(db, seen.id, seen.version, replace(seen.design, name="Award"))
    assert refused.value.field == "name"


def test_a_deleted_design_comes_back_by_undo(db):
    design_id = add_design(db, Design("Award"))
    delete_design(db, design_id, 1)
    with pytest.raises(NotFound):
        read_design(db, design_id)
    undo(db)
    assert read_design(db, design_id).name == "Award"


def test_starting_designs_meet_every_need_in_one_step(db):
    add_starting_set(db)
    assert {each.name for each in list_designs(db)} == {need.name for need in NEEDS}
    assert [each.name for each in list_designs(db, Kind.MODULE)] == ["Module, landscape"]
    again = add_starting_design(db, NEEDS[0], Look.MODERN)
    assert read_design(db, again).name == "Award, landscape (2)"
    undo(db)
    undo(db)
    assert list_designs(db) == ()


def test_a_picture_is_kept_and_found_with_the_design(db):
    logo = keep_picture(db, "logo.png", picture())
    assert read_undo_state(db).undo is None
    design = Design("Award", logo=logo, signatories=(Signatory("Ada", image=logo),))
    add_design(db, design)
    assert pictures_of(db, design) == {logo: fit_to_print("logo.png", picture())}
    with pytest.raises(RuleBroken, match="not in this programme"):
        add_design(db, Design("Other", logo="ab" * 32))


def test_kept_pictures_are_bare_pixels_without_what_surrounds_them():
    note = PngImagePlugin.PngInfo()
    note.add_text("Author", "Somebody’s name")
    kept = fit_to_print("logo.png", picture(pnginfo=note, dpi=(72, 72)))
    assert opened(kept).size == (40, 20)
    assert b"Author" not in kept
    assert b"tEXt" not in kept


def test_what_can_be_seen_through_is_laid_on_white():
    clear = picture(mode="RGBA", ground=(0, 0, 0, 0), colour=(32, 64, 128, 255))
    kept = opened(fit_to_print("logo.png", clear))
    assert kept.mode == "RGB"
    assert kept.getpixel((5, 5)) == (32, 64, 128)


def test_black_ink_is_kept_as_grey_and_a_large_photo_made_smaller():
    ink = opened(fit_to_print("signature.png", picture(colour="black")))
    assert ink.mode == "L"
    photo = fit_to_print("sign.jpg", picture((3000, 600), kind="JPEG"))
    assert opened(photo).format == "JPEG"
    assert max(opened(photo).size) == MOST_SIDE


def test_a_cmyk_jpeg_turned_by_its_camera_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture(
        (200, 60), colour=(255, 128, 0, 0), mode="CMYK", ground=(0, 0, 0, 0), kind="JPEG", exif=exif
    )
    kept = opened(fit_to_print("logo.jpg", data))
    assert kept.mode == "RGB"
    assert kept.height > kept.width
    assert not kept.getexif()


def _bomb():
    """A PNG of some kilobytes that would take a good part of the memory once unpacked."""
    stream = io.BytesIO()
    Image.new("1", (8000, 6000)).save(stream, "PNG")
    return stream.getvalue()


def test_sixteen_bits_of_grey_are_scaled_not_cut_off():
    stream = io.BytesIO()
    grey = Image.new("I;16", (40, 40), 257 * 100)
    grey.save(stream, "PNG")
    assert opened(fit_to_print("logo.png", stream.getvalue())).getpixel((5, 5)) == 100


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that can be read"),
        (picture(kind="GIF"), "not a picture that can be read"),
        (picture()[:60], "not a picture that can be read"),
        (_bomb(), "million pixels"),
        (picture(colour="white"), "white all over"),
        (picture((24, 24)), "too small"),
        (bytes(10_000_001), "more than 10 MB"),
    ],
)
def test_files_that_cannot_be_printed_are_refused(db, data, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        keep_picture(db, "logo.png", data, field="signatories.0.image")
    assert refused.value.field == "signatories.0.image"
    assert "Nothing was changed" in str(refused.value)


def test_a_design_from_elsewhere_brings_its_pictures_made_anew(db):
    named = hashlib.sha256(b"elsewhere").hexdigest()
    design_id = take_design(db, Design("Award", logo=named), {named: picture()})
    design = read_design(db, design_id).design
    assert design.logo != named
    assert pictures_of(db, design)[design.logo] == fit_to_print("", picture())
    with pytest.raises(RuleBroken, match="did not come with it"):
        take_design(db, Design("Award", logo=named), {})
