"""What a customer is to the verbs: its fields, its tables, how it is refreshed."""

from collections.abc import Collection

from sqlmodel import Session

from clientapp import routes
from clientapp.addresses.part import ADDRESS
from clientapp.addresses.ticking import mend
from clientapp.contacts.commands import mend_primary
from clientapp.contacts.part import CONTACT, contact_links
from clientapp.customers.derived import MADE_OF, refresh, reindex
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.queries import CUSTOMERS
from clientapp.customers.reading import HOLDING, facts, properties, titles
from clientapp.listing.offering import offered
from clientapp.models import (
    Customer,
    CustomerAddress,
    Operation,
)
from clientapp.notes.part import notes_part
from clientapp.record import Part, Record, Telling, Unique
from clientapp.tags.part import tag_links

PARTS = (
    Part(
        "customer",
        Customer,
        about_kind="customer",
        derives=MADE_OF,
        unique=(Unique(("external_id",), "external ID taken"),),
    ),
    CONTACT,
    contact_links("customer"),
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
    tag_links("customer"),
    notes_part("customer"),
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
    offered=lambda session, text: offered(session, CUSTOMERS, text),
)
