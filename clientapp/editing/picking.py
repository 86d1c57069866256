"""Choosing another record for a field: what is offered, and how a form holds what was chosen."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from clientapp.field import Field
from clientapp.formatting import fold
from clientapp.record import Record, registry

MOST = 8
LONGEST = 200
"""Characters of what is typed that are looked for."""


class Offered(NamedTuple):
    """A record that can be chosen: what it is called, and its number and place in one line."""

    id: int
    title: str
    detail: str


def offered(session: Session, kind: str, text: str) -> list[Offered]:
    """The live records that a text finds, those that are called so first; of a kind that is not
    known, none."""
    record = registry.records.get(kind)
    ids = record.offered(session, text[:LONGEST]) if record and text.strip() else ()
    if not record or not ids:
        return []
    titles, wanted = record.titles(session, ids), fold(text)
    ranked = sorted(ids, key=lambda each: _distance(fold(titles[each]), wanted))
    return shown(session, record, ranked[:MOST])


def shown(session: Session, record: Record, ids: Collection[int]) -> list[Offered]:
    """Records as they are offered, in the order of their ids."""
    titles, facts = record.titles(session, ids), record.facts(session, ids)
    return [Offered(each, titles[each], ", ".join(filter(None, facts[each]))) for each in ids]


def _distance(title: str, wanted: str) -> int:
    return 0 if title == wanted else 1 if title.startswith(wanted) else 2


def record_text(record_id: int, title: str) -> str:
    """A record as a form holds it: `editing.validation.read_value` reads its id again."""
    return f"{record_id}\t{title}"


def record_texts(
    session: Session, fields: Iterable[Field], values: Mapping[str, Any]
) -> dict[str, str]:
    """The texts of the fields that hold another record, by name, as a form holds them; one in Trash
    is not there (decision 18).

    Args:
        values: stored values by field name.
    """
    named = {f.name: (f.record_kind, values.get(f.name)) for f in fields if f.record_kind}
    titles = titles_of(session, named.values())
    return {
        name: record_text(row_id, titles[kind, row_id])
        if row_id is not None and _is_live(session, kind, row_id)
        else ""
        for name, (kind, row_id) in named.items()
    }


def titles_of(
    session: Session, keys: Iterable[tuple[str, int | None]]
) -> dict[tuple[str, int | None], str]:
    """What records are called, by kind and id, those in Trash too."""
    by_kind: dict[str, set[int]] = {}
    for kind, record_id in keys:
        if record_id is not None:
            by_kind.setdefault(kind, set()).add(record_id)
    return {
        (kind, record_id): title
        for kind, ids in by_kind.items()
        for record_id, title in registry.records[kind].titles(session, ids).items()
    }


def problems_of(
    session: Session, fields: Iterable[Field], values: Mapping[str, Any]
) -> dict[str, str]:
    """What is wrong with the records that values name, by field name: only live ones are chosen."""
    return {
        field.name: f"This {registry.records[field.record_kind].label} is in Trash, or gone"
        for field in fields
        if field.record_kind
        and (chosen := values.get(field.name)) is not None
        and not _is_live(session, field.record_kind, chosen)
    }


def _is_live(session: Session, kind: str, record_id: int) -> bool:
    table = registry.parts[kind].table
    live = select(table.c["id"]).where(table.c["id"] == record_id, table.c["trashed_at"].is_(None))
    return session.connection().execute(live).first() is not None
