"""What no two live records of a kind may share, such as an external ID (decision 6)."""

from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from clientapp.editing.validation import Rejected
from clientapp.field import Field, Home
from clientapp.record import registry


def taken(
    session: Session,
    kind: str,
    values: Mapping[str, Any],
    changed: Collection[str],
    record_id: int = 0,
) -> dict[str, str]:
    """What another live record has already, by field name: a sentence that names that record.

    Args:
        values: of the whole record, by field name.
        changed: the names to look at.
        record_id: whose values they are; 0 for one that is not stored yet.
    """
    record = registry.records[kind]
    table = record.parts[0].table
    problems: dict[str, str] = {}
    for fields in _asked(kind, values, changed):
        same = [table.c[each.stored_as] == values[each.name] for each in fields]
        other = select(table.c["id"]).where(
            *same, table.c["id"] != record_id, table.c["trashed_at"].is_(None)
        )
        if (row_id := session.connection().execute(other).scalar()) is not None:
            title = record.titles(session, [row_id])[row_id]
            problems[fields[0].name] = f"This is the {_in_words(fields[0])} of {title} already"
    return problems


@contextmanager
def still_free(
    session: Session,
    kind: str,
    values: Mapping[str, Any],
    changed: Collection[str],
    record_id: int = 0,
) -> Generator[None]:
    """Around the write of values in which nothing was `taken`: somebody else may write the same at
    this moment, and the database lets one of the two pass.

    Raises:
        Rejected: with the sentences of `taken`, where it was not this one.
    """
    if not _asked(kind, values, changed):
        yield
        return
    try:
        with session.begin_nested():  # so that it can still be asked whose it is
            yield
    except IntegrityError:
        if problems := taken(session, kind, values, changed, record_id):
            raise Rejected(problems) from None
        raise


def _asked(
    kind: str, values: Mapping[str, Any], changed: Collection[str]
) -> list[tuple[Field, ...]]:
    """The fields that are unique together, as far as they are filled and one of them changed."""
    record = registry.records[kind]
    own = {field.stored_as: field for field in record.fields if field.home == Home.RECORD}
    together = (
        tuple(own[name] for name in unique.columns)
        for unique in record.parts[0].unique
        if own.keys() >= {*unique.columns}
    )
    return [
        fields
        for fields in together
        if any(each.name in changed for each in fields)
        and all(values.get(each.name) is not None for each in fields)
    ]


def _in_words(field: Field) -> str:
    return field.label[:1].lower() + field.label[1:]
