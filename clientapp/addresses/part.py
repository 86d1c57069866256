"""What a place is to the ledger: one row, however many records have it."""

from clientapp.addresses.fields import PLACE_FIELDS
from clientapp.addresses.rules import title_of
from clientapp.models import Address
from clientapp.record import Links, Part, Telling

CUSTOMERS = Links(
    *("customer_address", "address_id", "customer_id"), "(l.is_primary_site OR l.is_billing)"
)
"""The customers that are billed at a place or have a site there."""

PROPERTIES = Links("property", "address_id", "id", "TRUE", "property", one=True)
"""The property that a place is."""

ORGANIZATIONS = Links("organization", "address_id", "id", "TRUE", "organization")
"""The organizations that have their headquarters at a place."""

PLACES = (CUSTOMERS, PROPERTIES, ORGANIZATIONS)

ADDRESS = Part(
    "address",
    Address,
    about_kind="customer",
    links=PLACES,
    telling=Telling("Address", title_of, PLACE_FIELDS),
    in_use=" OR ".join(links.used() for links in PLACES),
    reported=False,
    derives=frozenset(field.stored_as for field in PLACE_FIELDS),
)
