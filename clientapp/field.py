"""What there is to know about one field of a record.

One list of fields per record is read by form, table, sort, import, export and the documentation,
so that adding a field is one line and a migration.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clientapp.formatting import date_label, days_label, moment_label, money_label
from clientapp.settings import settings


class FieldKind(StrEnum):
    """How a value is read, compared and shown."""

    TEXT = "text"
    LONG_TEXT = "long text"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    MOMENT = "moment"
    TIME = "time"
    DAYS = "days"
    MONEY = "money"
    NUMBER = "number"
    FLAG = "flag"
    COUNTRY = "country"
    CHOICE = "choice"
    OPTION = "option"
    RECORD = "record"


class Home(StrEnum):
    """The row that holds the value; what is derived is put together from several when read."""

    RECORD = "record"
    PRIMARY_CONTACT = "primary contact"
    SITE = "primary site"
    BILLING = "billing address"
    SYSTEM = "system"
    DERIVED = "derived"


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        name: in forms, imports and code; unique in its record.
        label: as the screen says it.
        kind: how the value is read and shown.
        home: the row that holds it.
        column: its column there; the name if left out.
        section: the part of the form, empty where the form does not show it.
        width: of the form's twelve columns.
        picklist: the list an option is chosen from.
        record_kind: the kind of record that is chosen, where it is one; its id is stored.
        choices: (value, label) of a fixed choice.
        radios: whether an option is chosen from words side by side instead of a list.
        lowest, highest: of a number, where it has a range.
        required: needed when a record is created in the form.
        never_empty: can be set, never cleared.
        read_only: filled by the system.
        imported: whether an import may write it.
        bulk: whether it can be set on many records at once.
        api_name: its name in the seed's field table (document 003).
        aliases: further column names that an import knows it by.
        autocomplete: the HTML autofill name.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    home: Home = Home.RECORD
    column: str = ""
    section: str = ""
    width: int = 3
    picklist: str = ""
    record_kind: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    radios: bool = False
    lowest: float | None = None
    highest: float | None = None
    required: bool = False
    never_empty: bool = False
    read_only: bool = False
    imported: bool = True
    bulk: bool = False
    api_name: str = ""
    aliases: tuple[str, ...] = ()
    autocomplete: str = "off"

    @property
    def stored_as(self) -> str:
        """The name of its column; an option or another record is kept by its id."""
        suffix = "_id" if self.kind in (FieldKind.OPTION, FieldKind.RECORD) else ""
        return self.column or self.name + suffix

    def choice_label(self, value: str) -> str:
        """The label of a fixed choice; the value itself if it is none."""
        return dict(self.choices).get(value, value)

    def in_words(self, value: Any) -> str:
        """A stored value as people read it, "" for none. Of an option or another record it is the
        id: what that is called is not known here."""
        match value:
            case None:
                return ""
            case bool():
                return "Yes" if value else "No"
            case Decimal():
                return money_label(value, settings().currency)
            case datetime():
                return moment_label(value, settings().zone)
            case date():
                return date_label(value)
            case str() if self.kind == FieldKind.DAYS:
                return days_label(value)
            case _:
                return self.choice_label(str(value))
