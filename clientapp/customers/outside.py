"""How one gets from a customer to the rows that hold its fields but its own, for filters.

The tables have names of their own here, so that a statement that joins them too stays apart.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import true
from sqlalchemy.orm import aliased
from sqlmodel import col

from clientapp.field import Home
from clientapp.listing.filters import Column
from clientapp.listing.through import Through
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    CustomerContact,
    PicklistOption,
)


def column(attribute: Any) -> Column:
    """An attribute of a model as the column that it is."""
    return attribute


contact_link, contact = aliased(CustomerContact), aliased(Contact)
site_link, site = aliased(CustomerAddress), aliased(Address)
billing_link, billing = aliased(CustomerAddress), aliased(Address)
category = aliased(PicklistOption)

HELD_BY: Mapping[Home, Any] = {
    Home.PRIMARY_CONTACT: contact,
    Home.SITE: site,
    Home.BILLING: billing,
}
THROUGH = {
    Home.PRIMARY_CONTACT: Through(
        column(Customer.id),
        column(contact_link.customer_id),
        (
            col(contact_link.is_primary) == true(),
            col(contact_link.trashed_at).is_(None),
            col(contact.id) == col(contact_link.contact_id),
        ),
    ),
    Home.SITE: Through(
        column(Customer.id),
        column(site_link.customer_id),
        (
            col(site_link.is_primary_site) == true(),
            col(site_link.trashed_at).is_(None),
            col(site.id) == col(site_link.address_id),
        ),
    ),
    Home.BILLING: Through(
        column(Customer.id),
        column(billing_link.customer_id),
        (
            col(billing_link.is_billing) == true(),
            col(billing_link.trashed_at).is_(None),
            col(billing.id) == col(billing_link.address_id),
        ),
    ),
}
"""How a customer is joined to the row that holds the fields of a home."""
