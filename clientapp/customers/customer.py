"""What a customer is to the verbs: its fields, its tables, how it is refreshed."""

from collections.abc import Collection

from sqlmodel import Session

from clientapp import routes
from clientapp.addresses.part import ADDRESS, CUSTOMERS
from clientapp.addresses.ticking import mend
from clientapp.contacts.commands import mend_primary
from clientapp.contacts.fields import ROLE
from clientapp.contacts.part import CONTACT
from clientapp.customers.derived import MADE_OF, refresh, reindex
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.reading import HOLDING, facts, properties, titles
from clientapp.models import (
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
from clientapp.record import Part, Record, Telling, Unique

PARTS = (
    Part(
        "customer",
        Customer,
        about_kind="customer",
        derives=MADE_OF,
        unique=(Unique(("external_id",), "external ID taken"),),
    ),
    CONTACT,
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
    ADDRESS,
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
        in_use=CUSTOMERS.used("t.address_id"),
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
