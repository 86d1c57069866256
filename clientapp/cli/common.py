"""What the commands share: who acts, the database made ready, and problems in one line."""

import getpass
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from clientapp.problem import Problem

if TYPE_CHECKING:
    from clientapp.ledger.recording import Actor

STOPPED = "Stopped. What was written stays and can be undone; run it again to finish."


@contextmanager
def one_line(code: int = 1, stopped: str = STOPPED) -> Generator[None]:
    """Say in one line on standard error what cannot be done, or that Ctrl-C `stopped` it, and end
    with an exit code."""
    try:
        yield
    except Problem as problem:
        end(str(problem), code)
    except OSError as error:
        end(f"{error.filename or 'A file'} cannot be used: {error.strerror}", code)
    except KeyboardInterrupt:
        end(stopped, 130)
    except Exception as error:
        from sqlalchemy.exc import OperationalError

        if not isinstance(error, OperationalError):
            raise
        end(f"The database cannot be used: {str(error.orig).strip().splitlines()[0]}", code)


def end(line: str, code: int = 1) -> NoReturn:
    """Print a line on standard error and end."""
    print(line, file=sys.stderr)
    raise typer.Exit(code)


def actor() -> "Actor":
    """Who runs the command."""
    from clientapp.ledger.recording import Actor

    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in a container
        name = "Command line"
    return Actor(None, name, "command line")


def prepare() -> None:
    """Make the records known, and the database as new as this version."""
    from clientapp.database import migrate
    from clientapp.serving.checks import check_data_folder
    from clientapp.settings import settings
    from clientapp.wiring import wire

    wire()
    check_data_folder(settings().data_dir)
    migrate()
