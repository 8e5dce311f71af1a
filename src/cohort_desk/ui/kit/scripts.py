"""Fonts for names in every script that documents can print, so that the screen shows them too.

add_script_fonts()        # once, when the window has been painted

Linux may have no font for Hindi or Chinese, and would show boxes; Qt takes these in their stead.
"""

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFontDatabase

from cohort_desk.paths import resource


def add_script_fonts() -> None:
    """Let Qt fall back on the fonts of documents for letters that Inter lacks."""
    # Qt warns of every font that it asks in vain before it comes to the right one.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    for file in sorted(resource("fonts").glob("Noto*.ttf")):
        if "Serif" not in file.name:
            QFontDatabase.addApplicationFont(str(file))
