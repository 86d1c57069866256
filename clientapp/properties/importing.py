"""What an import needs to know of properties."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from clientapp.addresses.belonging import elsewhere
from clientapp.addresses.importing import check_reach
from clientapp.addresses.property_key import identity
from clientapp.importing.importable import Checked, Existing, Identity, Values
from clientapp.importing.record_import import RecordImport, imported
from clientapp.models import Operation, Property
from clientapp.picklists.importing import PicklistChoices
from clientapp.properties.commands import add_properties, display_name, save_values
from clientapp.properties.fields import PROPERTY_FIELDS
from clientapp.properties.reading import read_values
from clientapp.properties.rules import NEEDS_NAME, is_named


class PropertyImport(PicklistChoices, RecordImport):
    """Rows become properties, each with its place (importing.Importable)."""

    kind = "property"
    record = Property
    fields = imported(PROPERTY_FIELDS)

    def called(self, values: Mapping[str, Any]) -> str:
        """Its name, else what its place is called."""
        return display_name(values)

    def identify(self, values: Mapping[str, Any]) -> Identity:
        """The external id, and the name of its own with the place."""
        key = identity(values.get("name"), values)
        return Identity("", values.get("external_id") or "", key)

    def find(self, session: Session, identities: Collection[Identity]) -> list[Existing]:
        """Look the properties up by each of the keys."""
        found = super().find(session, identities)
        return [replace(each, identity=self.identify(each.values)) for each in found]

    def check(self, values: Mapping[str, Any], changed: Collection[str] | None) -> Checked:
        """It needs a name or an address; emails, phones and post codes as in `check_reach`."""
        looked_at = values.keys() if changed is None else changed
        found = check_reach(values, looked_at, self.fields, self.home)
        if not is_named(values):
            found.problems.insert(0, NEEDS_NAME)
        return found

    def refuse(
        self, session: Session, existing: Existing | None, changes: Mapping[str, Any]
    ) -> str | None:
        """A file does not take a property from the organization that it belongs to."""
        named = changes.get("organization")
        if existing is None or named is None:
            return None
        return elsewhere(session, [existing.id], named).get(existing.id)

    def read_values(self, session: Session, ids: Collection[int]) -> dict[int, Values]:
        """The stored values of properties."""
        return read_values(session, ids)

    def create(self, session: Session, operation: Operation, rows: Sequence[Values]) -> range:
        """Add properties with their places."""
        return add_properties(session, operation, rows)

    def save(
        self, session: Session, operation: Operation, existing: Existing, changes: Values
    ) -> None:
        """Write the changed values where they belong."""
        save_values(session, operation, existing.id, existing.values, changes)
