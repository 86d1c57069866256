"""What can be edited on many customers at once, and how its value is asked for."""

from clientapp.customers.fields import BULK_FIELDS, FIELD
from clientapp.field import Field, FieldKind
from clientapp.tags.fields import TAG_FIELD

ADD_TAG, REMOVE_TAG = "add_tag", "remove_tag"

EDITS: dict[str, Field] = {
    **{name: FIELD[name] for name in BULK_FIELDS},
    ADD_TAG: TAG_FIELD,
    REMOVE_TAG: TAG_FIELD,
}
"""The fields by what the dialog offers."""

USUAL = next(name for name, field in EDITS.items() if field.kind == FieldKind.OPTION)
"""What the dialog begins with: what is set most often."""

LABELS = {name: field.label for name, field in EDITS.items()} | {
    ADD_TAG: "Add tag",
    REMOVE_TAG: "Remove tag",
}

CLEARED = frozenset(
    name
    for name in BULK_FIELDS
    if not FIELD[name].never_empty and FIELD[name].kind != FieldKind.FLAG
)
"""The fields that can be cleared; a flag that is not set is "No"."""

VALUE = "value"
"""The name of the input, and of the list that its options come from."""


def _asked(field: Field) -> Field:
    """The field that the dialog draws for another one."""
    picklist = VALUE if field.kind == FieldKind.OPTION else ""
    return Field(
        *(VALUE, "Value", field.kind),
        picklist=picklist,
        choices=field.choices,
        never_empty=True,
        width=12,
    )


SHAPES = {str(n): field for n, field in enumerate(dict.fromkeys(map(_asked, EDITS.values())))}
"""The different inputs that there are, by a name: all options are chosen from one and the same."""

_NAMES = {field: name for name, field in SHAPES.items()}


def shape_of(name: str) -> str:
    """The name of the input that asks for the value of an edit."""
    return _NAMES[_asked(EDITS[name])]
