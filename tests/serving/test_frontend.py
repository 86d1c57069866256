"""What decides whether a front end is built, and that only whole ones are served."""

import os
import subprocess
from pathlib import Path

import pytest

from clientapp.serving import frontend
from clientapp.serving.checks import CannotStart


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "rxconfig.py": "config = 1",
        "bunfig.toml": "",
        "clientapp/page.py": "x = 1",
        "assets/logo.svg": "<svg/>",
        "reflex.lock/bun.lock": "{}",
        "reflex.lock/package.json": "{}",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


class FakeReflex:
    """Stands for Reflex's build: writes what is served, or fails, or edits a source meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.builds = 0
        self.fails = False
        self.edits: list[str] = []
        self.killed = False
        monkeypatch.setattr(frontend, "_run_reflex", self.run)

    def run(self, root: Path) -> subprocess.CompletedProcess[str]:
        self.builds += 1
        client = root / ".web/build/client"
        client.mkdir(parents=True, exist_ok=True)
        if self.killed:
            raise KeyboardInterrupt
        (client / "index.html").write_text((root / "clientapp/page.py").read_text())
        if self.edits:
            (root / "clientapp/page.py").write_text(self.edits.pop())
        return subprocess.CompletedProcess([], int(self.fails), "line\n" * 99 + "the reason\n")


@pytest.fixture
def reflex(monkeypatch: pytest.MonkeyPatch) -> FakeReflex:
    return FakeReflex(monkeypatch)


@pytest.mark.parametrize(
    "name", ["rxconfig.py", "clientapp/page.py", "assets/logo.svg", "reflex.lock/bun.lock"]
)
def test_a_change_of_what_the_build_reads_asks_for_a_new_build(project: Path, name: str) -> None:
    before = frontend.fingerprint(project)
    (project / name).write_text("changed")
    assert frontend.fingerprint(project) != before


def test_a_new_a_moved_and_a_removed_source_ask_for_a_new_build(project: Path) -> None:
    names = {frontend.fingerprint(project)}
    added = project / "clientapp/added.py"
    added.write_text("y = 2")
    names.add(frontend.fingerprint(project))
    added.rename(project / "clientapp/moved.py")
    names.add(frontend.fingerprint(project))
    (project / "clientapp/page.py").unlink()
    names.add(frontend.fingerprint(project))
    assert len(names) == 4


def test_times_host_port_and_other_files_ask_for_no_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = frontend.fingerprint(project)
    os.utime(project / "clientapp/page.py", (1, 1))
    (project / "data").mkdir()
    (project / "data/clientapp.db").write_text("rows")
    (project / "reflex.lock/package.json").write_text("{ }")  # Reflex lays it out anew each time
    monkeypatch.setenv("CLIENTAPP_PORT", "4321")
    monkeypatch.setenv("CLIENTAPP_HOST", "0.0.0.0")
    assert frontend.fingerprint(project) == before


def test_a_second_start_builds_nothing(project: Path, reflex: FakeReflex) -> None:
    first = frontend.ensure_built(project)
    assert frontend.ensure_built(project) == first
    assert reflex.builds == 1
    assert (first / "build/client/index.html").read_text() == "x = 1"


def test_a_failed_build_says_why_and_leaves_nothing_to_serve(
    project: Path, reflex: FakeReflex
) -> None:
    reflex.fails = True
    with pytest.raises(CannotStart, match="the reason"):
        frontend.ensure_built(project)
    assert not frontend.built(project).exists()
    reflex.fails = False
    assert frontend.ensure_built(project).exists()


def test_a_killed_build_leaves_nothing_to_serve_and_the_next_one_starts_afresh(
    project: Path, reflex: FakeReflex
) -> None:
    reflex.killed = True
    (project / ".web").mkdir()
    (project / ".web/half-installed").write_text("")
    with pytest.raises(KeyboardInterrupt):
        frontend.ensure_built(project)
    assert not frontend.built(project).exists()
    reflex.killed = False
    assert frontend.ensure_built(project).exists()
    assert not (project / ".web/half-installed").exists()


def test_a_source_saved_during_the_build_is_built_again(project: Path, reflex: FakeReflex) -> None:
    reflex.edits = ["x = 2"]
    folder = frontend.ensure_built(project)
    assert reflex.builds == 2
    assert (folder / "build/client/index.html").read_text() == "x = 2"


def test_only_the_newest_builds_are_kept(project: Path, reflex: FakeReflex) -> None:
    for number in range(frontend.KEPT_BUILDS + 2):
        (project / "clientapp/page.py").write_text(f"x = {number}")
        newest = frontend.ensure_built(project)
        os.utime(newest, (number, number))
    builds = [folder for folder in (project / ".frontend").iterdir() if (folder / "build").exists()]
    assert len(builds) == frontend.KEPT_BUILDS
    assert newest in builds
    assert reflex.builds == frontend.KEPT_BUILDS + 2
