"""What an import needs to know of a kind of record; the record's own room provides it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlmodel import Session

from clientapp.field import Field
from clientapp.importing.mapping import Matching
from clientapp.models import Operation

Values = dict[str, Any]


class Option(NamedTuple):
    """A choice of a picklist, found by its label or by its code."""

    id: int
    label: str
    code: str | None = None


class Identity(NamedTuple):
    """What tells which record a row is, in this order: its number, its external id, its place
    (the normalised name with street and post code); empty where the row does not say."""

    number: str
    external_id: str
    place: str


@dataclass(frozen=True, slots=True)
class Existing:
    """A stored record outside Trash, with all its values by field name."""

    id: int
    identity: Identity
    values: Values


class Checked(NamedTuple):
    """What is wrong with values, each in a sentence: problems refuse a row, warnings do not."""

    problems: list[str]
    warnings: list[str]


class Importable(Protocol):
    """A kind of record that rows can become."""

    @property
    def kind(self) -> str:
        """Its name in the ledger, such as "customer"."""
        ...

    @property
    def fields(self) -> Sequence[Field]:
        """The fields that columns are matched to."""
        ...

    @property
    def month_first(self) -> bool:
        """Whether 3/4/2026 is in March."""
        ...

    @property
    def codes(self) -> Mapping[str, str]:
        """The field with the code of a choice, by the field of the choice."""
        ...

    def match(self, columns: Sequence[str], given: Mapping[str, str]) -> Matching:
        """Match columns to the fields, as given and by their names."""
        ...

    def complete(self, values: Values, stored: Mapping[str, Any] | None = None) -> Values:
        """Replace what is put together from several fields (a whole name) by these fields.

        Args:
            stored: the record that the row is, if that is known.

        Raises:
            Invalid: where a field does not take its part.
        """
        ...

    def called(self, values: Mapping[str, Any]) -> str:
        """What a record of these values is called."""
        ...

    def identify(self, values: Mapping[str, Any]) -> Identity:
        """What tells which record these values are."""
        ...

    def find(self, session: Session, identities: Collection[Identity]) -> list[Existing]:
        """The stored records that any of the identities may mean, in few statements."""
        ...

    def check(self, values: Mapping[str, Any], changed: Collection[str] | None) -> Checked:
        """Check the changed fields of a record, or a whole new record where that is None."""
        ...

    def refuse(
        self, session: Session, existing: Existing | None, changes: Mapping[str, Any]
    ) -> str | None:
        """Why these changes of a stored record, or this new one, are not to be written, in a
        sentence; None where they may. In a rehearsal too."""
        ...

    def choices(self, session: Session) -> Mapping[str, Sequence[Option]]:
        """All options by picklist, retired ones too."""
        ...

    def choice_key(self, label: str) -> str:
        """What makes two labels the same choice."""
        ...

    def add_choices(
        self,
        session: Session,
        operation: Operation,
        picklist: str,
        labels: Mapping[str, str | None],
    ) -> dict[str, int]:
        """Add options that are not there yet, by label with their codes; their ids by
        `choice_key`."""
        ...

    def create(self, session: Session, operation: Operation, rows: Sequence[Values]) -> range:
        """Write new records in an open operation; their ids, in order."""
        ...

    def update(
        self, session: Session, operation: Operation, rows: Sequence[tuple[Existing, Values]]
    ) -> None:
        """Write changed values of stored records in an open operation."""
        ...
