"""Brings the database up to the code, in a process of its own beside the start of the server.

The server needs a second to load; the migration's libraries load meanwhile, and no database
connection is open when the server's workers are forked.
"""

from sqlalchemy.exc import SQLAlchemyError

from clientapp import database
from clientapp.serving.checks import CannotStart, one_line_if_impossible


def migrate() -> None:
    """Migrate in this process.

    Raises:
        CannotStart: if the database cannot be reached, cannot be used or is newer than the code.
    """
    try:
        database.migrate()
    except database.UnusableDatabase as error:
        raise CannotStart(str(error)) from None
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CannotStart(f"The database cannot be used: {cause}") from None


if __name__ == "__main__":
    with one_line_if_impossible():
        migrate()
