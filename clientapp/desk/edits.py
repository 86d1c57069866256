"""What can be edited on many records at once, and how its value is asked for."""

from clientapp.bulk.kind import BulkKind
from clientapp.field import Field, FieldKind
from clientapp.tags.fields import TAG_FIELD
from clientapp.tags.tables import TAGS

ADD_TAG, REMOVE_TAG = "add_tag", "remove_tag"
_TAGS = {ADD_TAG: "Add tag", REMOVE_TAG: "Remove tag"}

VALUE = "value"
"""The name of the input, and of the list that its options come from."""


class Edits:
    """The edits of a kind of record.

    Attributes:
        fields: by what the dialog offers.
        labels: what they are called there.
        usual: what the dialog begins with: what is set most often.
        cleared: the fields that can be cleared; a flag that is not set is "No".
        shapes: the different inputs that there are, by a name: all options are chosen from one and
            the same.
    """

    def __init__(self, kind: BulkKind) -> None:
        tags = dict.fromkeys(_TAGS, TAG_FIELD) if kind.listed.kind in TAGS else {}
        self.fields: dict[str, Field] = {**kind.settable, **tags}
        self.labels = {name: _TAGS.get(name, field.label) for name, field in self.fields.items()}
        options = [name for name, of in kind.settable.items() if of.kind == FieldKind.OPTION]
        self.usual = next(iter([*options, *self.fields]), "")
        self.cleared = frozenset(
            name
            for name, field in kind.settable.items()
            if not field.never_empty and field.kind != FieldKind.FLAG
        )
        different = dict.fromkeys(map(_asked, self.fields.values()))
        self.shapes = {str(number): asked for number, asked in enumerate(different)}

    def shape_of(self, name: str) -> str:
        """The name of the input that asks for the value of an edit."""
        asked = _asked(self.fields[name])
        return next(shape for shape, each in self.shapes.items() if each == asked)


def _asked(field: Field) -> Field:
    """The field that the dialog draws for another one."""
    picklist = VALUE if field.kind == FieldKind.OPTION else ""
    return Field(
        *(VALUE, "Value", field.kind),
        picklist=picklist,
        record_kind=field.record_kind,
        choices=field.choices,
        never_empty=True,
        width=12,
    )
