"""Finds the fonts, icons and registers, in the wheel or in the source tree."""

from pathlib import Path

# By __file__: importlib.resources would bring zipfile and more along before the first paint.
_PACKAGED = Path(__file__).resolve().parent / "resources"
_SOURCE_TREE = Path(__file__).resolve().parents[2] / "resources"


def resource(name: str) -> Path:
    """Return the path of a resource such as 'icons/users.svg'."""
    root = _PACKAGED if _PACKAGED.is_dir() else _SOURCE_TREE
    return root / name
