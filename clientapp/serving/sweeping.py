"""Puts the database in order, in a process of its own beside the server, now and then.

What a killed process left running is marked as stopped, a property whose handover is due goes to
its new owner, and what has been in Trash for too long is deleted for good.
"""

import sys

from sqlalchemy.exc import SQLAlchemyError

from clientapp.database import transaction
from clientapp.ledger.running import stop_cut_off
from clientapp.properties.due import carry_out
from clientapp.settings import settings
from clientapp.trash.commands import purge_expired
from clientapp.wiring import wire


def sweep() -> int:
    """Put in order; how many records were deleted for good."""
    with transaction() as session:
        stop_cut_off(session)
    carry_out(transaction)
    return purge_expired(transaction, settings().trash_days)


if __name__ == "__main__":
    wire()
    try:
        sweep()
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        sys.exit(f"What is old in Trash could not be deleted: {cause}")
