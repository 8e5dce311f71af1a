"""The palettes, and a look that changes while windows are open."""

from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QPushButton

from cohort_desk.domain.colours import contrast
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label

GROUNDS = ("background", "surface", "stripe", "side", "hover", "selected")
ON_ANY_GROUND = ("text", "muted")
PALETTES = {"light": tokens.LIGHT, "dark": tokens.DARK}


@pytest.fixture(params=PALETTES)
def palette(request):
    return PALETTES[request.param]


def test_text_is_readable_on_every_ground(palette):
    pairs = {(ink, ground) for ink in ON_ANY_GROUND for ground in GROUNDS}
    pairs |= {("accent", ground) for ground in GROUNDS}
    pairs |= {("on_accent", "accent"), ("on_accent", "accent_hover")}
    pairs |= {("on_toast", "toast"), ("toast_action", "toast")}
    pale = {
        pair: round(found, 2)
        for pair in pairs
        if (found := contrast(*(getattr(palette, role) for role in pair))) < 4.5
    }
    assert pale == {}


def test_states_are_readable_on_their_fill_and_on_the_page(palette):
    tones = [getattr(palette, field.name) for field in fields(palette)]
    tones = [tone for tone in tones if isinstance(tone, tokens.Tone)]
    assert len(tones) == 5
    for tone in tones:
        assert contrast(tone.ink, tone.fill) >= 4.5
        assert contrast(tone.ink, palette.background) >= 4.5
        assert contrast(tone.ink, palette.surface) >= 4.5


def test_edges_and_focus_stand_out_from_what_is_around_them(palette):
    for ground in ("background", "surface", "side"):
        assert contrast(palette.control, getattr(palette, ground)) >= 3
        assert contrast(palette.focus, getattr(palette, ground)) >= 3
    assert contrast(palette.focus, palette.selected) >= 3


def test_a_window_follows_theme_and_text_size_at_once(qtbot, theme):
    shown = button("Add person", "plus")
    qtbot.addWidget(shown)
    shown.show()
    before = shown.height(), shown.icon().cacheKey()
    theme.set_mode("dark")
    theme.set_scale(150)
    shown.adjustSize()
    assert shown.height() > before[0]
    assert shown.icon().cacheKey() != before[1]
    assert QApplication.palette().window().color().name().upper() == tokens.DARK.background
    assert theme.row_height == 54


def test_text_size_has_its_ends(theme):
    theme.set_scale(20)
    assert theme.scale == 90
    theme.set_scale(400)
    assert theme.scale == 150


def test_inter_is_there_in_four_weights_and_for_european_names(theme):
    for weight in (400, 500, 600, 700):
        font = theme.font(13, weight)
        assert QFontInfo(font).family().startswith("Inter")
        assert QFontInfo(font).weight() == weight
    raw = QRawFont.fromFont(QFont("Inter", 13))
    assert all(raw.supportsCharacter(ord(letter)) for letter in "ŁęŻşğőűžŵŷáẅ–→✓£€")


def test_icons_are_drawn_for_dense_screens_too(theme):
    pixels = {size.width() for size in theme.icon("users").availableSizes()}
    assert {16, 24, 32, 48} <= pixels
    assert theme.icon("users").pixmap(QSize(16, 16), 2.0).devicePixelRatio() == 2


def test_a_second_icon_replaces_the_first_for_good(qtbot, theme):
    shown = QPushButton()
    qtbot.addWidget(shown)
    theme.dress(shown, "plus")
    theme.dress(shown, "x")
    closing = shown.icon().cacheKey()
    theme.changed.emit()
    assert shown.icon().cacheKey() == closing


def test_what_people_typed_is_never_read_as_markup(qtbot):
    shown = label("<b>Aisha</b>")
    qtbot.addWidget(shown)
    plain = label("x" * 12)
    qtbot.addWidget(plain)
    assert shown.sizeHint().width() > plain.sizeHint().width() / 2
    assert shown.textFormat().name == "PlainText"
