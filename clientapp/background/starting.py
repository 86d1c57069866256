"""Starting the process that does the work in the background."""

import os
import subprocess
import sys
import threading
from pathlib import Path

ENTRANCE = "clientapp.serving.working"
"""The module that the process runs. It knows every kind of work, and so stands above this room:
what it is called is all that is known of it here."""

ROOT = Path(__file__).resolve().parents[2]


def start_working() -> None:
    """Let a process of its own do what waits. It ends by itself, at once if there is nothing."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", ENTRANCE]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)  # noqa: S603
    # its end is taken note of: what nobody waits for would look alive for as long as the server is
    threading.Thread(target=process.wait, daemon=True).start()
