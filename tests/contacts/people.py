"""Writing and reading the people and places of customers, each in a transaction of its own."""

from typing import Any

from sqlmodel import col, select

from clientapp.addresses.commands import save_address
from clientapp.addresses.queries import AddressShown, addresses_of, stored_address
from clientapp.contacts.commands import save_contact
from clientapp.contacts.queries import ContactShown, contacts_of, stored_contact
from clientapp.customers.commands import create_customer
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import Operation
from clientapp.record_page.history import record_history

OAK = {"street": "12 Oak Ct", "city": "Benton", "state": "AR", "postal_code": "72015"}
ELM = {"street": "7 Elm St", "city": "Conway", "state": "AR", "postal_code": "72032"}


def customer(actor: Actor, name: str = "Reyes", **values: Any) -> int:
    """A new customer "Ana Reyes"."""
    with transaction() as session:
        return create_customer(session, actor, {"first_name": "Ana", "last_name": name, **values})


def add(actor: Actor, customer_id: int, name: str, *, is_primary: bool = False, **more: Any) -> int:
    """Add a contact by the dialog; the person's id."""
    first, _space, last = name.partition(" ")
    values = {"first_name": first, "last_name": last or None, **more}
    with transaction() as session:
        save_contact(session, actor, customer_id, None, values, {}, is_primary=is_primary)
    return next(each.id for each in contacts(customer_id) if each.name == name)


def edit(actor: Actor, customer_id: int, contact_id: int, **values: Any) -> int | None:
    """Change fields of a contact by the dialog, which was opened just before."""
    with transaction() as session:
        base = stored_contact(session, customer_id, contact_id) or {}
        primary = base.get("is_primary", False)
        return save_contact(
            session, actor, customer_id, contact_id, values, base, is_primary=primary
        )


def add_place(actor: Actor, customer_id: int, place: dict[str, Any], **ticks: bool) -> int:
    """Add an address by the dialog, a site unless ticks say otherwise; the place's id."""
    chosen = {"is_billing": False, "is_site": True, **ticks}
    with transaction() as session:
        save_address(session, actor, customer_id, None, place, {}, **chosen)
    return max(each.id for each in addresses(customer_id))


def edit_place(actor: Actor, customer_id: int, address_id: int, **values: Any) -> int | None:
    """Change fields or ticks of an address by the dialog, which was opened just before."""
    with transaction() as session:
        base = stored_address(session, customer_id, address_id) or {}
        ticks = {name: values.pop(name, base[name]) for name in ("is_billing", "is_site")}
        primary = values.pop("is_primary_site", False)
        return save_address(
            *(session, actor, customer_id, address_id, values, base),
            **ticks,
            is_primary_site=primary,
        )


def contacts(customer_id: int) -> list[ContactShown]:
    """The contacts of a customer."""
    with reading() as session:
        return contacts_of(session, customer_id)


def addresses(customer_id: int) -> list[AddressShown]:
    """The addresses of a customer."""
    with reading() as session:
        return addresses_of(session, customer_id)


def told(customer_id: int) -> list[str]:
    """What the newest entry of a customer's history says."""
    with reading() as session:
        return [
            line.text for line in record_history(session, "customer", customer_id).entries[0].lines
        ]


def newest() -> int:
    """The newest operation."""
    with reading() as session:
        return session.exec(select(Operation.id).order_by(col(Operation.id).desc())).first() or 0
