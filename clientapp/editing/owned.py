"""What belongs to one record and has a table for each kind of record: its tags, notes, people."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from clientapp.models.base import Tracked
from clientapp.record import registry


@dataclass(frozen=True)
class Owned:
    """The table with what the records of a kind have of it.

    Attributes:
        kind: of the records, such as "organization"; the column `organization_id` holds them.
        model: the table; every kind's has the same columns beside that one.
    """

    kind: str
    model: Any

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.model.__tablename__

    @property
    def key(self) -> str:
        """The name of the column with the record's id."""
        return f"{self.kind}_id"

    @property
    def owner(self) -> Any:
        """The column with the record's id."""
        return getattr(self.model, self.key)

    def of(self, record_id: int) -> tuple[Any, Any]:
        """SQL for what a record has, without what lies in Trash."""
        return self.owner == record_id, self.is_live

    @property
    def is_live(self) -> Any:
        """SQL telling whether a row is not in Trash."""
        return self.model.trashed_at.is_(None)


def owned(**models: type[Tracked]) -> dict[str, Owned]:
    """Tables by the kind of record that they belong to."""
    return {kind: Owned(kind, model) for kind, model in models.items()}


def is_live(session: Session, kind: str, record_id: int) -> bool:
    """Whether there is such a record, and it is not in Trash."""
    record = session.get(registry.parts[kind].model, record_id)
    return record is not None and record.trashed_at is None
