"""Photos: what is kept of a picture, whose it is, and the way back."""

import io

import pytest
from PIL import Image, ImageDraw

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import Cancelled, FileMissing, NotFound, RuleBroken
from cohort_desk.services.history import history_of, undo
from cohort_desk.services.people import (
    import_photos,
    read_photo,
    read_photos,
    remove_photo,
    set_photo,
)
from cohort_desk.services.people.portraits import MOST_BYTES, portrait

PEOPLE = (
    ("Aisha", "Khan", "aisha.khan@avon.example", "C0001"),
    ("Anne-Marie", "O’Neill", "anne@avon.example", None),
    ("Zoë", "Łukasik", None, "C0003"),
    ("Tom", "Reed", "tom.reed@avon.example", None),
    ("Tom", "Reed", "t.reed@mersey.example", "C0005"),
)
RED, BLUE, GREEN = (220, 20, 20), (20, 20, 220), (20, 160, 20)
ORIENTATION, GPS = 0x0112, 0x8825


def picture(colour=RED, size=(800, 1000), **options):
    """A picture whose upper half has the colour and whose lower half is white, as a file."""
    made = Image.new("RGB", size, "white")
    ImageDraw.Draw(made).rectangle((0, 0, size[0], size[1] // 2), fill=colour)
    file = io.BytesIO()
    made.save(file, **{"format": "JPEG", **options})
    return file.getvalue()


def seen(jpeg):
    return Image.open(io.BytesIO(jpeg))


def is_like(pixel, colour):
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


@pytest.fixture
def people(any_db):
    """Five people, two of whom share a name; their ids are 1 to 5."""
    with any_db.begin("sample") as work:
        for given, family, email, reference in PEOPLE:
            work.session.add(
                ParticipantRow(
                    cohort_id=1,
                    given_name=given,
                    family_name=family,
                    email=email,
                    reference=reference,
                )
            )
            work.session.flush()
    return any_db


def test_a_photo_is_set_replaced_and_taken_away_and_undo_brings_each_back(people):
    set_photo(people, 1, picture(RED))
    first = read_photo(people, 1)
    set_photo(people, 1, picture(BLUE))
    assert is_like(seen(read_photo(people, 1)).getpixel((120, 50)), BLUE)
    remove_photo(people, 1)
    assert read_photo(people, 1) is None
    assert undo(people).said == "Undid removal of the photo of Aisha Khan"
    assert is_like(seen(read_photo(people, 1)).getpixel((120, 50)), BLUE)
    undo(people)
    assert read_photo(people, 1) == first
    undo(people)
    assert read_photos(people, (1, 2)) == {}


def test_the_history_tells_of_a_photo_without_its_bytes(people):
    set_photo(people, 1, picture())
    [entry, *_] = history_of(people, "participant", 1)
    assert entry.step == "Photo of Aisha Khan"
    assert [(one.field, one.old, one.new) for one in entry.changes] == [("Photo", "", "a picture")]


def test_a_photo_of_nobody_is_refused(people):
    with pytest.raises(NotFound):
        set_photo(people, 99, picture())
    with pytest.raises(NotFound):
        remove_photo(people, 1)


def test_a_turned_picture_stands_upright_and_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the camera was held so that the picture must be turned clockwise
    exif[0x010F] = "Maker of the camera"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (51.0, 27.0, 14.0)
    lying = Image.new("RGB", (1000, 800), "white")
    ImageDraw.Draw(lying).rectangle((0, 0, 500, 800), fill=GREEN)
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif, comment=b"taken at home", dpi=(300, 300))
    assert seen(file.getvalue()).getexif().get_ifd(GPS)

    kept = portrait(file.getvalue())
    assert seen(kept).size == (240, 300)
    assert is_like(seen(kept).getpixel((120, 20)), GREEN)
    assert is_like(seen(kept).getpixel((120, 280)), (255, 255, 255))
    assert dict(seen(kept).getexif()) == {}
    assert seen(kept).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"home" not in kept
    assert b"Maker" not in kept


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((3000, 4000), (240, 300)),
        ((4000, 1000), (240, 300)),
        ((100, 90), (72, 90)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_picture_is_cut_to_a_portrait_and_never_blown_up(size, kept):
    assert seen(portrait(picture(size=size))).size == kept


def test_even_noise_becomes_a_small_file():
    noise = Image.effect_noise((1200, 1500), 200).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    assert len(portrait(file.getvalue())) <= MOST_BYTES


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_are_taken(mode):
    made = Image.new(mode, (50, 60))
    file = io.BytesIO()
    made.save(file, "TIFF" if mode == "CMYK" else "PNG")
    assert seen(portrait(file.getvalue())).mode == "RGB"


def test_what_shows_the_ground_through_stands_on_white():
    file = io.BytesIO()
    Image.new("RGBA", (50, 60), (255, 0, 0, 0)).save(file, "PNG")
    assert seen(portrait(file.getvalue())).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a picture"),
        (b"%PDF-1.7 and so on", "not a picture"),
        (picture()[:400], "not a picture"),
        (b"\xff" * 20_000_001, "more than 20 MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_a_sentence(content, why):
    with pytest.raises(RuleBroken, match=why) as refused:
        portrait(content)
    assert "Nothing was changed" in str(refused.value)


@pytest.mark.parametrize("size", [(9000, 9000), (60_000, 60_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head(size):
    bomb = bytearray(picture(size=(10, 10), format="BMP"))
    bomb[18:22], bomb[22:26] = (side.to_bytes(4, "little") for side in size)
    with pytest.raises(RuleBroken, match="60 million pixels"):
        portrait(bytes(bomb))


def test_files_are_matched_by_email_reference_and_name_in_one_step(people, tmp_path):
    files = {
        "aisha.khan@avon.example.jpg": RED,
        "oneill_anne-marie.JPG": BLUE,
        "c0003.jpeg": GREEN,
        "Tom Reed.jpg": RED,
        "T.Reed@Mersey.example.jpg": BLUE,
        "Somebody Else.jpg": RED,
    }
    for name, colour in files.items():
        (tmp_path / name).write_bytes(picture(colour))
    (tmp_path / "notes.txt").write_text("not looked at")
    told = []
    done = import_photos(people, 1, tmp_path, lambda *so_far: told.append(so_far))
    assert {one.path.name: one.person_id for one in done.matched} == {
        "aisha.khan@avon.example.jpg": 1,
        "oneill_anne-marie.JPG": 2,
        "c0003.jpeg": 3,
        "T.Reed@Mersey.example.jpg": 5,
    }
    assert [one.path.name for one in done.ambiguous] == ["Tom Reed.jpg"]
    assert done.ambiguous[0].reason == "2 people could be meant: Tom Reed and Tom Reed."
    assert [one.path.name for one in done.unmatched] == ["Somebody Else.jpg"]
    assert done.words == "Imported 4 photos. 2 files were left alone."
    assert told[-1] == (4, 4)
    assert read_photos(people, range(1, 6)).keys() == {1, 2, 3, 5}
    assert is_like(seen(read_photo(people, 2)).getpixel((120, 50)), BLUE)
    assert undo(people).said == "Undid import of 4 photos"
    assert read_photos(people, range(1, 6)) == {}


def test_two_files_of_one_person_and_a_spoilt_one_are_left_alone(people, tmp_path):
    for name in ("Aisha Khan.jpg", "Khan, Aisha (1).png", "ZOE LUKASIK 2.jpg"):
        (tmp_path / name).write_bytes(picture())
    (tmp_path / "Anne Marie O'Neill.jpg").write_bytes(b"no picture")
    done = import_photos(people, 1, tmp_path)
    assert [(one.path.name, one.name) for one in done.matched] == [
        ("ZOE LUKASIK 2.jpg", "Zoë Łukasik")
    ]
    assert {one.path.name for one in done.ambiguous} == {"Aisha Khan.jpg", "Khan, Aisha (1).png"}
    assert [one.path.name for one in done.refused] == ["Anne Marie O'Neill.jpg"]
    assert read_photos(people, range(1, 6)).keys() == {3}


def test_an_import_that_is_stopped_or_finds_no_folder_writes_nothing(people, tmp_path):
    (tmp_path / "Aisha Khan.jpg").write_bytes(picture())

    def stop(_done, _total):
        raise Cancelled("Stopped at your request.")

    with pytest.raises(Cancelled):
        import_photos(people, 1, tmp_path, stop)
    with pytest.raises(FileMissing, match="There is no folder"):
        import_photos(people, 1, tmp_path / "absent")
    assert read_photos(people, (1,)) == {}
