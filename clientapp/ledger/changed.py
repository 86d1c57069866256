"""What others changed since a version: the base of a save that loses nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from clientapp.field import Field, FieldKind, Home
from clientapp.models import Change


class Conflict(Exception):
    """Somebody else changed the same fields to other values.

    Attributes:
        theirs: their values now, by field name.
    """

    def __init__(self, theirs: dict[str, Any]) -> None:
        super().__init__(", ".join(sorted(theirs)))
        self.theirs = theirs


PART_OF_HOME = {Home.PRIMARY_CONTACT: "contact", Home.SITE: "address"}
"""The part that holds a field; any other field is held by the record itself."""


def field_names(kind: str, fields: Iterable[Field]) -> dict[tuple[str, str], Field]:
    """The fields by the part and column that the ledger knows them by."""
    return {(PART_OF_HOME.get(f.home, kind), f.stored_as): f for f in fields}


def originals_since(
    session: Session, kind: str, record_id: int, version: int, fields: Iterable[Field]
) -> dict[str, Any]:
    """The fields that changed since a version of a record, with the values they had then."""
    by_column = field_names(kind, fields)
    changes = session.exec(
        select(Change)
        .where(Change.about_kind == kind, Change.about_id == record_id)
        .where(Change.version > version)
        .order_by(col(Change.id).desc())
    )
    originals: dict[str, Any] = {}
    for change in changes:
        for column in change.after or {}:
            if field := by_column.get((change.record_kind, column)):
                originals[field.name] = as_column(field, (change.before or {}).get(column))
    return originals


def as_column(field: Field, value: Any) -> Any:
    """A value of the ledger in the type of its field's column."""
    if value is not None and field.kind == FieldKind.DATE:
        return date.fromisoformat(value)
    return value
