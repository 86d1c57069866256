"""What an import needs to know of customers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.addresses.post_codes import post_code_problem
from clientapp.customers import rules
from clientapp.customers.commands import add_customers, save_values
from clientapp.customers.derived import match_key, name_key, recognised_by, refresh
from clientapp.customers.fields import CUSTOMER_FIELDS, FIELD
from clientapp.customers.reading import read_values
from clientapp.editing.validation import email_problem
from clientapp.field import Field
from clientapp.formatting import country_code, read_phone
from clientapp.importing.importable import Checked, Existing, Identity, Values
from clientapp.importing.mapping import split_name
from clientapp.models import Customer, Operation
from clientapp.picklists.commands import add_options, label_key
from clientapp.picklists.queries import options_of
from clientapp.settings import settings

CONTACT_NAME = Field("contact_name", "Contact name", aliases=("contact",))
"""A person's whole name in one column."""

BATCH = 500


class CustomerImport:
    """Rows become customers, each with its contact and its site (importing.Importable)."""

    kind = "customer"
    fields: Sequence[Field] = (*(f for f in CUSTOMER_FIELDS if f.imported), CONTACT_NAME)

    def __init__(self) -> None:
        self._home = settings().country
        self.month_first = self._home == "US"

    def complete(self, values: Values) -> Values:
        """Divide a contact's whole name; what stands in columns of its own comes first."""
        whole = values.pop(CONTACT_NAME.name, None)
        if whole:
            first, last = split_name(whole)
            names = {"first_name": first, "last_name": last}
            values = {name: text for name, text in names.items() if text} | values
        return values

    def identify(self, values: Mapping[str, Any]) -> Identity:
        """The number, the external id, and the normalised name with street and post code."""
        key = name_key(rules.display_name({"number": "", **rules.with_defaults(values)}))
        place = recognised_by(key, values.get("street"), values.get("postal_code"))
        number = str(values.get("number") or "").upper()
        return Identity(number, values.get("external_id") or "", place)

    def find(self, session: Session, identities: Collection[Identity]) -> list[Existing]:
        """Look the customers up by each of the three keys, then read them whole."""
        keys: dict[Any, set[Any]] = {
            Customer.number: {identity.number for identity in identities if identity.number},
            Customer.external_id: {i.external_id for i in identities if i.external_id},
            Customer.match_key: {match_key(identity.place) for identity in identities},
        }
        ids = {i for column, wanted in keys.items() for i in _having(session, column, wanted)}
        return [
            Existing(row_id, _identity(values), values)
            for some in _batches(ids)
            for row_id, values in read_values(session, some).items()
        ]

    def check(self, values: Mapping[str, Any], changed: Collection[str] | None) -> Checked:
        """An email that is none refuses the row; a phone or post code is kept with a warning."""
        looked_at = values.keys() if changed is None else changed
        problems: list[str] = []
        warnings: list[str] = []
        if changed is None and not rules.display_name({"number": "", **values}):
            problems.append("It names no company, person, email or phone")
        for name, check, said in (
            ("email", self._email, problems),
            ("phone", self._phone, warnings),
            ("postal_code", self._post_code, warnings),
        ):
            if name in looked_at and (problem := check(values)):
                said.append(f"{FIELD[name].label}: {problem}")
        return Checked(problems, warnings)

    def _email(self, values: Mapping[str, Any]) -> str | None:
        return email_problem(values["email"])

    def _phone(self, values: Mapping[str, Any]) -> str | None:
        return read_phone(values["phone"], values.get("country"), self._home).problem

    def _post_code(self, values: Mapping[str, Any]) -> str | None:
        country = country_code(values.get("country")) or self._home
        return post_code_problem(values["postal_code"], country)

    def choices(self, session: Session) -> dict[str, dict[int, str]]:
        """The labels of all options by picklist and id."""
        known = options_of(session)
        picklists = (field.picklist for field in CUSTOMER_FIELDS if field.picklist)
        return {
            picklist: {int(option): label for option, label in known.get(picklist, ())}
            for picklist in picklists
        }

    def choice_key(self, label: str) -> str:
        """The folded label."""
        return label_key(label)

    def add_choices(
        self, session: Session, operation: Operation, picklist: str, labels: Iterable[str]
    ) -> dict[str, int]:
        """Add options to a picklist."""
        return add_options(session, operation, picklist, labels)

    def create(self, session: Session, operation: Operation, rows: Sequence[Values]) -> range:
        """Add customers, commercial where a company is named."""
        return add_customers(session, operation, [rules.with_defaults(row) for row in rows])

    def update(
        self, session: Session, operation: Operation, rows: Sequence[tuple[Existing, Values]]
    ) -> None:
        """Write the changed values of each customer and compute what derives from them."""
        for existing, changes in rows:
            save_values(session, operation, existing.id, existing.values, changes)
        refresh(session, [existing.id for existing, _changes in rows])


def _identity(stored: Mapping[str, Any]) -> Identity:
    place = recognised_by(stored["name_key"], stored["street"], stored["postal_code"])
    return Identity(stored["number"], stored["external_id"] or "", place)


def _having(session: Session, column: Any, wanted: Collection[Any]) -> Iterator[int]:
    """The ids of the customers outside Trash whose column has one of the wanted values."""
    live = select(col(Customer.id)).where(col(Customer.trashed_at).is_(None))
    for some in _batches(wanted):
        rows: Any = session.connection().execute(live.where(column.in_(some))).scalars()
        yield from rows


def _batches(items: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(items)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
