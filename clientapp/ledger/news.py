"""Who changed a record since it was opened, and what."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from clientapp.field import Field
from clientapp.ledger.changed import FieldsOf
from clientapp.models import Action, Change, Operation
from clientapp.record import registry


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
    found = session.exec(
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(Change.about_kind == kind, Change.about_id == record_id, Change.version > version)
        .where(Change.action != Action.LOOK)
        .order_by(col(Change.id).desc())
    ).all()
    if not found:
        return []
    named = FieldsOf(kind, fields, registry.records[kind].held(session, [record_id])[record_id])
    labels: dict[int, dict[str, str]] = {}
    operations: dict[int, Operation] = {}
    for change, operation in found:
        operations.setdefault(change.operation_id, operation)
        known = labels.setdefault(change.operation_id, {})
        known.update(_labels(change, named))
    return [
        News(each.actor_name, each.actor_id, each.started_at, _told(labels[key]))
        for key, each in operations.items()
    ]


def _labels(change: Change, named: FieldsOf) -> dict[str, str]:
    """The labels of what a change changed, each with that of the part which holds it: fields of
    the record, or else the part itself, such as "Contact"."""
    telling = registry.parts[change.record_kind].told_at(change.about_kind)
    part = telling.label if telling else ""
    fields = (named.of(change, column) for column in change.after or {})
    return {known[0].label: part for known in fields if known} or ({part: part} if part else {})


def _told(labels: dict[str, str]) -> tuple[str, ...]:
    """The labels, but for that of a part some fields of which are named."""
    named = {part for label, part in labels.items() if label != part}
    return tuple(label for label in labels if label not in named)


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
