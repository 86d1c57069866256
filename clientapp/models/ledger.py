"""Operations and their changes: the one account of every write."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from clientapp.models.base import NEVER_REUSED, BigId, key, reference

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class OperationStatus(StrEnum):
    """A large operation runs through several transactions; a stopped one can be undone."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class Action(StrEnum):
    """What a change did to its row."""

    CREATE = "create"
    UPDATE = "update"
    TRASH = "trash"
    RESTORE = "restore"
    PURGE = "purge"
    LOOK = "look"  # somebody saw a secret; nothing changed
    MERGE = "merge"  # others were merged into it; what that changed stands in changes of its own


class Operation(SQLModel, table=True):
    """One thing that somebody did, however many rows it touched. Times are UTC."""

    id: int | None = key()
    kind: str
    label: str
    record_kind: str = "customer"
    actor_id: int | None = reference("user_account.id")
    actor_name: str
    source: str
    status: str = Field(default=OperationStatus.RUNNING)
    rows: int = 0
    cursor: int = 0
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    undoes_id: int | None = reference("operation.id")
    undone_by_id: int | None = reference("operation.id")
    started_at: datetime
    finished_at: datetime | None = None

    __table_args__ = (
        Index("ix_operation_newest", "record_kind", "id"),
        Index(
            "ix_operation_running",
            "record_kind",
            sqlite_where=text("status = 'running'"),
            postgresql_where=text("status = 'running'"),
        ),
        NEVER_REUSED,
    )

    @property
    def kinds(self) -> list[str]:
        """The kinds of the records that it is about: mostly one."""
        return self.details.get("kinds", [self.record_kind])


class Change(SQLModel, table=True):
    """One row changed by an operation.

    `about_kind` and `about_id` name the record in whose history it stands (a contact's change is
    about its customer), `version` is that record's version afterwards. `before` and `after` hold
    the changed columns only; for a created row `after` holds what was filled.
    """

    id: int | None = key()
    operation_id: int = Field(foreign_key="operation.id", sa_type=BigId)
    record_kind: str
    record_id: int = Field(sa_type=BigId)
    about_kind: str
    about_id: int = Field(sa_type=BigId)
    version: int
    action: str
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(Json))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(Json))

    __table_args__ = (
        Index("ix_change_operation", "operation_id", "record_kind", "record_id"),
        Index("ix_change_about", "about_id", "about_kind"),
        NEVER_REUSED,
    )
