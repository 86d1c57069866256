"""Build the floor's front end once, and again only when its sources changed."""

import gzip
import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
CLIENT = FOLDER / ".web" / "build" / "client"
STAMP = FOLDER / ".web" / "built-from"


def build() -> None:
    """Export the front end and make its addresses relative to the page it is served from."""
    sources = [FOLDER / "rxconfig.py", *sorted((FOLDER / "floor").glob("*.py"))]
    text = b"".join(source.read_bytes() for source in sources) + version("reflex").encode()
    digest = hashlib.sha256(text).hexdigest()
    if STAMP.exists() and STAMP.read_text() == digest:
        return
    tools = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "REFLEX_USE_SYSTEM_BUN": "true",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    subprocess.run(command, cwd=FOLDER, env=environment, check=True, timeout=300)
    _make_addresses_relative()
    (FOLDER / "requirements.txt").unlink(missing_ok=True)
    STAMP.write_text(digest)


def _make_addresses_relative() -> None:
    for script in CLIENT.glob("assets/reflex-env-*.js"):
        text = script.read_text()
        text = text.replace("`http://localhost:8000", "location.origin+`")
        text = text.replace("`ws://localhost:8000", "location.origin.replace(`http`,`ws`)+`")
        script.write_text(text)
        Path(f"{script}.gz").write_bytes(gzip.compress(text.encode()))
