"""The choices of picklists that a file names: their labels become the ids of options."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from clientapp.field import FieldKind
from clientapp.importing.importable import Importable, Values
from clientapp.models import Operation

Labels = dict[str, dict[str, str]]
"""New choices, as first written, by picklist and by what makes two labels the same choice."""


class Choices:
    """The choices there are, looked up anew for each batch of rows."""

    def __init__(self, session: Session, importable: Importable) -> None:
        self._importable = importable
        self._labels = importable.choices(session)
        self._ids = {
            picklist: {
                self._importable.choice_key(label): option for option, label in labels.items()
            }
            for picklist, labels in self._labels.items()
        }
        self._picklists = {
            field.name: field.picklist
            for field in importable.fields
            if field.kind == FieldKind.OPTION
        }

    def resolve(self, values: Values) -> Values:
        """A copy with the id of each choice; a choice that is new stays a label."""
        resolved = dict(values)
        for name, picklist in self._picklists.items():
            label = values.get(name)
            if isinstance(label, str):
                resolved[name] = self._ids[picklist].get(self._importable.choice_key(label), label)
        return resolved

    def new_in(self, rows: Iterable[Values]) -> Labels:
        """The choices that rows name and that are not there yet."""
        new: Labels = {}
        for values in rows:
            for name, picklist in self._picklists.items():
                label = values.get(name)
                if isinstance(label, str):
                    new.setdefault(picklist, {}).setdefault(
                        self._importable.choice_key(label), label
                    )
        return new

    def add(
        self, session: Session, operation: Operation, new: Labels, rows: Iterable[Values]
    ) -> None:
        """Add new choices, and put their ids into the rows that name them."""
        for picklist, labels in new.items():
            added = self._importable.add_choices(session, operation, picklist, labels.values())
            self._ids[picklist] |= added
        if new:
            for values in rows:
                values.update(self.resolve(values))

    def shown(self, name: str, value: Any) -> str:
        """A value as a person reads it: a choice by its label."""
        if picklist := self._picklists.get(name):
            return self._labels[picklist].get(value, value) or ""
        return "" if value is None else str(value)
