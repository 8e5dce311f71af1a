"""Packs as files: they come back as they went, and what was done to them on the way is noticed."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.exchange.packs import (
    NotAPack,
    PackChanged,
    PackDamaged,
    PackNewer,
    PackTooLarge,
    PassphraseNeeded,
    WrongPassphrase,
    archives,
    is_sealed,
    packed,
    packed_return,
    read_pack,
    read_returned,
    read_sent,
    unpack,
    write_pack,
)

PASSPHRASE = "café tram seven hills"  # noqa: S105 - of these tests alone


@pytest.fixture
def place(tmp_path):
    return tmp_path / "Marking.cohortpack"


@pytest.fixture
def written(pack, office_key, place):
    return write_pack(packed(pack, office_key), place)


def rezipped(path, change):
    """Write the archive again with its members changed by a function of the dict of them."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_pack_comes_back_as_it_went(pack, office_key, written):
    read = read_pack(written)
    assert read.sent == pack
    assert (read.head, read.signed_by) == (pack.head, office_key.public)


def test_same_pack_gives_the_same_bytes(pack, office_key):
    assert packed(pack, office_key) == packed(pack, office_key)


def test_ending_is_added_where_it_is_missing(pack, office_key, tmp_path):
    path = write_pack(packed(pack, office_key), tmp_path / "For Tutor One")
    assert path.name == "For Tutor One.cohortpack"
    assert read_pack(path).sent == pack


def test_return_carries_the_cells_and_says_who_signed(pack, return_key, place):
    when = datetime(2026, 11, 9, 16, tzinfo=UTC)
    cells = {**pack.cells, "W1001/c2/mark": 5800, "W1001/final": True}
    write_pack(packed_return(pack.head, cells, when, pack.return_secret), place)
    returned = read_pack(place).returned
    assert (returned.key, returned.returned_at) == ("pack-1", when)
    assert returned.cells == cells
    assert returned.signed_by == return_key.public
    assert len(returned.digest) == 64


class TestSealed:
    @pytest.fixture
    def sealed(self, renamed, office_key, place):
        return write_pack(packed(renamed("Priya Secret"), office_key, PASSPHRASE), place)

    def test_opens_with_its_passphrase_however_its_accent_was_typed(self, sealed):
        assert is_sealed(sealed)
        assert read_pack(sealed, "cafe\u0301 tram seven hills").head.reader == "Priya Secret"

    def test_nothing_of_it_can_be_read(self, sealed, pack):
        raw = sealed.read_bytes()
        with zipfile.ZipFile(sealed) as archive:
            raw += b"".join(archive.read(name) for name in archive.namelist())
        told = [b"Priya", b"Secret", b"Test programme", b"W1001", b"marking", b"%PDF", b"pack-1"]
        assert [word for word in told if word in raw] == []

    def test_asks_for_a_passphrase(self, sealed):
        with pytest.raises(PassphraseNeeded, match="sealed with a passphrase"):
            read_pack(sealed)

    @pytest.mark.parametrize("typed", ["Café tram seven hills", "café tram seven hills "])
    def test_refuses_another_passphrase(self, sealed, typed):
        with pytest.raises(WrongPassphrase, match="not the passphrase of this pack"):
            read_pack(sealed, typed)

    def test_notices_a_changed_seal(self, sealed):
        def change(members):
            head = json.loads(members["manifest.json"])
            members["manifest.json"] = json.dumps({**head, "note": "x"}).encode()

        rezipped(sealed, change)
        with pytest.raises(WrongPassphrase):
            read_pack(sealed, PASSPHRASE)

    def test_two_packs_are_sealed_apart(self, pack, office_key):
        one, other = (packed(pack, office_key, PASSPHRASE) for _ in range(2))
        assert one != other

    def test_passphrase_must_keep_somebody_out(self, pack, office_key):
        with pytest.raises(RuleBroken, match="at least 8 characters"):
            packed(pack, office_key, "short")


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("pack.json", "the list of what is to be filled in"),
        ("return-key.pem", "the key for the way back"),
        ("files/W1001/W1001 1.pdf", "“files/W1001/W1001 1.pdf”"),
        ("Marks.xlsx", "merge the sheet by itself"),
        ("Brief and rubric.txt", "“Brief and rubric.txt”"),
        ("signature.json", "the signature"),
    ],
)
def test_changed_part_is_named(written, part, word):
    def change(members):
        members[part] = members[part].replace(b"e", b"E", 1) + b" "

    if part == "signature.json":

        def change(members):
            members[part] = members[part].replace(b"0", b"1", 1).replace(b"a", b"b", 1)

    rezipped(written, change)
    with pytest.raises(PackChanged, match=word):
        read_pack(written)


def test_manifest_that_was_made_to_fit_is_noticed(written):
    def change(members):
        members["manifest.json"] = members["manifest.json"].replace(b"Tutor One", b"Tutor Two")

    rezipped(written, change)
    with pytest.raises(PackChanged, match="list of contents"):
        read_pack(written)


