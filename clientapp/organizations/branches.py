"""That an organization is not its own branch: the chain of parents ends somewhere.

Those in Trash count too, so that a restore cannot close a circle.
"""

from collections.abc import Collection

from sqlalchemy import text
from sqlmodel import Session, col, select

from clientapp.ledger.dialect import dialect_of
from clientapp.ledger.recording import update_row
from clientapp.models import Operation, Organization

ABOVE = """
WITH RECURSIVE above (id) AS (
    SELECT CAST(:start AS bigint) UNION SELECT o.parent_id FROM organization AS o
    JOIN above AS a ON o.id = a.id WHERE o.parent_id IS NOT NULL
) SELECT id FROM above
"""


def hold_branches(session: Session) -> None:
    """Let nobody else change who is a branch of whom until the transaction ends; taken before any
    row is locked, so that two cannot wait for each other. SQLite's transactions hold the only write
    lock already."""
    if dialect_of(session).name != "sqlite":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(hashtext('branches'))"))


def is_own_branch(session: Session, organization_id: int, parent_id: int) -> bool:
    """Whether it would be a branch of itself, or of one of its own branches, at this parent."""
    above = session.connection().execute(text(ABOVE), {"start": parent_id}).scalars()
    return organization_id in set(above)


def mend_branches(session: Session, operation: Operation, ids: Collection[int]) -> None:
    """Take the parents from those of the organizations that an undo made their own branches."""
    hold_branches(session)
    chosen = select(Organization).where(col(Organization.id).in_(ids))
    for each in session.exec(chosen.where(col(Organization.parent_id).is_not(None))).all():
        row_id, parent_id = each.id or 0, each.parent_id or 0
        if is_own_branch(session, row_id, parent_id):
            update_row(session, operation, Organization, row_id, {"parent_id": None})
