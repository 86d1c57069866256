"""What a customer is to the verbs: its fields, its tables, how it is refreshed."""

from collections.abc import Collection

from sqlmodel import Session

from clientapp import routes
from clientapp.addresses.fields import PLACE_FIELDS
from clientapp.addresses.rules import title_of
from clientapp.addresses.ticking import mend
from clientapp.contacts.commands import mend_primary
from clientapp.contacts.fields import PERSON_FIELDS, ROLE
from clientapp.contacts.rules import person_name
from clientapp.customers.derived import MADE_OF, refresh, reindex
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.reading import HOLDING, facts, properties, titles
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    CustomerTag,
    Note,
    Operation,
    Organization,
    Property,
)
from clientapp.notes.fields import NOTE_FIELDS, note_title
from clientapp.record import Links, Part, Record, Telling, Unique

PEOPLE = Links("customer_contact", "contact_id", "customer_id", "l.is_primary")
PLACES = Links(
    *("customer_address", "address_id", "customer_id"), "(l.is_primary_site OR l.is_billing)"
)


def _first(links: Links) -> str:
    """SQL for the customer with whom a shared row is created."""
    return f"(SELECT min(l.{links.record}) FROM {links.table} AS l WHERE l.{links.row} = t.id)"


PLACE_IN_USE = (
    "EXISTS (SELECT 1 FROM customer_address AS l JOIN customer AS c ON c.id = l.customer_id "
    "WHERE l.address_id = {address} AND l.trashed_at IS NULL AND c.trashed_at IS NULL)"
)
PERSON_IN_USE = (
    "EXISTS (SELECT 1 FROM customer_contact AS l JOIN customer AS c ON c.id = l.customer_id "
    "WHERE l.contact_id = t.id AND l.trashed_at IS NULL AND c.trashed_at IS NULL)"
)
PARTS = (
    Part(
        "customer",
        Customer,
        about_kind="customer",
        derives=MADE_OF,
        unique=(Unique(("external_id",), "external ID taken"),),
    ),
    Part(
        "contact",
        Contact,
        about_kind="customer",
        about=_first(PEOPLE),
        links=PEOPLE,
        telling=Telling("Contact", person_name, PERSON_FIELDS),
        goes_with_last=True,
        in_use=PERSON_IN_USE,
        reported=False,
        derives=MADE_OF,
    ),
    Part(
        "customer_contact",
        CustomerContact,
        about_kind="customer",
        about="t.customer_id",
        owner="customer_id",
        derives=frozenset({"is_primary", "contact_id", "customer_id"}),
        telling=Telling(
            "Contact",
            fields=(ROLE,),
            links="contact",
            column="contact_id",
            ticks=(("is_primary", "Primary contact is now {}", ""),),
        ),
        unique=(
            Unique(("customer_id",), "another contact is there", only="is_primary"),
            Unique(("customer_id", "contact_id"), "it is there already", lasting=True),
        ),
    ),
    Part(
        "address",
        Address,
        about_kind="customer",
        about=_first(PLACES),
        links=PLACES,
        telling=Telling("Address", title_of, PLACE_FIELDS),
        in_use=PLACE_IN_USE.format(address="t.id"),
        reported=False,
        derives=MADE_OF,
    ),
    Part(
        "customer_address",
        CustomerAddress,
        about_kind="customer",
        about="t.customer_id",
        owner="customer_id",
        derives=frozenset({"is_primary_site", "is_billing", "address_id", "customer_id"}),
        telling=Telling(
            "Address",
            links="address",
            column="address_id",
            ticks=(
                ("is_billing", "Billing address is now {}", ""),
                ("is_primary_site", "Primary site is now {}", ""),
                ("is_site", "{} is a site now", "{} is no site any more"),
            ),
        ),
        unique=(
            Unique(
                *(("customer_id",), "another place is there"),
                only="is_billing",
                instead="is_site",  # decision 5: what is billed no more stays as a site
            ),
            Unique(("customer_id",), "another place is there", only="is_primary_site"),
            Unique(("customer_id", "address_id"), "it is there already", lasting=True),
        ),
    ),
    Part(
        "property",
        Property,
        about_kind="property",
        in_use=PLACE_IN_USE.format(address="t.address_id"),
        reported=False,
    ),
    Part("organization", Organization, about_kind="organization"),
    Part(
        "customer_tag",
        CustomerTag,
        about_kind="customer",
        about="t.customer_id",
        owner="customer_id",
        telling=Telling("Tag", links="picklist_option", column="tag_id"),
        unique=(Unique(("customer_id", "tag_id"), "it is there already", lasting=True),),
    ),
    Part(
        "note",
        Note,
        about_kind="customer",
        about="t.customer_id",
        owner="customer_id",
        telling=Telling("Note", note_title, NOTE_FIELDS, alone=True),
    ),
)


def _mend(session: Session, operation: Operation, ids: Collection[int]) -> None:
    """One primary contact, one billing address and one primary site, whatever an undo took."""
    mend_primary(session, operation, ids)
    mend(session, operation, ids)


CUSTOMER = Record(
    kind="customer",
    label="customer",
    plural="customers",
    fields=CUSTOMER_FIELDS,
    parts=PARTS,
    refresh=refresh,
    reindex=reindex,
    titles=titles,
    facts=facts,
    url=routes.customer,
    held=HOLDING.rows,
    mend=_mend,
    along=properties,
    found_by=("name_key", "place_key", "number"),
)
