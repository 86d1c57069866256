"""What customers are to a property, from when to when: fields and words."""

from datetime import date
from typing import Any

from clientapp.field import Field, FieldKind
from clientapp.formatting import date_label
from clientapp.models import PropertyRole

ROLES = tuple((role.value, role.value.capitalize()) for role in PropertyRole)
"""The roles with their labels."""

ROLE = dict(ROLES)

ROLE_FIELDS = (
    Field("role", "Role", FieldKind.CHOICE, choices=ROLES, never_empty=True, width=6),
    Field("from_date", "From", FieldKind.DATE, width=3),
    Field("until_date", "Until", FieldKind.DATE, width=3),
)
"""What is said of a customer at a property. Until the day before "Until", that is."""

ROLE_FIELD = {field.name: field for field in ROLE_FIELDS}


def time_label(since: date | None, until: date | None) -> str:
    """From when to when in words: "until 1 Mar 2026", "" for always."""
    words = ("from", since), ("until", until)
    return " ".join(f"{word} {date_label(day)}" for word, day in words if day)


NOW, LATER, FORMER = "", "To come", "Former"


def standing(since: date | None, until: date | None, day: date) -> str:
    """Whether a day is in a time: `NOW`, `LATER` or `FORMER`."""
    if since and since > day:
        return LATER
    return FORMER if until and until <= day else NOW


def in_order(role: str, since: date | None, until: date | None, day: date) -> tuple[Any, ...]:
    """What roles are sorted by: those of the day first, the owner before others; then those to
    come and the former ones, the latest first."""
    at = (NOW, LATER, FORMER).index(standing(since, until, day))
    return at, at == 0 and role != PropertyRole.OWNER, -(since or date.min).toordinal()
