"""Writing many customers at once: setting a field, deactivating, moving to Trash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from clientapp.bulk.report import HAD_IT, Report, Tally
from clientapp.bulk.selection import Chosen, Selection
from clientapp.bulk.writing import Work, run
from clientapp.customers.derived import MADE_OF, SEARCH, refresh
from clientapp.customers.fields import BULK_FIELDS, FIELD
from clientapp.customers.queries import CUSTOMERS
from clientapp.editing.validation import Invalid, Rejected, read_value
from clientapp.field import Field, FieldKind
from clientapp.ledger.recording import Actor, now
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import trash_rows, update_rows
from clientapp.listing.total import newest_operation
from clientapp.models import Customer, CustomerAddress, CustomerContact, Operation, Status
from clientapp.picklists.queries import live_label
from clientapp.searching import index

RECENTLY = timedelta(hours=1)
DERIVING_AT_ONCE = 500
"""Customers of one transaction, where columns are computed anew for each."""

Action = Literal["delete", "deactivate", "skip"]

CLEAN, SHARED, RECENT = "clean", "shared", "recent"
LEFT = {
    CLEAN: "skipped",
    SHARED: "at a site of another customer",
    RECENT: "changed in the last hour",
}
"""Why the customers of a group are left that is to be skipped."""


@dataclass(frozen=True)
class Group:
    """How many customers of a selection are alike: nothing speaks against deleting those of
    "clean", the site of "shared" is another customer's too, "recent" changed in the last hour."""

    key: str
    count: int


@dataclass(frozen=True)
class DeletePreview:
    """What a delete would do.

    Attributes:
        count: customers of the selection.
        names: of the first three, by name.
        contacts: persons that go to Trash with them.
        places: places of theirs, which stay.
        groups: those that there are; together they are the selection.
        newest: the newest operation on customers, 0 before the first.
    """

    count: int
    names: tuple[str, ...]
    contacts: int
    places: int
    groups: tuple[Group, ...]
    newest: int


def delete_preview(session: Session, selection: Selection) -> DeletePreview:
    """Look at what a delete of the selection would do."""
    chosen = selection.select(session, CUSTOMERS)
    connection, group = session.connection(), _group()
    counts: dict[str, int] = dict(
        connection.execute(chosen.with_only_columns(group, func.count()).group_by(group)).all()  # pyright: ignore
    )
    names = chosen.with_only_columns(col(Customer.display_name))
    named = names.order_by(col(Customer.name_key), col(Customer.id)).limit(3)
    contacts = select(func.count(func.distinct(col(CustomerContact.contact_id)))).where(
        col(CustomerContact.trashed_at).is_(None), col(CustomerContact.customer_id).in_(chosen)
    )
    places = select(func.count(func.distinct(col(CustomerAddress.address_id)))).where(
        col(CustomerAddress.trashed_at).is_(None), col(CustomerAddress.customer_id).in_(chosen)
    )
    return DeletePreview(
        count=sum(counts.values()),
        names=tuple(connection.execute(named).scalars()),
        contacts=connection.execute(contacts).scalar_one(),
        places=connection.execute(places).scalar_one(),
        groups=tuple(Group(key, counts[key]) for key in LEFT if key in counts),
        newest=newest_operation(session, CUSTOMERS.kind),
    )


def _group() -> ColumnElement[str]:
    """The group of a customer, as SQL."""
    recent = (col(Customer.modified_at) > now() - RECENTLY) & (col(Customer.version) > 1)
    here, there = aliased(CustomerAddress), aliased(CustomerAddress)
    other = aliased(Customer)
    shared = (
        exists()
        .where(col(here.customer_id) == col(Customer.id), col(here.is_site))
        .where(col(here.trashed_at).is_(None), col(there.trashed_at).is_(None))
        .where(col(there.address_id) == col(here.address_id))
        .where(col(there.customer_id) != col(here.customer_id))
        .where(col(other.id) == col(there.customer_id), col(other.trashed_at).is_(None))
    )
    return case((recent, RECENT), (shared, SHARED), else_=CLEAN)


