"""The operations that have come to nothing: what was undone, and not done again since."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlmodel import Session, col

from clientapp.models import Operation


def void_operations(session: Session, after: int) -> Iterator[int]:
    """The ids of those after an operation that came to nothing, with their undos.

    An undo can be undone, and so on. What stands in the end is the operation at the beginning, or
    nothing: the undos between are worth nothing by themselves.
    """
    named = select(col(Operation.id), col(Operation.undoes_id), col(Operation.undone_by_id))
    some = or_(col(Operation.undoes_id) > after, col(Operation.undone_by_id).is_not(None))
    rows = session.connection().execute(named.where(col(Operation.id) > after, some)).all()
    undone_by = {row.id: row.undone_by_id for row in rows}
    for first in (row.id for row in rows if row.undoes_id is None):
        chain = [first]
        while (undo := undone_by.get(chain[-1])) is not None:
            chain.append(undo)
        yield from chain[len(chain) % 2 :]
