"""The choices of picklists that a file names: their labels or codes become the ids of options."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlmodel import Session

from clientapp.field import FieldKind
from clientapp.importing.importable import Importable, Values
from clientapp.importing.mapping import Matching
from clientapp.models import Operation

Labels = dict[str, dict[str, str]]
"""New choices, as first written, by picklist and by what makes two labels the same choice."""


class Choices:
    """The choices there are, looked up anew for each batch of rows.

    A text is looked up among the labels, then among the codes; where the file has a column of its
    own for codes, a label is nothing else.
    """

    def __init__(self, session: Session, importable: Importable, matching: Matching) -> None:
        self._importable = importable
        self._key = importable.choice_key
        options = importable.choices(session)
        self._options = {name: {each.id: each for each in some} for name, some in options.items()}
        self._ids = {
            picklist: {self._key(each.label): each.id for each in some}
            for picklist, some in options.items()
        }
        self._ids_by_code = {
            picklist: {self._key(each.code): each.id for each in some if each.code}
            for picklist, some in options.items()
        }
        taken = set(matching.fields.values())
        self._coded = {name for name, code in importable.codes.items() if code in taken}
        self._codes: dict[tuple[str, str], str] = {}
        self._picklists = {
            field.name: field.picklist
            for field in importable.fields
            if field.kind == FieldKind.OPTION
        }

    def resolve(self, values: Values) -> Values:
        """A copy with the id of each choice; a choice that is new stays a label, or a code where
        the file has no label for it."""
        resolved = dict(values)
        for name, picklist in self._picklists.items():
            code = resolved.pop(self._importable.codes.get(name, ""), None)
            label = resolved.get(name)
            if isinstance(label, int) or (label or code) is None:
                continue
            resolved[name] = self._found(name, label, code) or label or code
            if code:
                self._codes.setdefault((picklist, self._key(label or code)), code)
        return resolved

    def _found(self, name: str, label: str | None, code: str | None) -> int | None:
        ids, by_code = (each[self._picklists[name]] for each in (self._ids, self._ids_by_code))
        if label is None:
            return by_code.get(self._key(code or "")) or ids.get(self._key(code or ""))
        means = code if name in self._coded else label
        return ids.get(self._key(label)) or by_code.get(self._key(means or ""))

    def doubts(self, values: Mapping[str, Any], resolved: Values) -> Iterator[str]:
        """Where a row's label and code are not those of one choice, each in a sentence."""
        for name, named in self._importable.codes.items():
            label, code = values.get(name), values.get(named)
            option = self._options[self._picklists[name]].get(resolved.get(name, 0))
            if not option or not label or not code:
                continue
            if self._key(label) != self._key(option.label):
                yield f'"{label}" has the code of {option.label} and is taken for it'
            elif self._key(code) != self._key(option.code or ""):
                has = f"the code {option.code}" if option.code else "no code"
                yield f"{option.label} has {has}; {code} is left out"

    def new_in(self, rows: Iterable[Values]) -> Labels:
        """The choices that rows name and that are not there yet."""
        new: Labels = {}
        for values in rows:
            for name, picklist in self._picklists.items():
                label = values.get(name)
                if isinstance(label, str):
                    new.setdefault(picklist, {}).setdefault(self._key(label), label)
        return new

    def add(
        self, session: Session, operation: Operation, new: Labels, rows: Iterable[Values]
    ) -> None:
        """Add new choices, and put their ids into the rows that name them."""
        for picklist, labels in new.items():
            coded = {label: self._codes.get((picklist, key)) for key, label in labels.items()}
            self._ids[picklist] |= self._importable.add_choices(session, operation, picklist, coded)
        if new:
            for values in rows:
                values.update(self.resolve(values))

    def shown(self, name: str, value: Any) -> str:
        """A value as a person reads it: a choice by its label."""
        option = self._options.get(self._picklists.get(name, ""), {}).get(value)
        if option:
            return option.label
        return "" if value is None else str(value)
