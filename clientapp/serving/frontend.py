"""The built front end: found by what it was made from, built when there is none.

Reflex builds in `.web`. What it made is copied to `.frontend/<fingerprint>`, which gets its name
last and in one step, so that a folder with that name is always whole. The fingerprint covers all
that the build reads and nothing about host or port.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from clientapp.serving.checks import CannotStart

ROOT = Path(__file__).resolve().parents[2]
SERVED_PARTS = ("build/client", "backend", "env.json", "reflex.json", "routes.json")
KEPT_BUILDS = 3
LOG_TAIL = 25


def sources(root: Path = ROOT) -> list[Path]:
    """Return the files that the front end is made from, but for the lock file."""
    files = [root / "rxconfig.py", root / "bunfig.toml", *(root / "clientapp").rglob("*.py")]
    files += (file for file in (root / "assets").rglob("*") if file.is_file())
    return sorted(file for file in files if file.exists())


def fingerprint(root: Path = ROOT) -> str:
    """Return a short name for one front end: the same sources give the same name."""
    return _digest(root, [*sources(root), *(root / "reflex.lock").glob("bun.lock")])


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256(version("reflex").encode())
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(root)}\0{content}\n".encode())
    return digest.hexdigest()[:16]


def built(root: Path = ROOT) -> Path:
    """Return where the front end of the present sources lies, or will lie once it is built."""
    return root / ".frontend" / fingerprint(root)


def ensure_built(root: Path = ROOT) -> Path:
    """Build the front end unless it stands already, and return its folder.

    Raises:
        CannotStart: with the end of the build's log.
    """
    if not (folder := built(root)).exists():
        (root / ".frontend").mkdir(exist_ok=True)
        with _one_builder(root):
            while not (folder := built(root)).exists():
                _build(root)
    return folder


@contextmanager
def _one_builder(root: Path) -> Generator[None]:
    """Let one process build; another one that starts meanwhile waits and finds it built."""
    with (root / ".frontend" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(root: Path) -> None:
    """Build once, and publish the result unless the sources changed meanwhile."""
    started = time.monotonic()
    print("Building the front end …", end=" ", flush=True)
    before = sources(root), _digest(root, sources(root))
    unfinished = root / ".frontend" / "unfinished"
    if unfinished.exists():  # the builder was killed: what it installed may be half there
        shutil.rmtree(root / ".web", ignore_errors=True)
    unfinished.touch()
    done = _run_reflex(root)
    unfinished.unlink()
    if done.returncode:
        print("failed", flush=True)
        raise CannotStart(_explained(done.stdout))
    print(f"done in {time.monotonic() - started:.0f} s", flush=True)
    if before == (sources(root), _digest(root, sources(root))):
        _publish(root / ".web", built(root))


def _run_reflex(root: Path) -> subprocess.CompletedProcess[str]:
    """Run Reflex's build with the bun of this environment, and without looking for others."""
    tools = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(root),
        "REFLEX_DIR": str(root / ".frontend" / "tools"),
        "REFLEX_USE_SYSTEM_BUN": "true",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_WEB_WORKDIR": str(root / ".web"),
    }
    return subprocess.run(
        [sys.executable, "-m", "reflex", "export", "--no-zip"],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def _explained(log: str) -> str:
    tail = "\n".join(log.rstrip().splitlines()[-LOG_TAIL:])
    return (
        f"{tail}\nThe front end could not be built; the end of its log stands above. "
        "The first build downloads packages from the npm registry (NPM_CONFIG_REGISTRY)."
    )


def _publish(web: Path, target: Path) -> None:
    """Copy what is served beside its place and give it its name in one step."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="new-") as scratch:
        whole = Path(scratch) / "whole"
        for part in SERVED_PARTS:
            source, copy = web / part, whole / part
            copy.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, copy)
            elif source.exists():
                shutil.copy2(source, copy)
        whole.rename(target)
    builds = (folder for folder in target.parent.iterdir() if (folder / "build").is_dir())
    newest_first = sorted(builds, key=lambda folder: folder.stat().st_mtime, reverse=True)
    for old in newest_first[KEPT_BUILDS:]:
        shutil.rmtree(old, ignore_errors=True)
