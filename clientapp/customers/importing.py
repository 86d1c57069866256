"""What an import needs to know of customers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.addresses.post_codes import post_code_problem
from clientapp.customers import rules
from clientapp.customers.commands import add_customers, save_values
from clientapp.customers.derived import refresh
from clientapp.customers.fields import CUSTOMER_FIELDS, FIELD
from clientapp.customers.reading import read_values
from clientapp.editing.validation import email_problem, read_value
from clientapp.field import Field
from clientapp.formatting import country_code, read_phone
from clientapp.importing.importable import Checked, Existing, Identity, Option, Values
from clientapp.importing.mapping import Matching, match_columns, split_name
from clientapp.importing.recognised import match_key, name_key, recognised_by
from clientapp.ledger.recording import update_row
from clientapp.models import Customer, Kind, Operation, Picklist, PicklistOption
from clientapp.picklists.commands import add_options, label_key
from clientapp.settings import settings

ID = FIELD["id"].api_name
WHOLE_NAMES = frozenset({"name", "contact_name"})
NAME_PARTS = frozenset({"first_name", "last_name", "company_name"})
WORDS = {
    ("communication_preference", "by email"): "email",
    ("communication_preference", "by post"): "post",
}
"""What files call a choice, as they called it when there was no picklist."""

BATCH = 500


class CustomerImport:
    """Rows become customers, each with its contact and its site (importing.Importable)."""

    kind = "customer"
    fields: Sequence[Field] = tuple(f for f in CUSTOMER_FIELDS if f.imported)

    codes: Mapping[str, str] = MappingProxyType({"category": "category_code"})

    def __init__(self) -> None:
        self._home = settings().country
        self.month_first = self._home == "US"

    def match(self, columns: Sequence[str], given: Mapping[str, str]) -> Matching:
        """Match columns by name. CustomerID, the id of this database, finds nothing in another one:
        where the file has the number too it is left out, else it is the id of another system."""
        matching = match_columns(columns, self.fields, given)
        if ID in matching.fields and ID not in given and "number" in matching.fields.values():
            return match_columns(columns, self.fields, {**given, ID: ""})
        return matching

    def complete(self, values: Values, stored: Mapping[str, Any] | None = None) -> Values:
        """Put whole names into the fields that they are made of; what stands in columns of its own
        comes first (decision 3).

        A contact's name is divided. The name of a customer is its company, or divided where it is
        residential. A name that says what is there already adds nothing.
        """
        if not values.keys() & WHOLE_NAMES:
            return values
        parts = {name: value for name, value in values.items() if name not in WHOLE_NAMES}
        known = stored or {}
        whole = values.get("contact_name")
        if whole and whole not in (rules.person_name(parts), known.get("contact_name")):
            parts = _divided(whole) | parts
        name = values.get("name")
        if name and name not in (_called(parts), known.get("display_name")):
            kind = parts.get("kind") or known.get("kind")
            named = _divided(name) if kind == Kind.RESIDENTIAL else {"company_name": name}
            parts = named | parts
        for field in NAME_PARTS & parts.keys():
            read_value(FIELD[field], parts[field])
        return parts

    def identify(self, values: Mapping[str, Any]) -> Identity:
        """The number, the external id, and the normalised name with street and post code."""
        key = name_key(_called(values))
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
            ("phone2", self._phone, warnings),
            ("postal_code", self._post_code, warnings),
            ("billing_postal_code", self._post_code, warnings),
        ):
            if name in looked_at and (problem := check(values, name)):
                said.append(f"{FIELD[name].label}: {problem}")
        problems += rules.together(values, looked_at).values()
        return Checked(problems, warnings)

    def _email(self, values: Mapping[str, Any], name: str) -> str | None:
        return email_problem(values[name])

    def _phone(self, values: Mapping[str, Any], name: str) -> str | None:
        return read_phone(values[name], values.get("country"), self._home).problem

    def _post_code(self, values: Mapping[str, Any], name: str) -> str | None:
        country = country_code(values.get(name.replace("postal_code", "country"))) or self._home
        return post_code_problem(values[name], country)

    def choices(self, session: Session) -> dict[str, list[Option]]:
        """All options by picklist, retired ones too, since records may have them."""
        names = {field.picklist for field in CUSTOMER_FIELDS if field.picklist}
        options: dict[str, list[Option]] = {name: [] for name in names}
        columns: Any = (Picklist.name, PicklistOption.id, PicklistOption.label, PicklistOption.code)
        some = (
            select(*columns)
            .join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
            .where(col(Picklist.name).in_(names), col(PicklistOption.trashed_at).is_(None))
        )
        rows: Any = session.connection().execute(some)
        for name, row_id, label, code in rows:
            word = WORDS.get((name, label_key(label)))
            options[name].append(Option(row_id, label, code or word))
        return options

    def choice_key(self, label: str) -> str:
        """The folded label."""
        return label_key(label)

    def add_choices(
        self,
        session: Session,
        operation: Operation,
        picklist: str,
        labels: Mapping[str, str | None],
    ) -> dict[str, int]:
        """Add options to a picklist, with their codes."""
        ids = add_options(session, operation, picklist, labels)
        for label, code in labels.items():
            if code:
                option = ids[label_key(label)]
                update_row(session, operation, PicklistOption, option, {"code": code})
        return ids

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


def _called(values: Mapping[str, Any]) -> str:
    """What a new customer of these values is called."""
    return rules.display_name({"number": "", **rules.with_defaults(values)})


def _divided(whole: str) -> Values:
    """A person's whole name as first and last name."""
    first, last = split_name(whole)
    names = {"first_name": first, "last_name": last}
    return {name: text for name, text in names.items() if text}


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
