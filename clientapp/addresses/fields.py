"""The fields of a place."""

from clientapp.field import Field, FieldKind

ADDRESS = "Address"
ACCESS = "Access information"

ADDRESS_FIELDS = (
    Field("label", "Address label", section=ADDRESS, width=12),
    Field("street", "Address street", section=ADDRESS, width=8),
    Field("street2", "Address line 2", section=ADDRESS, width=4),
    Field("city", "Address city", section=ADDRESS, width=5),
    Field("state", "Address state", section=ADDRESS, width=4),
    Field("postal_code", "Address ZIP", section=ADDRESS, width=3),
    Field("country", "Address country", FieldKind.COUNTRY, section=ADDRESS, width=6),
    Field("latitude", "Address latitude", FieldKind.NUMBER, section=ADDRESS, width=3),
    Field("longitude", "Address longitude", FieldKind.NUMBER, section=ADDRESS, width=3),
)
"""Where it is, and what it is called."""

ACCESS_FIELDS = (
    Field("access_name", "Access name", section=ACCESS, width=6),
    Field(
        *("access_role", "Access role", FieldKind.OPTION),
        section=ACCESS,
        width=6,
        picklist="contact_role",
    ),
    Field("access_phone", "Access phone", FieldKind.PHONE, section=ACCESS, width=6),
    Field("access_email", "Access email", FieldKind.EMAIL, section=ACCESS, width=6),
    Field("access_notes", "Access notes", FieldKind.LONG_TEXT, section=ACCESS, width=12),
    Field("scheduling_notes", "Scheduling notes", FieldKind.LONG_TEXT, section=ACCESS, width=12),
)
"""Who lets one in, how one gets in, and when."""

PLACE_FIELDS = (*ADDRESS_FIELDS, *ACCESS_FIELDS)
"""All that the row of a place holds."""

PLACE_FIELD = {field.name: field for field in PLACE_FIELDS}
"""A field by its name."""
