"""Does the work in the background, in a process of its own beside the server: the pages stay quick,
and a kill costs one step. It ends when nothing waits, or when the process that started it is gone.
"""

import os
import sys

from sqlalchemy.exc import SQLAlchemyError

from clientapp.background.runner import run_all
from clientapp.database import transaction
from clientapp.wiring import wire


def work() -> int:
    """Do what waits; how many pieces of work ended."""
    parent = os.getppid()
    return run_all(transaction, going=lambda: os.getppid() == parent)


if __name__ == "__main__":
    wire()
    try:
        work()
    except KeyboardInterrupt:
        sys.exit(130)  # it goes on with the next start
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        sys.exit(f"The work in the background could not go on: {cause}")
