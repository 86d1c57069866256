"""The history of one record, in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from clientapp.field import Field
from clientapp.ledger.changed import FieldsOf
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.merges import is_merge
from clientapp.ledger.wording import Line, Names, Words, gather, named_in
from clientapp.models import Action, Change, Operation
from clientapp.record import registry

Labels = Callable[[set[int]], dict[int, str]]


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
        merges: whether it merged this record with others.
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
    merges: bool


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
    grouped: dict[int, tuple[Operation, list[Change]]] = {}
    found = _found(session, kind, record_id, limit + 1)
    for change, operation in found:
        grouped.setdefault(change.operation_id, (operation, []))[1].insert(0, change)
    words, named = _words(session, kind, [c for c, _by in found], [record_id], fields, labels)
    entries = [
        _entry(kind, operation, changes, words.lines(operation, changes, named[record_id]))
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
    ordered = sorted(changes, key=lambda change: change.id or 0)
    about: dict[int, list[Change]] = {}
    for change in ordered:
        about.setdefault(change.about_id, []).append(change)
    words, named = _words(session, kind, ordered[::-1], list(about), fields, labels)
    return {
        record_id: tuple(line.text for line in words.lines(operation, some, named[record_id]))
        for record_id, some in about.items()
    }


def lines_by_record(
    session: Session,
    kind: str,
    done: Mapping[int, Operation],
    fields: Iterable[Field],
    labels: Labels,
) -> dict[int, tuple[str, ...]]:
    """What an operation of its own did to each of many records, in the words of their history.

    Args:
        done: the operations, by the ids of the records.

    Returns:
        By the ids of the records, in a number of statements that does not depend on theirs.
    """
    dialect = dialect_of(session)
    statement = select(Change).where(
        Change.about_kind == kind,
        among(dialect, Change.about_id, done),
        among(dialect, Change.operation_id, {each.id or 0 for each in done.values()}),
    )
    about: dict[int, list[Change]] = {}
    for change in session.exec(statement.order_by(col(Change.id))):
        if done[change.about_id].id == change.operation_id:
            about.setdefault(change.about_id, []).append(change)
    newest_first = sorted(
        (change for some in about.values() for change in some), key=lambda c: -(c.id or 0)
    )
    words, named = _words(session, kind, newest_first, list(about), fields, labels)
    return {
        record_id: tuple(line.text for line in words.lines(done[record_id], some, named[record_id]))
        for record_id, some in about.items()
    }


def _words(
    session: Session,
    kind: str,
    newest_first: list[Change],
    ids: list[int],
    fields: Iterable[Field],
    labels: Labels,
) -> tuple[Words, dict[int, FieldsOf]]:
    """The words for changes about records, and the fields of each of these."""
    fields = list(fields)
    told = gather(session, kind, newest_first)
    in_parts = any(change.record_kind != kind for change in newest_first)
    held = registry.records[kind].held(session, ids) if in_parts else {}
    mentioned = named_in(kind, fields, told, newest_first)
    names: Names = {**labels(mentioned.options), **mentioned.titles(session)}
    return Words(kind, told, names), {
        record_id: FieldsOf(kind, fields, held.get(record_id, {})) for record_id in ids
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
        .cte("newest")
        .prefix_with("MATERIALIZED")  # SQLite would find them anew for every change
    )
    statement = (
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .join(newest, newest.c.operation_id == Change.operation_id)
        .where(*about)
        .order_by(newest.c.last.desc(), col(Change.id).desc())
    )
    return [(change, operation) for change, operation in session.exec(statement)]


def _entry(
    kind: str, operation: Operation, changes: Sequence[Change], lines: tuple[Line, ...]
) -> Entry:
    of_this = operation.record_kind == kind and any(c.action != Action.LOOK for c in changes)
    return Entry(
        operation_id=operation.id or 0,
        lines=lines,
        label=operation.label,
        who=operation.actor_name,
        actor_id=operation.actor_id,
        when=operation.started_at,
        kind=operation.kind,
        undone=operation.undone_by_id is not None,
        alone=operation.rows == 1 and of_this,
        merges=is_merge(operation),
    )
