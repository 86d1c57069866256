"""Organizations that are made and read in tests."""

from typing import Any

from sqlmodel import func, select

from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import UndoReport, undo_all
from clientapp.models import Customer, Operation, Organization, Property
from clientapp.organizations.commands import EDITABLE, create_organization
from clientapp.organizations.reading import read_values
from clientapp.record_page.saving import update_record

PLACE = {
    "street": "1 Main Street",
    "city": "Benton",
    "state": "AR",
    "postal_code": "72015",
}


def create(actor: Actor, *names: str, **values: Any) -> list[int]:
    """Organizations of these names, each an operation of its own; their ids."""
    ids: list[int] = []
    for name in names:
        with transaction() as session:
            ids.append(create_organization(session, actor, {"name": name, **values}))
    return ids


def stored(organization_id: int) -> dict[str, Any]:
    """The values of an organization by field name."""
    with reading() as session:
        return read_values(session, [organization_id])[organization_id]


def save(actor: Actor, organization_id: int, **values: Any) -> None:
    """What a form does that was just opened."""
    with transaction() as session:
        version = read_values(session, [organization_id])[organization_id]["version"]
        update_record(session, actor, EDITABLE, organization_id, values, version)


def newest_operation() -> int:
    """The id of the newest operation."""
    with reading() as session:
        return session.exec(select(func.max(Operation.id))).one() or 0


def undo(actor: Actor, operation_id: int = 0) -> UndoReport:
    """Undo an operation, or the newest one."""
    return undo_all(transaction, actor, operation_id or newest_operation())


def owner_of(model: type[Customer] | type[Property], row_id: int) -> int | None:
    """The organization that a customer or a property belongs to."""
    with reading() as session:
        return session.get_one(model, row_id).organization_id


def in_trash(organization_id: int) -> bool:
    """Whether an organization lies in Trash."""
    with reading() as session:
        return session.get_one(Organization, organization_id).trashed_at is not None
