"""The history of one record, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from clientapp.field import Field, FieldKind
from clientapp.ledger.changed import field_names
from clientapp.models import Action, Change, Operation

Labels = Callable[[set[int]], dict[int, str]]


@dataclass(frozen=True)
class Entry:
    """One operation as the history of a record shows it.

    Attributes:
        lines: what it did to this record, such as "Category from Standard to VIP".
        when: UTC.
        undone: whether it was undone since.
        actor_id: the user, None for a command or the system.
        alone: whether it touched this record only, so that it can be undone from here.
    """

    operation_id: int
    lines: tuple[str, ...]
    who: str
    actor_id: int | None
    when: datetime
    kind: str
    undone: bool
    alone: bool


def history(
    session: Session,
    kind: str,
    record_id: int,
    fields: Iterable[Field],
    labels: Labels,
    limit: int = 50,
) -> list[Entry]:
    """The newest operations that touched a record or a part of it.

    Args:
        labels: looks up the labels of options by their ids.
    """
    found = session.exec(
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(Change.about_kind == kind, Change.about_id == record_id)
        .order_by(col(Change.id).desc())
        .limit(limit * 5)
    ).all()
    by_column = field_names(kind, fields)
    names = labels(_option_ids(by_column, (change for change, _operation in found)))
    grouped: dict[int, tuple[Operation, list[Change]]] = {}
    for change, operation in reversed(found):
        grouped.setdefault(change.operation_id, (operation, []))[1].append(change)
    entries = [
        _entry(operation, _lines(kind, operation, changes, by_column, names))
        for operation, changes in grouped.values()
    ]
    return [entry for entry in reversed(entries) if entry.lines][:limit]


def _entry(operation: Operation, lines: tuple[str, ...]) -> Entry:
    return Entry(
        operation_id=operation.id or 0,
        lines=lines,
        who=operation.actor_name,
        actor_id=operation.actor_id,
        when=operation.started_at,
        kind=operation.kind,
        undone=operation.undone_by_id is not None,
        alone=operation.rows == 1,
    )


def _lines(
    kind: str,
    operation: Operation,
    changes: list[Change],
    by_column: dict[tuple[str, str], Field],
    names: dict[int, str],
) -> tuple[str, ...]:
    whole = {c.action for c in changes if c.record_kind == kind}
    for action, words in (
        (Action.CREATE, _created(operation)),
        (Action.TRASH, "Moved to Trash"),
        (Action.RESTORE, "Restored from Trash"),
    ):
        if action in whole:
            return (words,)
    return tuple(
        _line(
            field, _shown(field, (c.before or {}).get(column), names), _shown(field, after, names)
        )
        for c in changes
        for column, after in (c.after or {}).items()
        if (field := by_column.get((c.record_kind, column)))
    )


def _created(operation: Operation) -> str:
    """How a record came: by itself, or with many others by an import."""
    if operation.kind == "create":
        return "Created"
    return f"Created by {operation.label[:1].lower()}{operation.label[1:]}"


def _line(field: Field, before: str, after: str) -> str:
    if before and after:
        return f"{field.label} from {before} to {after}"
    return f"{field.label} set to {after}" if after else f"{field.label} emptied, was {before}"


def _shown(field: Field, value: Any, names: dict[int, str]) -> str:
    if value is None:
        return ""
    if field.kind == FieldKind.OPTION:
        return names.get(value, f"a removed choice ({value})")
    return field.choice_label(str(value))


def _option_ids(by_column: dict[tuple[str, str], Field], changes: Iterable[Change]) -> set[int]:
    return {
        value
        for change in changes
        for document in (change.before, change.after)
        for column, value in (document or {}).items()
        if value is not None
        and (field := by_column.get((change.record_kind, column)))
        and field.kind == FieldKind.OPTION
    }
