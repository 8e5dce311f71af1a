"""What is asked of the system's package manager, and what is said when it may not be asked."""

import os
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lacks nothing that apt has.")


@pytest.fixture
def system(setup_module):
    return setup_module("system")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A path that holds only programs of ours; returns a function that adds one."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    def add(name, script):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    add("env", 'shift; exec "$@"')
    return add


def test_without_the_right_to_install_the_line_to_run_is_shown(system, programs):
    programs("apt-get", "exit 9")
    programs("sudo", "exit 1")
    with pytest.raises(system.SetupFailed, match="sudo apt-get install -y libgl1 libegl1\n"):
        system.install_packages(["libgl1", "libegl1"])


def test_packages_are_installed_by_sudo_unattended(system, programs, tmp_path):
    programs("apt-get", f'echo "$@" >> {tmp_path}/asked')
    programs("sudo", '[ "$1" = -n ] || exit 9; shift; exec "$@"')
    programs("true", "exit 0")
    system.install_packages(["libgl1"])
    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends libgl1")


def test_root_needs_no_sudo(system, programs, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    programs("apt-get", f"echo asked > {tmp_path}/asked")
    system.install_packages(["libgl1"])
    assert (tmp_path / "asked").exists()


def test_the_package_managers_own_words_are_shown_when_it_fails(
    system, programs, monkeypatch, capsys
):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    programs("apt-get", "echo Unable to locate package; exit 100")
    with pytest.raises(system.SetupFailed, match="could not install them"):
        system.install_packages(["libgl1"])
    assert "Unable to locate package" in capsys.readouterr().err


def test_a_system_without_apt_is_told_what_to_install(system, programs):
    with pytest.raises(system.SetupFailed, match=r"libgl1, libegl1\. Install the same"):
        system.install_packages(["libgl1", "libegl1"])


@pytest.mark.usefixtures("programs")
def test_what_is_missing_is_found_by_looking_for_the_thing_itself(system, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "QT_LIBRARIES", {"libc.so.6": "libc6", "libnone.so.0": "libnone0"})
    assert system.missing_to_run() == ["libnone0"]
    assert {"libnone0", "xvfb", "qpdf", "default-jdk-headless"} <= set(system.missing_to_test())


def test_an_old_python_is_refused_with_a_sentence(system, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(system.SetupFailed, match=r"needs Python 3\.11 or newer"):
        system.refuse_an_old_python()
