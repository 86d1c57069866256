"""Organizations and properties as kinds of record beside customers."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlmodel import Session

from clientapp import routes
from clientapp.database import transaction
from clientapp.formatting import fold
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, finish, insert_rows
from clientapp.ledger.setting import trash_rows
from clientapp.models import Organization
from clientapp.record import Record, registry

KINDS: tuple[tuple[str, str, str, Callable[[int], str]], ...] = (
    ("organization", "organizations", "name", routes.organization),
    ("property", "properties", "display_name", routes.property_page),
)


def _record(kind: str, plural: str, named: str, url: Callable[[int], str]) -> Record:
    part = registry.parts[kind]

    def titles(session: Session, ids: Collection[int]) -> dict[int, str]:
        columns = part.table.c
        found = select(columns["id"], columns[named]).where(columns["id"].in_(ids))
        return {row[0]: row[1] for row in session.connection().execute(found)}

    return Record(kind, kind, plural, (), (part,), titles, url, found_by=("name_key",))


@contextmanager
def kinds_of_record() -> Iterator[None]:
    """Both are records of their own, whether their rooms are wired or not."""
    before = registry.records.copy()
    for kind, plural, named, url in KINDS:
        registry.records.setdefault(kind, _record(kind, plural, named, url))
    yield
    registry.records = before


def add_organizations(actor: Actor, names: Collection[str]) -> list[int]:
    """Organizations of these names; their ids."""
    with transaction() as session:
        operation = begin(session, actor, "create", "Organizations", record_kind="organization")
        ids = reserve_ids(session, Organization, len(names))
        rows = [
            {"id": row_id, "name": name, "name_key": fold(name), "status": "active"}
            for row_id, name in zip(ids, names, strict=True)
        ]
        insert_rows(session, operation, {Organization: rows})
        finish(session, operation)
    return list(ids)


def trash_organizations(actor: Actor, ids: Collection[int]) -> int:
    """Move organizations to Trash; the operation."""
    with transaction() as session:
        label = f"Delete of {len(ids)} organizations"
        operation = begin(session, actor, "delete", label, record_kind="organization")
        trash_rows(session, operation, Organization, ids)
        return finish(session, operation).id or 0
