"""Long work that goes on after the page that asked for it was closed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from clientapp.models.base import NEVER_REUSED, key, reference
from clientapp.models.ledger import Json


class WorkStatus(StrEnum):
    """Work that waits or runs goes on after a restart, from where it came to."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class BackgroundWork(SQLModel, table=True):
    """One piece of long work. Times are UTC; `details` hold what it needs to go on, and of the
    process that runs it enough to tell whether it still does."""

    __tablename__ = "background_work"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    kind: str
    status: str = Field(default=WorkStatus.WAITING)
    done: int = 0
    total: int = 0
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(Json, nullable=False))
    problem: str | None = None
    asked_by_id: int | None = reference("user_account.id")
    asked_by_name: str = ""
    asked_at: datetime
    seen_at: datetime | None = None
    finished_at: datetime | None = None

    __table_args__ = (
        Index(
            "uq_background_work_open",
            "kind",
            unique=True,
            sqlite_where=text("status IN ('waiting', 'running')"),
            postgresql_where=text("status IN ('waiting', 'running')"),
        ),
        Index("ix_background_work_newest", "kind", "id"),
        NEVER_REUSED,
    )
