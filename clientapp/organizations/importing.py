"""What an import needs to know of organizations."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.addresses.importing import check_reach
from clientapp.importing.importable import Checked, Existing, Values
from clientapp.importing.record_import import RecordImport, imported
from clientapp.models import Operation, Organization
from clientapp.organizations.commands import add_organizations, save_values
from clientapp.organizations.fields import ORGANIZATION_FIELDS
from clientapp.organizations.reading import read_values
from clientapp.organizations.rules import with_defaults
from clientapp.picklists.importing import PicklistChoices


class OrganizationImport(PicklistChoices, RecordImport):
    """Rows become organizations, each with its headquarters (importing.Importable)."""

    kind = "organization"
    record = Organization
    fields = imported(ORGANIZATION_FIELDS)

    def check(self, values: Mapping[str, Any], changed: Collection[str] | None) -> Checked:
        """It needs a name; emails, phones and post codes as in `check_reach`."""
        looked_at = values.keys() if changed is None else changed
        found = check_reach(values, looked_at, self.fields, self.home)
        if changed is None and not values.get("name"):
            found.problems.insert(0, "It has no name")
        return found

    def read_values(self, session: Session, ids: Collection[int]) -> dict[int, Values]:
        """The stored values of organizations."""
        return read_values(session, ids)

    def create(self, session: Session, operation: Operation, rows: Sequence[Values]) -> range:
        """Add organizations, active unless a row says otherwise."""
        return add_organizations(session, operation, [with_defaults(row) for row in rows])

    def save(
        self, session: Session, operation: Operation, existing: Existing, changes: Values
    ) -> None:
        """Write the changed values where they belong."""
        save_values(session, operation, existing.id, existing.values, changes)
