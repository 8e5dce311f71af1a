"""What the app is made with and under which licences, for the about box."""

from importlib.metadata import PackageNotFoundError, metadata

from cohort_desk.paths import resource

_LIBRARIES = (
    ("PySide6_Essentials", "Qt for Python", "LGPL-3.0"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("alembic", "Alembic", "MIT"),
    ("sqlcipher3", "sqlcipher3 (SQLite, SQLCipher)", "zlib, BSD-3-Clause"),
    ("psycopg", "Psycopg", "LGPL-3.0"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("rapidfuzz", "RapidFuzz", "MIT"),
    ("python-calamine", "python-calamine", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
    ("reportlab", "ReportLab", "BSD-3-Clause"),
    ("uharfbuzz", "uharfbuzz (HarfBuzz)", "Apache-2.0"),
    ("python-bidi", "python-bidi", "LGPL-3.0"),
    ("segno", "Segno", "BSD-3-Clause"),
    ("pyHanko", "pyHanko", "MIT"),
    ("joserfc", "joserfc", "BSD-3-Clause"),
    ("pypdfium2", "pypdfium2 (PDFium)", "Apache-2.0 or BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("cryptography", "cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
)
_MORE = (
    "Fonts: Inter, Noto Sans, Serif, Naskh Arabic and Emoji (SIL Open Font Licence 1.1)",
    "Noto Sans Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Hebrew, SC, JP (likewise)",
    "Icons: Lucide (ISC)",
)


def notices() -> str:
    """Return a line for each library, with its version where it is installed, and the sources."""
    lines = [f"{name}{_version(package)}: {licence}" for package, name, licence in _LIBRARIES]
    register = resource("register/ATTRIBUTION.md")
    sources = register.read_text("utf-8").strip() if register.exists() else ""
    return "\n".join([*lines, *_MORE, "", sources]).strip()


def _version(package: str) -> str:
    try:
        return f" {metadata(package)['Version']}"
    except PackageNotFoundError:
        return ""
