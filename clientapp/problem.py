"""What a person can put right, and how a page says that it could not read what it shows."""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)


class Problem(Exception):
    """Something that cannot be done as asked; the text is one line for the person who asked.

    The command line prints the text alone. Anything else that is raised is a defect, and shows
    where it arose.
    """


class Says(Protocol):
    """A state whose page shows `problem` while there is one."""

    problem: str


@contextmanager
def said_if_unreadable(state: Says, what: str) -> Generator[None]:
    """Around reading from the database: if that fails, log it, and say it in `state.problem`.

    Nothing is raised then, and the rest of the block is left out. `what` is one of what is read,
    such as "list".
    """
    try:
        yield
    except SQLAlchemyError:
        logger.exception("The %s could not be read", what)
        state.problem = f"The {what} could not be read. Nothing was changed."
