"""The fields of a person at a record.

The role is what the person is to that record; everything else is the person's own, wherever it
stands.
"""

from clientapp.field import Field, FieldKind

CONTACT = "Contact"

CONTACT_FIELDS = (
    Field(
        *("first_name", "Contact first name"), section=CONTACT, width=4, autocomplete="given-name"
    ),
    Field(
        *("last_name", "Contact last name"), section=CONTACT, width=4, autocomplete="family-name"
    ),
    Field("job_title", "Contact title", section=CONTACT, width=4),
    Field(
        *("role", "Contact role", FieldKind.OPTION),
        section=CONTACT,
        width=4,
        picklist="contact_role",
    ),
    Field("email", "Contact email", FieldKind.EMAIL, section=CONTACT, width=8),
    Field("phone", "Contact phone", FieldKind.PHONE, section=CONTACT, width=6),
    Field("phone2", "Contact second phone", FieldKind.PHONE, section=CONTACT, width=6),
    Field("note", "Contact note", FieldKind.LONG_TEXT, section=CONTACT, width=12),
)

CONTACT_FIELD = {field.name: field for field in CONTACT_FIELDS}
"""A field by its name."""

ROLE = CONTACT_FIELD["role"]
PERSON_FIELDS = tuple(field for field in CONTACT_FIELDS if field != ROLE)
"""What the person's own row holds; the role stands on the link to the record."""
