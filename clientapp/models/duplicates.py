"""Records that may be the same: what a scan found, and what people said of it."""

from sqlalchemy import Index, SmallInteger
from sqlmodel import Field, SQLModel

from clientapp.models.base import NEVER_REUSED, BigId, KeyText, Tracked, key


class DuplicateKey(SQLModel, table=True):
    """A key that a record shares with those that may be the same, such as a phone. A scan writes
    them anew; the ledger does not keep them."""

    __tablename__ = "duplicate_key"  # pyright: ignore[reportAssignmentType]

    record_kind: str = Field(primary_key=True, sa_type=KeyText)
    key: str = Field(primary_key=True, sa_type=KeyText)
    record_id: int = Field(primary_key=True, sa_type=BigId)

    __table_args__ = ({"sqlite_with_rowid": False},)


class DuplicatePair(SQLModel, table=True):
    """Two records that are probably the same, the lower id first, as a scan found them.

    `score` goes from 0 to 100; `reasons` are the names of what is alike, with commas. The pairs of
    a scan (`scan_id`, a piece of background work) are shown once it is done; until then those of
    the one before are.
    """

    __tablename__ = "duplicate_pair"  # pyright: ignore[reportAssignmentType]

    record_kind: str = Field(primary_key=True, sa_type=KeyText)
    scan_id: int = Field(primary_key=True, sa_type=BigId)
    first_id: int = Field(primary_key=True, sa_type=BigId)
    second_id: int = Field(primary_key=True, sa_type=BigId)
    score: int = Field(sa_type=SmallInteger)
    reasons: str = Field(default="")

    __table_args__ = (
        Index(
            *("ix_duplicate_pair_score", "record_kind", "scan_id"),
            *("score", "first_id", "second_id"),
        ),
    )


class DuplicateDismissal(Tracked, table=True):
    """Somebody said that two records, the lower id first, are not the same."""

    __tablename__ = "duplicate_dismissal"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    record_kind: str
    first_id: int = Field(sa_type=BigId)
    second_id: int = Field(sa_type=BigId)

    __table_args__ = (
        Index(
            *("uq_duplicate_dismissal_pair", "record_kind", "first_id", "second_id"), unique=True
        ),
        NEVER_REUSED,
    )
