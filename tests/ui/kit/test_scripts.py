"""Names of every script on the screen."""

from PySide6.QtGui import QFont, QRawFont, QTextLayout

from cohort_desk.ui.kit.scripts import add_script_fonts

_NAMES = ("Siân Llŷr", "Ελένη", "Олена", "محمد علی خان", "प्रिया शर्मा", "王小明", "ਗੁਰਪ੍ਰੀਤ", "שרה")
_BOX = 0
"""The glyph that a font shows for what it lacks."""


def test_no_letter_of_a_name_is_shown_as_a_box(qapp):
    add_script_fonts()
    for name in _NAMES:
        layout = QTextLayout(name, QFont("Inter"))
        layout.beginLayout()
        layout.createLine().setLineWidth(1000)
        layout.endLayout()
        runs = layout.glyphRuns()
        assert runs
        for run in runs:
            assert isinstance(run.rawFont(), QRawFont)
            assert _BOX not in run.glyphIndexes(), name
