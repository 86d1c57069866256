"""Serve the built floor on one port: `python serve.py PORT`, from this folder."""

import os
import sys

os.environ.update(REFLEX_ENV_MODE="prod", REFLEX_TELEMETRY_ENABLED="false")
sys.path.insert(0, os.getcwd())

from granian import Granian
from granian.constants import Interfaces
from reflex_base.environment import environment

environment.REFLEX_SKIP_COMPILE.set(True)
environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)

if __name__ == "__main__":
    Granian(
        "floor.floor:app", factory=True, interface=Interfaces.ASGI, address="127.0.0.1",
        port=int(sys.argv[1]), workers=1,
    ).serve()  # fmt: skip
