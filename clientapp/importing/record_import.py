"""What an import does alike with every kind of record; the kind adds its names and checks."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from clientapp.field import Field
from clientapp.importing.importable import Existing, Identity, Values
from clientapp.importing.mapping import Matching, match_columns
from clientapp.importing.recognised import match_key, name_key, recognised_by
from clientapp.ledger.deriving import in_batches
from clientapp.models import Operation
from clientapp.record import registry
from clientapp.settings import settings


class RecordImport(ABC):
    """Rows become records that have `external_id`, `match_key` and, it may be, a number.

    A kind derives from it, and from `picklists.importing.PicklistChoices`, to be an `Importable`.
    """

    kind: str
    """Its name in the ledger."""

    record: Any
    """Its table."""

    fields: Sequence[Field]
    """What columns are matched to: those of its fields that are imported."""

    codes: Mapping[str, str] = MappingProxyType({})
    """The field with the code of a choice, by the field of the choice."""

    def __init__(self) -> None:
        """Read files as they are written at home."""
        self.home = settings().country
        self.month_first = self.home == "US"

    def match(self, columns: Sequence[str], given: Mapping[str, str]) -> Matching:
        """Match columns to the fields, as given and by their names."""
        return match_columns(columns, self.fields, given)

    def complete(
        self,
        values: Values,
        stored: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Values:
        """Nothing is put together from several fields."""
        return values

    def called(self, values: Mapping[str, Any]) -> str:
        """What a new record of these values is called."""
        return values.get("name") or ""

    def refuse(
        self,
        session: Session,  # noqa: ARG002
        existing: Existing | None,  # noqa: ARG002
        changes: Mapping[str, Any],  # noqa: ARG002
    ) -> str | None:
        """Everything that is right by itself may be written."""
        return None

    def identify(self, values: Mapping[str, Any]) -> Identity:
        """The number, the external id, and the normalised name with street and post code."""
        key = name_key(self.called(values))
        place = recognised_by(key, values.get("street"), values.get("postal_code"))
        number = str(values.get("number") or "").upper()
        return Identity(number, values.get("external_id") or "", place)

    def find(self, session: Session, identities: Collection[Identity]) -> list[Existing]:
        """Look the records up by each of the keys, then read them whole."""
        keys: dict[Any, set[Any]] = {
            self.record.external_id: {i.external_id for i in identities if i.external_id},
            self.record.match_key: {match_key(identity.place) for identity in identities},
        }
        if numbers := {identity.number for identity in identities if identity.number}:
            keys[self.record.number] = numbers
        ids = {i for column, some in keys.items() for i in self._having(session, column, some)}
        return [
            Existing(row_id, _identity(values), values)
            for some in in_batches(ids)
            for row_id, values in self.read_values(session, some).items()
        ]

    def update(
        self, session: Session, operation: Operation, rows: Sequence[tuple[Existing, Values]]
    ) -> None:
        """Write the changed values of each record and compute what derives from them."""
        for existing, changes in rows:
            self.save(session, operation, existing, changes)
        registry.records[self.kind].refresh(session, [existing.id for existing, _changes in rows])

    @abstractmethod
    def read_values(self, session: Session, ids: Collection[int]) -> dict[int, Values]:
        """The stored values of records by field name, with `name`, `name_key`, and `street` and
        `postal_code` as far as they have them; by their ids."""

    @abstractmethod
    def save(
        self, session: Session, operation: Operation, existing: Existing, changes: Values
    ) -> None:
        """Write changed values of a record in an open operation; nothing derived."""

    def _having(self, session: Session, column: Any, wanted: Collection[Any]) -> Iterator[int]:
        """The ids of the records outside Trash whose column has one of the wanted values."""
        live = select(self.record.id).where(self.record.trashed_at.is_(None))
        for some in in_batches(wanted):
            yield from session.connection().execute(live.where(column.in_(some))).scalars()


def imported(fields: Iterable[Field]) -> Sequence[Field]:
    """Those of the fields that an import may write, or finds a record by."""
    return tuple(field for field in fields if field.imported)


def _identity(stored: Mapping[str, Any]) -> Identity:
    place = recognised_by(stored["name_key"], stored.get("street"), stored.get("postal_code"))
    return Identity(stored.get("number") or "", stored["external_id"] or "", place)
