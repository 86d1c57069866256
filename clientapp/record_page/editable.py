"""What the form and the page of a record have to know of its kind."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from sqlmodel import Session

from clientapp.field import Field, FieldKind, Home
from clientapp.models import Operation
from clientapp.record import Record

Values = dict[str, Any]
"""Values by field name, typed as their columns are."""

Problems = dict[str, str]
"""A sentence by field name."""


class Check(Protocol):
    """What is wrong with the changed fields of a whole record."""

    def __call__(
        self,
        values: Mapping[str, Any],
        changed: Collection[str],
        home_country: str,
        /,
        *,
        new: bool,
    ) -> Problems: ...


class ReadValues(Protocol):
    """All stored fields of records by their ids, those in Trash too; ids that do not exist are left
    out. Beside the fields, each has `version`, `trashed_at` and `display_name`."""

    def __call__(self, session: Session, ids: Collection[int], /) -> dict[int, Values]: ...


class SaveValues(Protocol):
    """Writes some values of a record, whose current ones are given, in an open operation."""

    def __call__(
        self,
        session: Session,
        operation: Operation,
        record_id: int,
        current: Mapping[str, Any],
        values: Mapping[str, Any],
        /,
    ) -> None: ...


@dataclass(frozen=True)
class Editable:
    """A kind of record that a form can save.

    Attributes:
        sections: the titles of the form's sections, in order.
        display_name: what a record with these values is called; those of a new one may lack what
            the system gives.
        starts_with: texts by field name that the form of a new one starts with, beside empty ones.
        values_then: all stored fields as they were just before a moment (with a time zone), and
            `in_trash`; None if it did not exist yet. Left out where the record's own row holds them
            all, but for those of the place that it names (`record_page.past`).
    """

    record: Record
    sections: tuple[str, ...]
    read_values: ReadValues
    check: Check
    save_values: SaveValues
    display_name: Callable[[Mapping[str, Any]], str]
    starts_with: Mapping[str, str] = field(default_factory=dict[str, str])
    values_then: Callable[[Session, int, datetime], Values | None] | None = None

    @property
    def kind(self) -> str:
        """The name of the kind in the ledger."""
        return self.record.kind

    @cached_property
    def form_fields(self) -> tuple[Field, ...]:
        """The fields of the form."""
        return tuple(each for each in self.record.fields if each.section)

    @cached_property
    def field(self) -> dict[str, Field]:
        """The fields of the form by their names."""
        return {each.name: each for each in self.form_fields}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of the form's fields by their names."""
        return {each.name: each.label for each in self.form_fields}

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The names of the fields that are chosen from a picklist."""
        return tuple(each.name for each in self.form_fields if each.kind == FieldKind.OPTION)

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """The fields that a column holds."""
        return tuple(each for each in self.record.fields if each.home != Home.DERIVED)
