"""Every write to an organization. Each is one operation in the ledger; the session is passed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.addresses.single import place_row, write_place
from clientapp.field import Home
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, insert_rows, update_row
from clientapp.models import Address, Operation, Organization, Status
from clientapp.models.base import Tracked
from clientapp.organizations import rules
from clientapp.organizations.derived import SEARCH, derive, document_of
from clientapp.organizations.fields import ORGANIZATION_FIELDS, PLACE, SECTIONS
from clientapp.organizations.organization import ORGANIZATION
from clientapp.organizations.reading import read_values
from clientapp.record_page.editable import Editable
from clientapp.record_page.saving import create_record
from clientapp.searching import index, words

OWN = [(f.stored_as, f.name) for f in ORGANIZATION_FIELDS if f.home == Home.RECORD]
"""The column and the name of each field that the organization's own row holds."""


def create_organization(session: Session, actor: Actor, values: Mapping[str, Any]) -> int:
    """Create one organization from what the form read; its id.

    Raises:
        Rejected: with a sentence for each field that does not do.
    """
    filled = rules.with_defaults(values)

    def add(operation: Operation) -> int:
        return add_organizations(session, operation, [filled])[0]

    return create_record(session, actor, EDITABLE, filled, add)


def add_organizations(
    session: Session, operation: Operation, organizations: Sequence[Mapping[str, Any]]
) -> range:
    """Insert many organizations with their places and search documents in an open operation.

    Args:
        organizations: values by field name, with defaults filled in.

    Returns:
        Their ids, in order.
    """
    ids = reserve_ids(session, Organization, len(organizations))
    placed = [at for at, values in enumerate(organizations) if any(map(values.get, PLACE))]
    places = dict(zip(placed, reserve_ids(session, Address, len(placed)), strict=True))
    rows: dict[type[Tracked], list[dict[str, Any]]] = {
        Address: [place_row(places[at], organizations[at]) for at in placed],
        Organization: [
            {
                "id": row_id,
                "address_id": places.get(at),
                **{column: values.get(name) for column, name in OWN},
                **derive(values),
            }
            for at, (row_id, values) in enumerate(zip(ids, organizations, strict=True))
        ],
    }
    insert_rows(session, operation, rows)
    words.note(session, [values["name"] for values in organizations])
    index.add(session, SEARCH, zip(ids, map(document_of, organizations), strict=True))
    return ids


def save_values(
    session: Session,
    operation: Operation,
    organization_id: int,
    current: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Write each value to the row that holds it, in an open operation.

    Args:
        current: as `reading.read_values` gives them.
        values: by field name.
    """
    own = {column: values[name] for column, name in OWN if name in values}
    if place := {name: values[name] for name in PLACE if name in values}:
        own["address_id"] = write_place(
            session, operation, current["address_id"], place, (ORGANIZATION.kind, organization_id)
        )
    if own:
        update_row(session, operation, Organization, organization_id, own)


EDITABLE = Editable(
    record=ORGANIZATION,
    sections=SECTIONS,
    read_values=read_values,
    check=rules.check,
    save_values=save_values,
    display_name=lambda values: values["name"],
    starts_with={"status": Status.ACTIVE.value},
)
"""How an organization is edited in a form."""
