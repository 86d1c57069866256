"""What customers and their contacts had before, which a search still finds them by."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.customers.record.past import KIND
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.past import Trace
from clientapp.models import Action, Change, Operation

KINDS = ("customer", "contact")

GivenUp = list[dict[str, Any]]
"""Values by column, as they were before a change."""


def given_up_before(session: Session, ids: Collection[int], moment: datetime) -> dict[int, GivenUp]:
    """What was changed by operations that began before a moment (with a time zone), by the ids of
    the customers."""
    statement = (
        select(col(Change.about_id), col(Change.before))
        .join(Operation, col(Operation.id) == col(Change.operation_id))
        .where(
            col(Change.about_kind) == KIND,
            among(dialect_of(session), col(Change.about_id), ids),
            col(Change.record_kind).in_(KINDS),
            col(Change.action) == Action.UPDATE,
            col(Operation.started_at) < moment,
        )
    )
    found: dict[int, GivenUp] = {}
    for row in session.connection().execute(statement):
        found.setdefault(row[0], []).append(row[1] or {})
    return found


def given_up_by(changes: Iterable[Trace]) -> GivenUp:
    """What these changes changed."""
    updates = (c for c in changes if c.record_kind in KINDS and c.action == Action.UPDATE)
    return [change.before or {} for change in updates]
