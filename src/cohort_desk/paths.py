"""Finds the fonts, icons and registers, in the wheel or in the source tree."""

from importlib.resources import files
from pathlib import Path

_PACKAGED = Path(str(files("cohort_desk"))) / "resources"
_SOURCE_TREE = Path(__file__).resolve().parents[2] / "resources"


def resource(name: str) -> Path:
    """Return the path of a resource such as 'icons/users.svg'."""
    root = _PACKAGED if _PACKAGED.is_dir() else _SOURCE_TREE
    return root / name
