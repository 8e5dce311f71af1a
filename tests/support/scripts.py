"""Names in the scripts that the office meets, and how what is read of them compares."""

import re
import unicodedata

SCRIPTS = {
    "Welsh": "Siân Llŷr ap Gwynedd-Ŵyn",
    "Polish": "Zażółć Gęślą-Jaźń Wójcikowska",
    "Vietnamese": "Nguyễn Thị Ánh Ngọc",
    "Greek": "Ηλέκτρα Παπαδοπούλου",
    "Ukrainian": "Олена Ґалаґан-Ковальчук",
    "Arabic": "أحمد الله سلام",
    "Arabic with marks": "مُحَمَّدٌ",
    "Urdu": "شگفتہ ہاشمی ٹھٹہ ڈار",
    "Persian with a joiner": "می‌خواهم",
    "Hindi": "क्षितिज त्रिपाठी किरण श्री",
    "Chinese": "王小明 歐陽麗華",
    "Hebrew with points": "שָׁלוֹם לוי",
    "Bengali": "অনন্যা চট্টোপাধ্যায়",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "પ્રિયા પટેલ",
    "Tamil": "தமிழ்ச்செல்வி",
    "marks that no letter has": "Ŵ̱yn q̃́ x̣́",
    "beyond the basic plane": "𠮷田 𦈡麗 🎓",
    "mixed": "Ali علي Khan (2)",
    "mixed, brackets": "Ali (علي) خان 12",
    "mixed, from the right": "علي (Ali) خان",
    "mixed, all": "Dr علي प्रिया 王 Ŵ̱yn",
}

_MARKS_OF_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202c]")


def as_read(text):
    """Return text on one line, without the marks of direction that poppler adds."""
    return " ".join(_MARKS_OF_DIRECTION.sub("", text).split())


def as_typed(text):
    """Return text as it should be read where it was typed so."""
    return as_read(unicodedata.normalize("NFC", text))
