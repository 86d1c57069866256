"""What a property is to the verbs: its fields, its tables, how it is refreshed."""

from collections.abc import Collection

from sqlmodel import Session

from clientapp import routes
from clientapp.addresses.part import ADDRESS, CUSTOMERS
from clientapp.addresses.roles import ROLE_FIELDS
from clientapp.contacts.commands import mend_primary
from clientapp.contacts.part import CONTACT, contact_links
from clientapp.field import Field, FieldKind
from clientapp.listing.offering import offered
from clientapp.models import (
    Operation,
    Property,
    PropertyCustomer,
    PropertyResource,
)
from clientapp.properties.derived import refresh
from clientapp.properties.fields import PROPERTY_FIELDS
from clientapp.properties.owners import settle
from clientapp.properties.queries import PROPERTIES
from clientapp.properties.reading import HOLDING, facts, titles
from clientapp.properties.resources import RESOURCE, RESOURCE_FIELD, TICK
from clientapp.properties.rules import OWN_UNIT
from clientapp.record import Links, Part, Record, Telling, Unique

AT_CUSTOMER = Links(
    *("property_customer", "id", "customer_id"),
    telling=Telling("Property", fields=ROLE_FIELDS, links="property", column="property_id"),
)
"""What a customer is to a property stands in the customer's history too."""

PARTS = (
    Part(
        "property",
        Property,
        about_kind="property",
        in_use=CUSTOMERS.used("t.address_id"),
        reported=False,
        derives=frozenset({"name", "external_id", "address_id", "parent_id"}),
        unique=(Unique(("external_id",), "external ID taken"),),
    ),
    CONTACT,
    ADDRESS,
    contact_links("property"),
    Part(
        "property_customer",
        PropertyCustomer,
        about_kind="property",
        about="t.property_id",
        owner="property_id",
        also=(AT_CUSTOMER,),
        telling=Telling("Customer", fields=ROLE_FIELDS, links="customer", column="customer_id"),
        together=frozenset({"from_date", "until_date"}),
    ),
    Part(
        "property_resource",
        PropertyResource,
        about_kind="property",
        about="t.property_id",
        owner="property_id",
        derives=frozenset({"name", "value", TICK}),
        telling=Telling(
            RESOURCE,
            lambda values: values["name"],
            (RESOURCE_FIELD["name"], Field(TICK, "Secret", FieldKind.FLAG)),
            alone=True,
            untold=frozenset({"value"}),
        ),
    ),
)


def _mend(session: Session, operation: Operation, ids: Collection[int]) -> None:
    """One primary contact, and owners who follow each other, whatever an undo took or put back."""
    mend_primary(session, operation, ids, "property")
    settle(session, operation, ids)


PROPERTY = Record(
    kind="property",
    label="property",
    plural="properties",
    fields=PROPERTY_FIELDS,
    parts=PARTS,
    refresh=refresh,
    reindex=refresh,
    titles=titles,
    facts=facts,
    url=routes.property_page,
    held=HOLDING.rows,
    mend=_mend,
    found_by=("name_key", "place_key"),
    offered=lambda session, text: offered(session, PROPERTIES, text),
    circle=OWN_UNIT,
)
