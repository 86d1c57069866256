"""What an import needs to know of customers."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from clientapp.addresses.importing import check_reach, reached
from clientapp.customers import rules
from clientapp.customers.commands import add_customers, save_values
from clientapp.customers.fields import CUSTOMER_FIELDS, FIELD
from clientapp.customers.reading import read_values
from clientapp.editing.validation import read_value
from clientapp.importing.importable import Checked, Existing, Values
from clientapp.importing.mapping import Matching, split_name
from clientapp.importing.record_import import RecordImport, imported
from clientapp.models import Customer, Kind, Operation
from clientapp.picklists.importing import PicklistChoices

ID = FIELD["id"].api_name
WHOLE_NAMES = frozenset({"name", "contact_name"})
NAME_PARTS = frozenset({"first_name", "last_name", "company_name"})
REACHED = reached(CUSTOMER_FIELDS)
WORDS = {
    ("communication_preference", "by email"): "email",
    ("communication_preference", "by post"): "post",
}
"""What files call a choice, as they called it when there was no picklist."""


class CustomerImport(PicklistChoices, RecordImport):
    """Rows become customers, each with its contact and its site (importing.Importable)."""

    kind = "customer"
    record = Customer
    fields = imported(CUSTOMER_FIELDS)
    codes = MappingProxyType({"category": "category_code"})
    words = MappingProxyType(WORDS)

    def match(self, columns: Sequence[str], given: Mapping[str, str]) -> Matching:
        """Match columns by name. CustomerID, the id of this database, finds nothing in another one:
        where the file has the number too it is left out, else it is the id of another system."""
        matching = super().match(columns, given)
        if ID in matching.fields and ID not in given and "number" in matching.fields.values():
            return super().match(columns, {**given, ID: ""})
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
        if name and name not in (self.called(parts), known.get("display_name")):
            kind = parts.get("kind") or known.get("kind")
            named = _divided(name) if kind == Kind.RESIDENTIAL else {"company_name": name}
            parts = named | parts
        for field in NAME_PARTS & parts.keys():
            read_value(FIELD[field], parts[field])
        return parts

    def called(self, values: Mapping[str, Any]) -> str:
        """The company, the person, the email or the phone."""
        return rules.display_name(rules.with_defaults(values))

    def check(self, values: Mapping[str, Any], changed: Collection[str] | None) -> Checked:
        """Somebody has to be named; emails, phones and post codes as in `check_reach`."""
        looked_at = values.keys() if changed is None else changed
        found = check_reach(values, looked_at, REACHED, self.home)
        if changed is None and not rules.display_name(values):
            found.problems.insert(0, "It names no company, person, email or phone")
        found.problems.extend(rules.together(values, looked_at).values())
        return found

    def read_values(self, session: Session, ids: Collection[int]) -> dict[int, Values]:
        """The stored values of customers."""
        return read_values(session, ids)

    def create(self, session: Session, operation: Operation, rows: Sequence[Values]) -> range:
        """Add customers, commercial where a company is named."""
        return add_customers(session, operation, [rules.with_defaults(row) for row in rows])

    def save(
        self, session: Session, operation: Operation, existing: Existing, changes: Values
    ) -> None:
        """Write the changed values where they belong."""
        save_values(session, operation, existing.id, existing.values, changes)


def _divided(whole: str) -> Values:
    """A person's whole name as first and last name."""
    first, last = split_name(whole)
    names = {"first_name": first, "last_name": last}
    return {name: text for name, text in names.items() if text}
