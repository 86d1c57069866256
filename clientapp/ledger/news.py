"""Who changed a record since it was opened, and what."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from clientapp.field import Field
from clientapp.ledger.changed import field_names
from clientapp.models import Action, Change, Operation


class News(NamedTuple):
    """What one operation changed: the labels of the fields; `when` is UTC."""

    who: str
    actor_id: int | None
    when: datetime
    labels: tuple[str, ...]


def news_since(
    session: Session, kind: str, record_id: int, version: int, fields: Iterable[Field]
) -> list[News]:
    """The operations that changed a record or a part of it after a version, newest first."""
    by_column = field_names(kind, fields)
    found = session.exec(
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(Change.about_kind == kind, Change.about_id == record_id, Change.version > version)
        .order_by(col(Change.id).desc())
    )
    labels: dict[int, dict[str, None]] = {}
    operations: dict[int, Operation] = {}
    for change, operation in found:
        operations.setdefault(change.operation_id, operation)
        changed = (by_column.get((change.record_kind, name)) for name in change.after or {})
        known = labels.setdefault(change.operation_id, {})
        known.update((field.label, None) for field in changed if field)
    return [
        News(each.actor_name, each.actor_id, each.started_at, tuple(labels[key]))
        for key, each in operations.items()
    ]


def last_trashed(session: Session, kind: str, record_id: int) -> Operation | None:
    """The operation that moved a record to Trash the last time, if one did."""
    return session.exec(
        select(Operation)
        .join(Change, col(Change.operation_id) == Operation.id)
        .where(Change.about_kind == kind, Change.about_id == record_id)
        .where(Change.record_kind == kind, Change.action == Action.TRASH)
        .order_by(col(Change.id).desc())
        .limit(1)
    ).first()
