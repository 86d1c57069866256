"""Every write to a customer. Each is one operation in the ledger; the session is passed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.addresses import given
from clientapp.addresses.forms import address_problems
from clientapp.contacts import commands as contacts
from clientapp.customers import creating, rules
from clientapp.customers.customer import CUSTOMER
from clientapp.customers.derived import SEARCH, derive, new_document
from clientapp.customers.fields import SECTIONS, at_home
from clientapp.customers.reading import read_values
from clientapp.customers.record.past import customer_at
from clientapp.field import Home
from clientapp.ledger.ids import reserve_ids, reserve_numbers
from clientapp.ledger.recording import Actor, insert_rows, update_row
from clientapp.models import Customer, Kind, Operation, Status
from clientapp.models.base import Tracked
from clientapp.record_page.editable import Editable
from clientapp.record_page.saving import Saved, create_record, update_record
from clientapp.searching import index
from clientapp.settings import settings

NUMBERS = "customer"
OWN = [(field.stored_as, field.name) for field in at_home(Home.RECORD)]
"""The column and the name of each field that the customer's own row holds."""

SITE = [(field.stored_as, field.name) for field in at_home(Home.SITE)]
BILLING = [(field.stored_as, field.name) for field in at_home(Home.BILLING)]


def create_customer(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    addresses: creating.Blocks = (),
    contacts: creating.Blocks = (),
    whole_address: bool = False,
) -> int:
    """Create one customer from what the form read.

    Args:
        addresses, contacts: further ones, beside those that the values name.
        whole_address: whether the address that the values name has all that its country wants.

    Returns:
        Its id.

    Raises:
        Rejected: with a sentence for each field that does not do; one of a further address or
            contact is named with its number: "address-1-postal_code".
    """
    filled = rules.with_defaults(values)
    problems = creating.problems_of(session, filled, addresses, contacts)
    if whole_address:
        problems |= address_problems(filled, settings().country)

    def add(operation: Operation) -> int:
        created = add_customers(session, operation, [filled])[0]
        creating.add(session, operation, created, addresses, contacts)
        return created

    return create_record(session, actor, EDITABLE, filled, add, problems)


def add_customers(
    session: Session, operation: Operation, customers: Sequence[Mapping[str, Any]]
) -> range:
    """Insert many customers with contacts, places and search documents in an open operation.

    Args:
        customers: values by field name, with defaults filled in; "property_type" is that of the
            site.

    Returns:
        Their ids, in order.
    """
    ids = reserve_ids(session, Customer, len(customers))
    numbers = reserve_numbers(session, NUMBERS, len(customers))
    numbered = [
        {**values, "number": number} for values, number in zip(customers, numbers, strict=True)
    ]
    derived = [derive(values) for values in numbered]
    places = given.place_rows(session, _places(ids, numbered))
    rows: dict[type[Tracked], list[dict[str, Any]]] = {
        Customer: [
            {
                "id": row_id,
                "number": values["number"],
                **{column: values.get(name) for column, name in OWN},
                **columns,
            }
            for row_id, values, columns in zip(ids, numbered, derived, strict=True)
        ],
        **contacts.contact_rows(session, _having(contacts.COLUMNS, ids, numbered)),
        **places,
    }
    insert_rows(session, operation, rows)
    documents = [new_document(session, *each) for each in zip(numbered, derived, strict=True)]
    index.add(session, SEARCH, zip(ids, documents, strict=True))
    given.index_sites(session, places)
    return ids


def _having(
    columns: Sequence[str], ids: Sequence[int], customers: Sequence[Mapping[str, Any]]
) -> list[tuple[int, Mapping[str, Any]]]:
    """The customers that have any of these fields."""
    pairs = zip(ids, customers, strict=True)
    return [(row_id, values) for row_id, values in pairs if any(map(values.get, columns))]


def _places(
    ids: Sequence[int], customers: Sequence[Mapping[str, Any]]
) -> list[tuple[int, given.Place]]:
    """The places of new customers, each with the customer's id."""
    return [
        (row_id, place)
        for row_id, values in zip(ids, customers, strict=True)
        for place in given.places(
            {column: values.get(name) for column, name in SITE},
            {column: values.get(name) for column, name in BILLING},
            values.get("property_type"),
        )
    ]


def save_values(
    session: Session,
    operation: Operation,
    customer_id: int,
    current: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Write each value to the row that holds it, in an open operation.

    Args:
        values: by field name. A billing address that is empty or equal to the site is no place of
            its own: the site is billed. One that is not named follows the place it is at.
    """
    own, contact, site, billing = (
        {f.stored_as: values[f.name] for f in at_home(home) if f.name in values}
        for home in (Home.RECORD, Home.PRIMARY_CONTACT, Home.SITE, Home.BILLING)
    )
    if own:
        update_row(session, operation, Customer, customer_id, own)
    if contact:
        contact_id = current["contact_id"]
        contacts.write_primary_contact(session, operation, customer_id, contact_id, contact)
    if site or billing:
        given.write_given(
            session,
            operation,
            customer_id,
            given.Held(current["address_id"], {column: current[name] for column, name in SITE}),
            given.Held(current["billing_id"], {column: current[name] for column, name in BILLING}),
            site,
            billing,
        )


EDITABLE = Editable(
    record=CUSTOMER,
    sections=SECTIONS,
    read_values=read_values,
    check=rules.check,
    save_values=save_values,
    display_name=rules.display_name,
    starts_with={"kind": Kind.RESIDENTIAL, "status": Status.ACTIVE},
    values_then=customer_at,
)
"""What the form and the page of a customer have to know of it."""


def update_customer(
    session: Session,
    actor: Actor,
    customer_id: int,
    values: Mapping[str, Any],
    base_version: int,
    begun_at: Mapping[str, int] | None = None,
) -> Saved:
    """Save what the form of a customer holds; see `record_page.saving.update_record`."""
    return update_record(session, actor, EDITABLE, customer_id, values, base_version, begun_at)
