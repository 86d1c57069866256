"""Every environment variable, its default and meaning.

Names begin with ``CLIENTAPP_``. A wrong value raises `WrongSetting`, whose text names the
variable and what is allowed, so that the start can end with one clear line.
"""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from babel.numbers import is_currency
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from clientapp.problem import Problem

PREFIX = "CLIENTAPP_"


class WrongSetting(Problem):
    """A setting that cannot be used; the text is one line for the person who set it."""


class Settings(BaseSettings):
    """What can be set from outside. The descriptions are the documentation (docs/settings.md)."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 for every interface.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    data_dir: Path = Field(
        Path("data"), description="Folder of the database and of files that the application keeps."
    )
    database_url: str = Field(
        "",
        description="PostgreSQL as postgresql://user:password@host/name, or sqlite:///path. "
        "Empty: SQLite in the data folder.",
    )
    redis_url: str = Field(
        "",
        description="Redis or Valkey that holds the state of several workers. Empty: one worker.",
    )
    workers: int = Field(
        1, ge=1, le=64, description="Server processes; more than one needs CLIENTAPP_REDIS_URL."
    )
    owner_email: str = Field(
        "", description="Creates the first owner without the page, together with the password."
    )
    owner_password: SecretStr = Field(
        SecretStr(""), description="Password of the first owner, at least 8 characters."
    )
    country: str = Field(
        "US", description="Two-letter country that phones and addresses are read for."
    )
    currency: str = Field("USD", description="Three-letter currency that amounts are in.")
    time_zone: str = Field(
        "",
        description="Time zone in which days and months begin, such as America/Chicago. "
        "Empty: that of the machine.",
    )
    trash_days: int = Field(
        30, ge=1, le=3650, description="Days after which what lies in Trash is deleted for good."
    )
    session_hours: float = Field(
        12, gt=0, le=24 * 90, description="Hours without use after which a sign-in ends."
    )
    session_days: float = Field(
        30, gt=0, le=365, description="Days after which a sign-in ends in any case."
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Further addresses, separated by commas, whose pages may connect, "
        "such as https://crm.example.com. The address served, localhost and 127.0.0.1 always may.",
    )
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="Number of proxies in front whose X-Forwarded headers count."
    )
    events_per_minute: int = Field(
        1200, ge=60, description="Events that one signed-in session may send in a minute."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="What the server writes to standard error."
    )

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            parts = urlsplit(origin)
            if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
                raise ValueError(f"{origin!r} is not an address such as https://crm.example.com")
        return value

    @field_validator("country")
    @classmethod
    def _is_country(cls, value: str) -> str:
        if value.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("a two-letter country code such as US, GB or DE is needed")
        return value.upper()

    @field_validator("currency")
    @classmethod
    def _is_currency(cls, value: str) -> str:
        if not is_currency(value.upper()):
            raise ValueError("a three-letter currency such as USD, EUR or GBP is needed")
        return value.upper()

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, value: str) -> str:
        if value and value not in available_timezones():
            raise ValueError("a name such as America/Chicago, Europe/Berlin or UTC is needed")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
            raise ValueError("it starts with postgresql:// or sqlite:///")
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("it starts with redis://, rediss:// or unix://")
        return value

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone; None for that of the machine, as `datetime.astimezone` takes it."""
        return ZoneInfo(self.time_zone) if self.time_zone else None

    @property
    def sqlite_file(self) -> Path:
        """The SQLite database when no URL is set."""
        return self.data_dir / "clientapp.db"


def read_settings() -> Settings:
    """Read the environment.

    Raises:
        WrongSetting: with the variable's name and what is allowed.
    """
    try:
        chosen = Settings()  # pyright: ignore[reportCallIssue] (filled from the environment)
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}"
            for e in error.errors()
        ]
        raise WrongSetting("; ".join(lines)) from None
    if chosen.workers > 1 and not chosen.redis_url:
        raise WrongSetting(f"{PREFIX}WORKERS: more than 1 needs {PREFIX}REDIS_URL")
    if bool(chosen.owner_email) != bool(chosen.owner_password.get_secret_value()):
        raise WrongSetting(f"{PREFIX}OWNER_EMAIL and {PREFIX}OWNER_PASSWORD are set together")
    return chosen


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return read_settings()
