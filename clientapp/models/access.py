"""Users, their sign-ins, and what roles may do."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from clientapp.models.base import NEVER_REUSED, key, reference


class User(SQLModel, table=True):
    """Somebody who signs in. `email` is compared without case (kept folded in `email_key`)."""

    __tablename__ = "user_account"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    email: str
    email_key: str = Field(unique=True)
    name: str
    role: str
    password_hash: str | None = None
    disabled_at: datetime | None = None
    created_at: datetime

    __table_args__ = (NEVER_REUSED,)


class UserSession(SQLModel, table=True):
    """A sign-in. The cookie holds a random token, the table only its SHA-256. Times are UTC."""

    __tablename__ = "user_session"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    token_hash: str = Field(unique=True)
    user_id: int = reference("user_account.id", required=True, index=True)
    created_at: datetime
    used_at: datetime
    ended_at: datetime | None = None
    address: str = ""
    browser: str = ""


class OneTimeLink(SQLModel, table=True):
    """A link that works once: to create the owner, to accept an invitation, to reset a password."""

    __tablename__ = "one_time_link"  # pyright: ignore[reportAssignmentType]

    id: int | None = key()
    token_hash: str = Field(unique=True)
    purpose: str
    user_id: int | None = reference("user_account.id")
    expires_at: datetime
    used_at: datetime | None = None


class RolePermission(SQLModel, table=True):
    """Where an owner gave a role a permission that it does not come with, or took one away."""

    __tablename__ = "role_permission"  # pyright: ignore[reportAssignmentType]

    role: str = Field(primary_key=True)
    permission: str = Field(primary_key=True)
    granted: bool
