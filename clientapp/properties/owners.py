"""The stored owners of properties, as `properties.ownership` wants them."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, col, select

from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import insert_rows, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.models import Operation, PropertyCustomer, PropertyRole
from clientapp.properties.ownership import Owner, Owners, settled
from clientapp.settings import settings


def today() -> date:
    """The day that it is in the time zone of the settings."""
    return datetime.now(settings().zone).date()


def owners_of(session: Session, property_id: int) -> Owners:
    """The owners of a property, the first one first."""
    found = select(PropertyCustomer).where(
        PropertyCustomer.property_id == property_id,
        PropertyCustomer.role == PropertyRole.OWNER,
        col(PropertyCustomer.trashed_at).is_(None),
    )
    rows = session.exec(found.execution_options(populate_existing=True))
    owners = (Owner(row.id, row.customer_id, row.from_date, row.until_date) for row in rows)
    return sorted(owners, key=lambda owner: (owner.first, owner.row))


def write_owners(
    session: Session, operation: Operation, property_id: int, was: Owners, wanted: Owners
) -> None:
    """Write who owned a property when; a row that is not wanted any more goes to Trash."""
    stored = {owner.row: owner for owner in was}
    gone = stored.keys() - {owner.row for owner in wanted}
    trash_rows(session, operation, PropertyCustomer, sorted(row for row in gone if row))
    for owner in wanted:
        times = {"from_date": owner.since, "until_date": owner.until}
        if owner.row is None:
            insert_role(
                session, operation, property_id, owner.customer_id, PropertyRole.OWNER, **times
            )
        elif owner != stored[owner.row]:
            update_row(session, operation, PropertyCustomer, owner.row, times)


def insert_role(
    session: Session,
    operation: Operation,
    property_id: int,
    customer_id: int,
    role: str,
    from_date: date | None,
    until_date: date | None,
) -> int:
    """Say what a customer is to a property, in an open operation; the row's id."""
    row_id = reserve_ids(session, PropertyCustomer, 1)[0]
    pair = {"id": row_id, "property_id": property_id, "customer_id": customer_id}
    times = {"from_date": from_date, "until_date": until_date}
    row = {**pair, "role": PropertyRole(role).value, **times}
    insert_rows(session, operation, {PropertyCustomer: [row]})
    return row_id


def settle(session: Session, operation: Operation, property_ids: Collection[int]) -> None:
    """Let owners follow each other again, as an undo or a removal left them (`Record.mend`)."""
    for property_id in sorted(property_ids):
        was = owners_of(session, property_id)
        write_owners(session, operation, property_id, was, settled(was))
