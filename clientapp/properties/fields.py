"""The fields of a property, in the order of the form."""

from clientapp.addresses.fields import PLACE_FIELD
from clientapp.addresses.single import place_fields
from clientapp.field import Field, FieldKind, Home

PROPERTY = "Property"

SYSTEM, DERIVED = Home.SYSTEM, Home.DERIVED


PROPERTY_FIELDS = (
    Field("id", "ID", home=SYSTEM, read_only=True, imported=False, api_name="PropertyID"),
    Field("name", "Property name", section=PROPERTY, width=6, aliases=("name", "property")),
    Field(
        *("type", "Property type", FieldKind.OPTION),
        section=PROPERTY,
        width=6,
        picklist="property_type",
        bulk=True,
        aliases=("type",),
    ),
    Field(
        *("organization", "Organization", FieldKind.RECORD),
        section=PROPERTY,
        width=6,
        record_kind="organization",
        bulk=True,
    ),
    Field(
        *("parent", "Part of", FieldKind.RECORD),
        section=PROPERTY,
        width=6,
        record_kind="property",
        aliases=("unit of",),
    ),
    Field("external_id", "External ID", section=PROPERTY, width=6, aliases=("property id",)),
    *place_fields(PLACE_FIELD),
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

FIELD = {field.name: field for field in PROPERTY_FIELDS}
"""A field by its name."""

FORM_FIELDS = tuple(field for field in PROPERTY_FIELDS if field.section)
"""The fields of the form."""
