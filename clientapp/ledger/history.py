"""The history of one record, in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from clientapp.field import Field, FieldKind
from clientapp.ledger.as_of import rows_now, step_back
from clientapp.ledger.changed import field_names
from clientapp.models import Action, Change, Operation

Labels = Callable[[set[int]], dict[int, str]]
Columns = dict[tuple[str, str], Field]
Document = dict[str, Any]

MOVES = (Action.TRASH, Action.RESTORE)


class Line(NamedTuple):
    """What an operation did to one field, such as "Category from Standard to VIP", or to the
    whole record, such as "Moved to Trash".

    `change_id` and `field` (its name) say what `putting_back.put_back` can put back by itself; 0
    and "" where it cannot.
    """

    text: str
    change_id: int = 0
    field: str = ""


@dataclass(frozen=True)
class Entry:
    """One operation as the history of a record shows it.

    Attributes:
        lines: what it did to this record.
        label: the operation in words, such as "Import of customers.csv".
        actor_id: the user, None for a command or the system.
        when: UTC.
        undone: whether it was undone since.
        alone: whether it touched this record only, so that it can be undone from here.
    """

    operation_id: int
    lines: tuple[Line, ...]
    label: str
    who: str
    actor_id: int | None
    when: datetime
    kind: str
    undone: bool
    alone: bool


class History(NamedTuple):
    """The newest entries, the newest first, and whether there are older ones."""

    entries: list[Entry]
    more: bool


def history(
    session: Session,
    kind: str,
    record_id: int,
    fields: Iterable[Field],
    labels: Labels,
    limit: int = 50,
) -> History:
    """The newest operations that touched a record or a part of it.

    Args:
        labels: looks up the labels of options by their ids.
        limit: how many operations to look at; one that changed nothing that has a name is no entry.
    """
    by_column = field_names(kind, fields)
    grouped: dict[int, tuple[Operation, list[Change]]] = {}
    found = _found(session, kind, record_id, limit + 1)
    for change, operation in found:
        grouped.setdefault(change.operation_id, (operation, []))[1].insert(0, change)
    documents = _documents(session, kind, [change for change, _operation in found])
    words = _Words(by_column, documents, labels(_option_ids(by_column, documents, found)))
    entries = [
        _entry(operation, words.lines(kind, operation, changes))
        for operation, changes in list(grouped.values())[:limit]
    ]
    return History([entry for entry in entries if entry.lines], len(grouped) > limit)


def lines_of(
    session: Session,
    kind: str,
    operation: Operation,
    changes: Sequence[Change],
    fields: Iterable[Field],
    labels: Labels,
) -> dict[int, tuple[str, ...]]:
    """What one operation did to records of a kind, in the words of their history.

    Args:
        changes: those of the operation about these records, in any order.

    Returns:
        By the ids of the records.
    """
    by_column = field_names(kind, fields)
    ordered = sorted(changes, key=lambda change: change.id or 0)
    documents = _documents(session, kind, ordered[::-1])
    found = [(change, operation) for change in ordered]
    words = _Words(by_column, documents, labels(_option_ids(by_column, documents, found)))
    about: dict[int, list[Change]] = {}
    for change in ordered:
        about.setdefault(change.about_id, []).append(change)
    return {
        record_id: tuple(line.text for line in words.lines(kind, operation, some))
        for record_id, some in about.items()
    }


def _found(
    session: Session, kind: str, record_id: int, limit: int
) -> list[tuple[Change, Operation]]:
    """The changes of the newest operations, the newest first."""
    about = (Change.about_kind == kind, Change.about_id == record_id)
    newest = (
        select(Change.operation_id, func.max(col(Change.id)).label("last"))
        .where(*about)
        .group_by(col(Change.operation_id))
        .order_by(func.max(col(Change.id)).desc())
        .limit(limit)
        .subquery()
    )
    statement = (
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .join(newest, newest.c.operation_id == Change.operation_id)
        .where(*about)
        .order_by(newest.c.last.desc(), col(Change.id).desc())
    )
    return [(change, operation) for change, operation in session.exec(statement)]


def _documents(
    session: Session, kind: str, newest_first: Sequence[Change]
) -> dict[int, tuple[Document, Document]]:
    """What each change made of which values, by its id. A part that came from or went to Trash
    brought or took all its values, which its row holds."""
    documents = {c.id or 0: (c.before or {}, c.after or {}) for c in newest_first}
    if all(c.record_kind == kind or c.action not in MOVES for c in newest_first):
        return documents
    rows = rows_now(session, newest_first)
    for change in newest_first:
        row = rows.get((change.record_kind, change.record_id))
        if row and change.action in MOVES and change.record_kind != kind:
            held = {name: value for name, value in row.values.items() if value is not None}
            gone = change.action == Action.TRASH
            documents[change.id or 0] = (held, dict.fromkeys(held)) if gone else ({}, held)
        step_back(rows, change)
    return documents


def _entry(operation: Operation, lines: tuple[Line, ...]) -> Entry:
    return Entry(
        operation_id=operation.id or 0,
        lines=lines,
        label=operation.label,
        who=operation.actor_name,
        actor_id=operation.actor_id,
        when=operation.started_at,
        kind=operation.kind,
        undone=operation.undone_by_id is not None,
        alone=operation.rows == 1,
    )


class _Words(NamedTuple):
    """What the lines are made of."""

    by_column: Columns
    documents: dict[int, tuple[Document, Document]]
    names: dict[int, str]

    def lines(self, kind: str, operation: Operation, changes: Iterable[Change]) -> tuple[Line, ...]:
        whole = {c.action for c in changes if c.record_kind == kind}
        for action, words in (
            (Action.CREATE, _created(operation)),
            (Action.TRASH, "Moved to Trash"),
            (Action.RESTORE, "Restored from Trash"),
        ):
            if action in whole:
                return (Line(words),)
        return tuple(line for change in changes for line in self.fields(change))

    def fields(self, change: Change) -> Iterable[Line]:
        before, after = self.documents[change.id or 0]
        for column, value in after.items():
            field = self.by_column.get((change.record_kind, column))
            if field is None:
                continue
            was, now = (shown(field, each, self.names) for each in (before.get(column), value))
            if change.action in MOVES or field.read_only:
                yield Line(_line(field, was, now))
            else:
                yield Line(_line(field, was, now), change.id or 0, field.name)


def _created(operation: Operation) -> str:
    """How a record came: by itself, or with many others by an import."""
    if operation.kind == "create":
        return "Created"
    return f"Created by {lowered(operation.label)}"


def lowered(label: str) -> str:
    """A label within a sentence."""
    return label[:1].lower() + label[1:]


def _line(field: Field, before: str, after: str) -> str:
    if before and after:
        return f"{field.label} from {before} to {after}"
    return f"{field.label} set to {after}" if after else f"{field.label} emptied, was {before}"


def shown(field: Field, value: Any, names: dict[int, str]) -> str:
    """A value as people read it, empty where there is none.

    Args:
        names: the labels of options by their ids.
    """
    if value is None:
        return ""
    if field.kind == FieldKind.OPTION:
        return names.get(value, f"a removed choice ({value})")
    return field.choice_label(str(value))


def _option_ids(
    by_column: Columns,
    documents: dict[int, tuple[Document, Document]],
    found: Iterable[tuple[Change, Operation]],
) -> set[int]:
    return {
        value
        for change, _operation in found
        for document in documents[change.id or 0]
        for column, value in document.items()
        if value is not None
        and (field := by_column.get((change.record_kind, column)))
        and field.kind == FieldKind.OPTION
    }
