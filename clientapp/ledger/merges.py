"""Merges of records, read off the ledger: what was merged into what, and whether it comes apart.

A merge is an operation of the kind "merge" whose details name the record that stayed and those
that were merged into it. Undone, they come back; the undo of that is a merge again.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from clientapp.ledger.dialect import among, dialect_of
from clientapp.models import Action, Change, Operation
from clientapp.record import Part, registry

MERGE = "merge"
EDITED = "edited since"


class Merge(NamedTuple):
    """Where a record is that was merged into another one.

    Attributes:
        operation_id: what is undone to have it back.
        actor_id: whose operation that is.
        survivor_id: the record that it was merged into.
    """

    operation_id: int
    actor_id: int | None
    survivor_id: int


def together(names: Sequence[str]) -> str:
    """Names in a sentence: "Ford St Market and Ford Market", "Ford St Market and 8 more"."""
    first, *others = names
    if len(others) > 1:
        return f"{first} and {len(others)} more"
    return " and ".join(names)


def is_merge(operation: Operation) -> bool:
    """Whether an operation merged records; picklists merge their choices in their own way."""
    return operation.kind == MERGE and "survivor" in operation.details


def merge_of(session: Session, operation: Operation) -> Operation | None:
    """The merge that an operation is, undoes, or does once more; None if it has to do with none."""
    first, _times = _first_of(session, operation)
    return first if is_merge(first) else None


def _first_of(session: Session, operation: Operation) -> tuple[Operation, int]:
    """What an operation undoes, or does once more; and how many undos later it came."""
    times = 0
    while operation.undoes_id is not None:
        operation, times = session.get_one(Operation, operation.undoes_id), times + 1
    return operation, times


def merged_away(session: Session, kind: str, ids: Collection[int]) -> dict[int, Merge]:
    """Those of the records that lie in Trash since they were merged into another one, by their
    ids."""
    table = registry.parts[kind].table
    newest = (
        select(col(Change.about_id), func.max(col(Change.id)).label("last"))
        .join(table, table.c["id"] == col(Change.about_id))
        .where(among(dialect_of(session), Change.about_id, ids), Change.about_kind == kind)
        .where(Change.record_kind == kind, Change.action == Action.TRASH)
        .where(table.c["trashed_at"].is_not(None))
        .group_by(col(Change.about_id))
        .subquery()
    )
    found = session.exec(
        select(newest.c.about_id, Operation)
        .select_from(newest)
        .join(Change, col(Change.id) == newest.c.last)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(col(Operation.undone_by_id).is_(None))
    ).all()
    return {
        record_id: Merge(by.id or 0, by.actor_id, merge.details["survivor"])
        for record_id, by in found
        if (merge := merge_of(session, by))
    }


def why_not_undone(session: Session, operation: Operation) -> str:
    """Why an operation that merged or unmerged records cannot be undone, "" if it can: what came of
    it was merged further, or changed since it came back."""
    merge = merge_of(session, operation)
    if merge is None:
        return ""
    record, survivor = registry.records[merge.record_kind], int(merge.details["survivor"])
    again = merged_away(session, record.kind, [survivor]).get(survivor)
    if again:
        names = record.titles(session, [survivor, again.survivor_id])
        return (
            f"{names.get(survivor, 'What stayed')} was itself merged into "
            f"{names.get(again.survivor_id, 'another one')} since. Unmerge that first."
        )
    changed = _changed_since_it_came_back(session, operation, record.parts[0])
    names = record.titles(session, changed[:1])
    return f"{names[changed[0]]} was changed since. Merge again instead." if changed else ""


def _changed_since_it_came_back(session: Session, operation: Operation, part: Part) -> list[int]:
    """The records that an unmerge brought back and that are not any more as they came."""
    table = part.table
    back = and_(
        table.c["id"] == col(Change.record_id),
        table.c["version"] != col(Change.version),
    )
    found = select(col(Change.record_id)).join(table, back)
    found = found.where(Change.operation_id == operation.id, Change.action == Action.RESTORE)
    return sorted(session.exec(found.where(Change.record_kind == part.kind)))


def edited_meanwhile(session: Session, undo: Operation) -> set[tuple[str, int, str]]:
    """What the undo of a merge reports of the records that came back: parts of theirs were edited
    while they were the survivor's, or were shared with others."""
    undone = session.get_one(Operation, undo.undoes_id)
    merge, times = _first_of(session, undone)
    if not is_merge(merge) or times % 2:
        return set()
    kind, merged = merge.record_kind, list(merge.details["merged"])
    moved = session.exec(
        select(Change.record_kind, Change.record_id, Change.about_id)
        .where(Change.operation_id == undone.id, Change.record_kind != kind)
        .where(Change.about_kind == kind, col(Change.about_id).in_(merged))
    ).all()
    origins = {(part, row_id): about_id for part, row_id, about_id in moved}
    origins |= _linked(session, origins)
    written = (Action.UPDATE, Action.TRASH, Action.RESTORE)
    later = session.exec(
        select(Change.record_kind, Change.record_id, Change.about_id, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(col(Change.about_id).in_([*merged, merge.details["survivor"]]))
        .where(Change.about_kind == kind, Change.record_kind != kind)
        .where(col(Change.operation_id) > undone.id, Change.operation_id != undo.id)
        .where(col(Change.action).in_(written), col(Operation.undone_by_id).is_(None))
    )
    whose = {
        about if about in merged else origins.get((part, row))
        for part, row, about, by in later
        if _still_holds(session, by, undone)
    }
    return {(kind, about_id, EDITED) for about_id in whose if about_id is not None}


def _still_holds(session: Session, operation: Operation, since: Operation) -> bool:
    """Whether what is not undone did something: an undo of what came since does not."""
    first, times = _first_of(session, operation)
    return times % 2 == 0 or (first.id or 0) < (since.id or 0)


def _linked(session: Session, origins: dict[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    """The rows that links lead to, such as the persons of contacts, with the links' origins."""
    found: dict[tuple[str, int], int] = {}
    for part in registry.parts.values():
        telling = part.telling  # of the rows that a record owns
        ids = [row_id for kind, row_id in origins if kind == part.kind]
        if not ids or telling is None or not telling.links:
            continue
        table = part.table
        rows = select(table.c["id"], table.c[telling.column]).where(
            among(dialect_of(session), table.c["id"], ids)
        )
        for row_id, to in session.connection().execute(rows):
            found[telling.links, to] = origins[part.kind, row_id]
    return found
