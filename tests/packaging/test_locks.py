"""The pinned packages."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PLATFORMS = [
    {"python_full_version": f"{python}.1", "python_version": python, "sys_platform": platform}
    for python in ("3.11", "3.12", "3.13")
    for platform in ("linux", "darwin", "win32")
]


def read_lock(name):
    text = (ROOT / "packaging" / "requirements" / name).read_text(encoding="utf-8")
    return text, re.findall(
        r"^([\w.-]+==[^\\\n]+?) \\((?:\n +--hash=sha256:\w{64}(?: \\)?)+)", text, re.M
    )


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("run.txt", PROJECT["project"]["dependencies"]),
        ("test.txt", PROJECT["dependency-groups"]["test"]),
    ],
)
def test_every_dependency_is_pinned_once_on_every_platform(name, wanted):
    text, entries = read_lock(name)
    pins = [Requirement(pin) for pin, _hashes in entries]
    assert len(pins) == len(re.findall("^[^ #\n]", text, re.M)), "a pin without hashes"
    for platform in PLATFORMS:
        for need in map(Requirement, wanted):
            if need.marker is None or need.marker.evaluate(platform):
                (pin,) = (
                    pin
                    for pin in pins
                    if pin.name.lower() == need.name.lower()
                    and (pin.marker is None or pin.marker.evaluate(platform))
                )
                (version,) = pin.specifier
                assert need.specifier.contains(version.version), f"run packaging/lock.py: {need}"


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_locks_name_no_host(name):
    assert "://" not in read_lock(name)[0]