def test_added_and_missing_parts_are_named(written):
    rezipped(written, lambda members: members.update({"files/extra.pdf": b"x"}))
    with pytest.raises(PackChanged, match=r"“files/extra\.pdf”, which was added later"):
        read_pack(written)
    rezipped(written, lambda members: members.pop("files/extra.pdf"))
    rezipped(written, lambda members: members.pop("Marks.xlsx"))
    with pytest.raises(PackChanged, match=r"Marks\.xlsx"):
        read_pack(written)


def test_newer_format_asks_for_an_update(written):
    def change(members):
        members["manifest.json"] = members["manifest.json"].replace(
            b'"version": 1', b'"version": 2'
        )

    rezipped(written, change)
    with pytest.raises(PackNewer, match="newer version of Cohort Desk"):
        read_pack(written)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_pack_is_damaged(written, share):
    content = written.read_bytes()
    written.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(PackDamaged, match="is damaged"):
        read_pack(written)


def test_every_flipped_byte_is_noticed_or_harmless(pack, written):
    """A pack with a byte changed is refused, or read as the same: never as something else."""
    content = bytearray(written.read_bytes())
    for at in range(0, len(content), 97):
        content[at] ^= 0x20
        written.write_bytes(content)
        try:
            assert read_pack(written).sent == pack
        except (NotAPack, PackChanged, PackDamaged, PackNewer, PackTooLarge) as refused:
            assert str(refused).endswith(".")  # noqa: PT017 - whichever of the five it is
        content[at] ^= 0x20


@pytest.mark.parametrize("content", [b"", b"just a text", b"PK", b"PK\x03\x04 not a zip"])
def test_other_files_are_no_packs(place, content):
    place.write_bytes(content)
    with pytest.raises((NotAPack, PackDamaged), match=r"not a pack|is damaged"):
        read_pack(place)


def test_other_zips_folders_and_missing_files_are_no_packs(place, tmp_path):
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("manifest.json", '{"format": "other", "version": 1}')
    with pytest.raises(NotAPack, match="is not a pack of Cohort Desk"):
        read_pack(place)
    with pytest.raises(NotAPack, match="is a folder"):
        read_pack(tmp_path)
    with pytest.raises(NotAPack, match="no longer in"):
        read_pack(tmp_path / "gone.cohortpack")


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil", "files\\..\\evil", "C:/evil", "a//b"])
def test_names_that_lead_out_of_the_folder_are_refused(place, name):
    with zipfile.ZipFile(place, "w") as archive:
        info = zipfile.ZipInfo()
        info.filename = name
        archive.writestr(info, b"x")
    with pytest.raises(NotAPack, match="outside its folder"):
        read_pack(place)


def test_two_parts_of_one_name_are_refused(written):
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("Pack.json", b"{}")
    with pytest.raises(PackDamaged):
        read_pack(written)


def test_zip_bomb_is_not_unpacked(place, monkeypatch):
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("files/zeros.bin", bytes(3_000_000))
    assert place.stat().st_size < 10_000
    monkeypatch.setattr(archives, "MOST_BYTES", 2_000_000)
    with pytest.raises(PackTooLarge, match="was not opened"):
        read_pack(place)


def test_bomb_that_understates_its_size_is_damaged(place):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(3_000_000))
    content = stream.getvalue()
    place.write_bytes(content.replace((3_000_000).to_bytes(4, "little"), b"\x0a\0\0\0"))
    with pytest.raises(PackDamaged):
        read_pack(place)


def test_files_that_no_pack_holds_are_refused_before_anything_is_written(
    pack, office_key, monkeypatch
):
    monkeypatch.setattr(archives, "MOST_BYTES", 1000)
    with pytest.raises(PackTooLarge, match="make packs of fewer assessments"):
        packed(pack, office_key)


def test_unpacked_pack_has_its_sheet_its_text_and_its_files(pack, tmp_path):
    written = unpack(pack, tmp_path / "out")
    assert {path.relative_to(tmp_path / "out").as_posix() for path in written} == {
        "Marks.xlsx",
        "Brief and rubric.txt",
        "files/W1001/W1001 1.pdf",
    }
    text = (tmp_path / "out" / "Brief and rubric.txt").read_text("utf-8")
    assert "At most 3,000 words." in text
    assert "  50–100 Pass: Does what was asked" in text
    assert "  C4711 (first marker): no file" in text


def test_packs_going_the_wrong_way_are_told_apart(written, pack, place):
    with pytest.raises(NotAPack, match="as it went out, not as it came back"):
        read_returned(written)
    when = datetime(2026, 11, 9, 16, tzinfo=UTC)
    write_pack(packed_return(pack.head, pack.cells, when, pack.return_secret), place)
    with pytest.raises(NotAPack, match="is a returned pack, for the office"):
        read_sent(place)
