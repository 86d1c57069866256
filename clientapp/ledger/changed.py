"""What others changed since a version: the base of a save that loses nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from clientapp.field import Field, Home
from clientapp.ledger.recording import from_json
from clientapp.models import Change, Operation
from clientapp.record import registry


@dataclass(frozen=True)
class Changed:
    """A field that changed since a version.

    Attributes:
        original: what it held at that version.
        who, actor_id: who changed it last; the id is None for a command or the system.
        when: UTC.
    """

    original: Any
    who: str
    actor_id: int | None
    when: datetime


class Conflict(Exception):
    """Somebody else changed the same fields to other values.

    Attributes:
        changed: who changed them, when, and what they held before, by field name.
        theirs: their values now, by field name.
        version: the record's version at which they hold them. A user who has seen it may replace
            them by a change that was begun at this version.
    """

    def __init__(
        self, changed: Mapping[str, Changed], theirs: Mapping[str, Any], version: int
    ) -> None:
        super().__init__(", ".join(sorted(changed)))
        self.changed = dict(changed)
        self.theirs = dict(theirs)
        self.version = version


PART_OF_HOME = {Home.PRIMARY_CONTACT: "contact", Home.SITE: "address"}
"""The part that holds a field; any other field is held by the record itself."""


def field_names(kind: str, fields: Iterable[Field]) -> dict[tuple[str, str], Field]:
    """The fields by the part and column that the ledger knows them by."""
    return {(PART_OF_HOME.get(f.home, kind), f.stored_as): f for f in fields}


def changed_since(
    session: Session,
    kind: str,
    record_id: int,
    version: int,
    fields: Iterable[Field],
    begun_at: Mapping[str, int] | None = None,
) -> dict[str, Changed]:
    """The fields that changed since a version of a record.

    Args:
        begun_at: for single fields, by name, another version to look from.
    """
    by_column = field_names(kind, fields)
    since = dict(begun_at or {})
    found = session.exec(
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(Change.about_kind == kind, Change.about_id == record_id)
        .where(Change.version > min([version, *since.values()]))
        .order_by(col(Change.id).desc())
    )
    changed: dict[str, Changed] = {}
    for change, operation in found:
        for column in change.after or {}:
            field = by_column.get((change.record_kind, column))
            if field and change.version > since.get(field.name, version):
                table = registry.parts[change.record_kind].table
                original = from_json(table.c[column], (change.before or {}).get(column))
                last = changed.get(field.name) or operation
                changed[field.name] = _changed(original, last)
    return changed


def _changed(original: Any, last: Changed | Operation) -> Changed:
    """Going back in time, an earlier change says what was before, the last one who and when."""
    if isinstance(last, Changed):
        return Changed(original, last.who, last.actor_id, last.when)
    return Changed(original, last.actor_name, last.actor_id, last.started_at)
