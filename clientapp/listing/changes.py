"""What others did to a list since it was read."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest
from clientapp.listing.statement import matching
from clientapp.models import Change, Operation, OperationStatus

MANY = 2_000
"""Of more rows than this nobody asks which of them the list shows."""


def changed_since(
    session: Session,
    listed: Listed,
    request: ListRequest,
    operation_id: int,
    shown: Collection[int],
) -> int:
    """How many records of a list were changed by later operations, or by one still under way.

    Args:
        operation_id: the newest operation when the list was read.
        shown: the ids of the records on the screen.

    Returns:
        Those that are shown or that the request finds by now; where the operations changed more
        than 2,000 rows, the number of these.
    """
    operations = select(col(Operation.id), col(Operation.rows), col(Operation.cursor)).where(
        col(Operation.record_kind) == listed.kind,
        or_(
            col(Operation.id) > operation_id,
            col(Operation.status) == OperationStatus.RUNNING,
        ),
    )
    later = session.connection().execute(operations.limit(MANY + 1)).all()
    changed = sum(max(rows, cursor) for _id, rows, cursor in later)
    if not later or changed > MANY:
        return changed
    about = select(col(Change.about_id)).distinct()
    about = about.where(
        col(Change.operation_id).in_([row.id for row in later]),
        col(Change.about_kind) == listed.kind,
    )
    touched = set(session.connection().execute(about.limit(MANY + 1)).scalars())
    unseen = touched - set(shown)
    found = matching(session, listed, request).where(listed.id.in_(unseen)).subquery()
    count = select(func.count()).select_from(found)
    return len(touched - unseen) + session.connection().execute(count).scalar_one()
