"""What an import needs to know of a kind of record; the record's own room provides it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlmodel import Session

from clientapp.field import Field
from clientapp.models import Operation

Values = dict[str, Any]


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

    def complete(self, values: Values) -> Values:
        """Replace what only a file has (a contact's whole name) by fields of the record."""
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

    def choices(self, session: Session) -> dict[str, dict[int, str]]:
        """The labels of all options by picklist and id."""
        ...

    def choice_key(self, label: str) -> str:
        """What makes two labels the same choice."""
        ...

    def add_choices(
        self, session: Session, operation: Operation, picklist: str, labels: Iterable[str]
    ) -> dict[str, int]:
        """Add options that are not there yet; their ids by `choice_key`."""
        ...

    def create(self, session: Session, operation: Operation, rows: Sequence[Values]) -> range:
        """Write new records in an open operation; their ids, in order."""
        ...

    def update(
        self, session: Session, operation: Operation, rows: Sequence[tuple[Existing, Values]]
    ) -> None:
        """Write changed values of stored records in an open operation."""
        ...
