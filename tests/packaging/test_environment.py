"""When the environment is kept, added to and built afresh."""

import json

import pytest


@pytest.fixture
def environment(setup_module, project):
    """An environment whose building is only written down, for a real one takes seconds."""
    module = setup_module("environment")

    class Noted(module.Environment):
        def __init__(self):
            super().__init__(project)
            self.done = []

        def _create(self):
            self.done.append("created")
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.touch()

        def _install_locked(self, needs):
            assert not self._stamp.exists(), "an interrupted install would go unnoticed"
            self.done.append(tuple(needs))

        def _link_project(self):
            pass

        def ensure(self, needs):
            self.done = []
            super().ensure(needs)
            return self.done

    return Noted()


def test_what_is_already_there_is_left_alone(environment):
    assert environment.ensure(["run"]) == ["created", ("run",)]
    assert environment.ensure(["run"]) == []


def test_a_new_need_is_added_and_the_old_one_kept(environment):
    environment.ensure(["run"])
    assert environment.ensure(["run", "test"]) == [("test",)]
    assert environment.ensure(["run"]) == []


def test_a_changed_lock_means_a_fresh_environment(environment, project):
    environment.ensure(["run", "test"])
    (project / "packaging" / "requirements" / "test.txt").write_text("# changed")
    assert environment.ensure(["run"]) == ["created", ("run",)]


@pytest.mark.parametrize("key", ["python", "folder"])
def test_another_python_or_a_moved_folder_means_a_fresh_environment(environment, key):
    environment.ensure(["run"])
    stamp = environment.folder / "cohort-desk.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), key: "another"}))
    assert environment.ensure(["run"]) == ["created", ("run",)]


@pytest.mark.parametrize("left_by_an_interrupted_build", ["", "{", "[]", '{"other": 1}'])
def test_an_interrupted_build_is_done_again(environment, left_by_an_interrupted_build):
    environment.ensure(["run"])
    (environment.folder / "cohort-desk.json").write_text(left_by_an_interrupted_build)
    assert environment.ensure(["run"]) == ["created", ("run",)]


def test_a_python_that_is_gone_means_a_fresh_environment(environment):
    environment.ensure(["run"])
    environment.python.unlink()
    assert environment.ensure(["run"]) == ["created", ("run",)]