def trash_customers(
    transaction: Transaction,
    actor: Actor,
    selection: Selection,
    expected: int,
    actions: Mapping[str, Action],
    progress: Progress | None = None,
) -> Report:
    """Move customers to Trash, deactivate or skip them, by the group that each is in then.

    Args:
        expected: how many were confirmed.
        actions: what is done to a group; to one that is not named, "delete".

    Raises:
        CountChanged: if the selection holds another number.
    """

    def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
        chosen: dict[str, list[int]] = {}
        for key, members in _groups(session, ids).items():
            action = actions.get(key, "delete")
            chosen.setdefault(action, []).extend(members)
            if action == "skip":
                tally.left(LEFT[key], len(members))
        _trash(session, operation, chosen.get("delete", []), tally)
        if inactive := chosen.get("deactivate"):
            changed = update_rows(
                session, operation, Customer, inactive, {"status": Status.INACTIVE.value}
            )
            tally.done("deactivated", len(changed))
            tally.left("inactive already", len(inactive) - len(changed))

    def plan(_session: Session) -> Work:
        chosen = Chosen(selection, CUSTOMERS)
        return Work("delete", CUSTOMERS.kind, "Delete of {}".format, chosen, write, expected)

    return run(transaction, actor, plan, progress)


def _groups(session: Session, ids: list[int]) -> dict[str, list[int]]:
    """The ids of live customers by their group."""
    held = Selection(ids=tuple(ids)).select(session, CUSTOMERS)
    rows = session.connection().execute(held.add_columns(_group()))
    groups: dict[str, list[int]] = {}
    for row_id, key in rows:
        groups.setdefault(key, []).append(row_id)
    return groups


def _trash(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
    trashed = trash_rows(session, operation, Customer, ids)
    index.remove(session, SEARCH, trashed)
    tally.done("moved to Trash", len(trashed))


def set_field(
    transaction: Transaction,
    actor: Actor,
    selection: Selection,
    expected: int,
    name: str,
    value: Any | None,
    progress: Progress | None = None,
    kind: str = "bulk edit",
) -> Report:
    """Give a field of many customers the same value.

    Args:
        expected: how many were confirmed.
        value: as its column holds it or as it is typed, such as the id of an option; None or an
            empty text empties the field.

    Raises:
        Rejected: if the field does not take the value.
        CountChanged: if the selection holds another number.
    """
    field, new = _read(name, value)
    deriving = field.stored_as in MADE_OF

    def plan(session: Session) -> Work:
        words = "emptied" if new is None else f"set to {_shown(session, field, new)}"

        def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
            changed = update_rows(session, operation, Customer, ids, {field.stored_as: new})
            if deriving:
                refresh(session, changed)
            tally.done(words, len(changed))
            tally.left(HAD_IT if new is not None else "empty already", len(ids) - len(changed))

        return Work(
            kind,
            CUSTOMERS.kind,
            lambda whom: f"{field.label} {words} on {whom}",
            Chosen(selection, CUSTOMERS),
            write,
            expected,
            DERIVING_AT_ONCE if deriving else None,
        )

    return run(transaction, actor, plan, progress)


def _read(name: str, value: Any | None) -> tuple[Field, Any | None]:
    """The field, and the value as its column holds it."""
    if name not in BULK_FIELDS:
        raise Rejected({name: "This field cannot be set on many customers at once"})
    field = FIELD[name]
    try:
        new = read_value(field, "" if value is None else str(value))
    except Invalid as problem:
        raise Rejected({name: str(problem)}) from None
    if new is None and field.never_empty:
        raise Rejected({name: f"{field.label} cannot be empty"})
    return field, new


def _shown(session: Session, field: Field, value: Any) -> str:
    """A value in words."""
    if field.kind != FieldKind.OPTION:
        return field.in_words(value)
    label = live_label(session, field.picklist, value)
    if label is None:
        raise Rejected({field.name: f"Choose {field.label.lower()} from the list"})
    return label


def trash_customer(transaction: Transaction, actor: Actor, customer_id: int) -> Report:
    """Move one customer to Trash.

    Raises:
        CountChanged: if it does not exist or is in Trash.
    """
    return trash_customers(transaction, actor, Selection(ids=(customer_id,)), 1, {})


def set_status(transaction: Transaction, actor: Actor, customer_id: int, status: str) -> Report:
    """Activate or deactivate one customer.

    Raises:
        Rejected: if it is no status.
        CountChanged: if it does not exist or is in Trash.
    """
    one = Selection(ids=(customer_id,))
    return set_field(transaction, actor, one, 1, "status", status, kind="edit")
