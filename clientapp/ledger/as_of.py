"""Rows as they stand now, and one change of them taken back; `past` walks all the way."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlmodel import Session, select

from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.recording import from_json
from clientapp.models import Action, Change
from clientapp.record import Part, registry

Key = tuple[str, int]
"""The part of a row, such as "contact", and its id."""


@dataclass
class Row:
    """One row at some moment: the columns that the ledger keeps, and whether it was in Trash."""

    values: dict[str, Any]
    in_trash: bool


class Written(Protocol):
    """What must be known of a change to take it back: what a `Change` has, however it was read."""

    @property
    def record_kind(self) -> str: ...
    @property
    def record_id(self) -> int: ...
    @property
    def action(self) -> str: ...
    @property
    def before(self) -> dict[str, Any] | None: ...


def rows_now(session: Session, changes: Iterable[Change]) -> dict[Key, Row]:
    """The rows that changes are about, as they stand now; those that were purged are left out."""
    wanted: dict[str, set[int]] = {}
    for change in changes:
        wanted.setdefault(change.record_kind, set()).add(change.record_id)
    return rows_of(session, wanted)


def rows_of(session: Session, wanted: Mapping[str, Collection[int]]) -> dict[Key, Row]:
    """Rows as they stand now, by the kinds of their parts; those that were purged are left out."""
    rows: dict[Key, Row] = {}
    for kind, ids in wanted.items():
        rows |= rows_by(session, registry.parts[kind], "id", ids)
    return rows


def rows_by(session: Session, part: Part, column: str, ids: Collection[int]) -> dict[Key, Row]:
    """The rows of a part as they stand now whose column holds one of the ids."""
    names = [each.name for each in part.columns]
    statement = select(part.table.c.id, part.table.c.trashed_at, *part.columns).where(
        among(dialect_of(session), part.table.c[column], ids)
    )
    found: Any = session.connection().execute(statement)
    return {
        (part.kind, row[0]): Row(dict(zip(names, row[2:], strict=True)), row[1] is not None)
        for row in found
    }


def step_back(rows: dict[Key, Row], change: Written) -> None:
    """Make rows what they were before a change, the newest of those not yet walked back."""
    key = (change.record_kind, change.record_id)
    if key not in rows:
        return
    match change.action:
        case Action.CREATE:
            del rows[key]
        case Action.TRASH | Action.RESTORE:
            rows[key].in_trash = change.action == Action.RESTORE
        case _:
            columns = registry.parts[change.record_kind].table.c
            for name, value in (change.before or {}).items():
                if name in columns:
                    rows[key].values[name] = from_json(columns[name], value)
