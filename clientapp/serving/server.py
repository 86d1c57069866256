"""`clientapp serve`: check, migrate, build, and answer on one port until told to stop.

Whatever can be wrong on a machine ends the start with one line and exit code 2.
"""

import importlib
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from clientapp.serving import frontend
from clientapp.serving.checks import (
    address,
    check_data_folder,
    check_port,
    one_line_if_impossible,
)
from clientapp.settings import Settings, settings

APPLICATION = "clientapp.clientapp"

FIRST_SWEEP_SECONDS, SWEEP_SECONDS = 10, 3600


def serve(announce: Callable[[], list[str]] = list) -> None:
    """Serve pages and API until Ctrl-C or SIGTERM.

    `announce` returns further lines to print once the server answers, such as the owner's link.

    Raises:
        SystemExit: 2, with one line on standard error, if the start is not possible.
    """
    with one_line_if_impossible():
        chosen = settings()
        check_data_folder(chosen.data_dir)
        check_port(chosen.host, chosen.port)
        migration = _start_migration()
        if not frontend.built().exists():
            _finish(migration)  # what is wrong with the database is said before a long build
        _tell_reflex(frontend.ensure_built())
        importlib.import_module(APPLICATION)  # the workers are forks of this process
        _finish(migration)
        check_port(chosen.host, chosen.port)
    threading.Thread(target=_greet, args=(address(chosen), announce), daemon=True).start()
    threading.Thread(target=_keep_in_order, daemon=True).start()
    _run(chosen)


def _start_migration() -> subprocess.Popen[bytes]:
    return _start("clientapp.serving.migration")


def _start(module: str) -> subprocess.Popen[bytes]:
    """Run a module in a process of its own: the launcher, whose forks the workers are, holds no
    database connection."""
    environment = os.environ | {"PYTHONPATH": str(frontend.ROOT)}
    return subprocess.Popen([sys.executable, "-m", module], env=environment)  # noqa: S603 (ours)


def _finish(migration: subprocess.Popen[bytes]) -> None:
    """Wait for the migration; it has said itself what went wrong."""
    if code := migration.wait():
        sys.exit(code)


def _tell_reflex(folder: Path) -> None:
    """Set what Reflex reads when it loads the application: serve this folder, build nothing."""
    sys.path.insert(0, str(frontend.ROOT))  # where rxconfig.py lies
    os.environ.update(
        {
            "REFLEX_ENV_MODE": "prod",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "REFLEX_CHECK_LATEST_VERSION": "false",
            "REFLEX_WEB_WORKDIR": str(folder),
            "__REFLEX_SKIP_COMPILE": "true",
            "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        }
    )


def _run(chosen: Settings) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    if sys.platform == "linux":  # what is loaded is shared; Python 3.14 would start anew
        multiprocessing.set_start_method("fork", force=True)
    Server(
        f"{APPLICATION}:app",
        factory=True,
        interface=Interfaces.ASGI,
        address=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        log_level=LogLevels(chosen.log_level),
        workers_kill_timeout=5,
    ).serve()


def _greet(url: str, announce: Callable[[], list[str]]) -> None:
    """Print the address once the server answers there, and what else there is to say."""
    time.sleep(0.1)  # the workers are forked meanwhile, with no other thread at work
    while not _answers(url):
        time.sleep(0.02)
    print("\n".join([f"Clientapp is ready at {url}", *announce()]), flush=True)


def _keep_in_order() -> None:
    """Put the database in order once the start is over, and then every hour, and go on with work
    that waits or was cut off. There is one launcher, however many workers there are."""
    time.sleep(FIRST_SWEEP_SECONDS)
    while True:
        working = _start("clientapp.serving.working")
        _start("clientapp.serving.sweeping").wait()
        working.wait()
        time.sleep(SWEEP_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/ping", timeout=2) as answer:  # noqa: S310 - our own http address
            return answer.status == 200
    except OSError:
        return False
