"""The fields of an organization, in the order of the form."""

from typing import Any

from clientapp.addresses.single import place_fields
from clientapp.field import Field, FieldKind, Home
from clientapp.models import Status

STATUSES = ((Status.ACTIVE.value, "Active"), (Status.INACTIVE.value, "Inactive"))

ORGANIZATION = "Organization"
HEADQUARTERS = "Headquarters"
BILLING = "Billing"
BRANCHES = "Branches"
MORE = "More"

SECTIONS = (ORGANIZATION, HEADQUARTERS, BILLING, BRANCHES, MORE)

SYSTEM, DERIVED = Home.SYSTEM, Home.DERIVED
EMAIL, PHONE, LONG_TEXT = FieldKind.EMAIL, FieldKind.PHONE, FieldKind.LONG_TEXT

_PLACE = frozenset(
    {"street", "street2", "city", "state", "postal_code", "country", "latitude", "longitude"}
)


def _option(name: str, label: str, section: str, **more: Any) -> Field:
    """A choice from the picklist of the same name."""
    return Field(name, label, FieldKind.OPTION, section=section, picklist=name, bulk=True, **more)


ORGANIZATION_FIELDS = (
    Field("id", "ID", home=SYSTEM, read_only=True, imported=False),
    Field(
        *("name", "Organization name"),
        section=ORGANIZATION,
        width=6,
        required=True,
        never_empty=True,
        aliases=("name", "organization", "company", "company name", "business name"),
    ),
    Field("tax_identifier", "Tax identifier", section=ORGANIZATION, aliases=("tax id", "ein")),
    Field("external_id", "External ID", section=ORGANIZATION, aliases=("organization id",)),
    Field("phone", "Phone", PHONE, section=ORGANIZATION, aliases=("telephone", "phone number")),
    Field("email", "Email", EMAIL, section=ORGANIZATION, aliases=("e-mail", "email address")),
    Field("website", "Website", section=ORGANIZATION),
    Field(
        *("status", "Status", FieldKind.CHOICE),
        section=ORGANIZATION,
        choices=STATUSES,
        never_empty=True,
        bulk=True,
    ),
    _option("industry", "Industry", ORGANIZATION, width=6),
    _option("category", "Category", ORGANIZATION, width=6),
    *place_fields(_PLACE, HEADQUARTERS),
    Field("billing_name", "Billing name", section=BILLING, width=6),
    Field("billing_email", "Billing email", EMAIL, section=BILLING, width=6),
    Field("billing_address", "Billing address", LONG_TEXT, section=BILLING, width=12),
    _option("payment_term", "Payment term", BILLING),
    _option("tax_rate", "Tax rate", BILLING),
    _option("communication_preference", "Communication preference", BILLING, width=6, radios=True),
    Field(
        *("parent", "Parent organization", FieldKind.RECORD),
        section=BRANCHES,
        width=6,
        record_kind="organization",
        aliases=("parent", "branch of"),
    ),
    Field("description", "Description", LONG_TEXT, section=MORE, width=12),
    Field(
        *("created_at", "Created", FieldKind.MOMENT), home=SYSTEM, read_only=True, imported=False
    ),
    Field("created_by_name", "Created by", home=DERIVED, read_only=True, imported=False),
    Field("created_by", "Created by (account)", home=DERIVED, read_only=True, imported=False),
    Field(
        *("modified_at", "Last modified", FieldKind.MOMENT),
        home=SYSTEM,
        read_only=True,
        imported=False,
    ),
    Field("modified_by_name", "Last modified by", home=DERIVED, read_only=True, imported=False),
)
"""All of them; those that are derived are put together when they are read."""

FIELD = {field.name: field for field in ORGANIZATION_FIELDS}
"""A field by its name."""

PLACE = tuple(field.name for field in ORGANIZATION_FIELDS if field.home == Home.SITE)
"""The fields of the headquarters."""
