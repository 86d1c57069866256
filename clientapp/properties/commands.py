"""Every write to a property and its place. The session is passed in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from clientapp.addresses.fields import PLACE_FIELD
from clientapp.addresses.property_key import (
    NAMED,
    SEARCH,
    property_columns,
    property_document,
    property_name,
)
from clientapp.addresses.single import place_row, write_place
from clientapp.field import Home
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, insert_rows, update_row
from clientapp.models import Address, Operation, Property
from clientapp.properties.fields import FORM_FIELDS, PROPERTY_FIELDS
from clientapp.properties.property import PROPERTY
from clientapp.properties.reading import read_values
from clientapp.properties.rules import check
from clientapp.record_page.editable import Editable
from clientapp.record_page.saving import Saved, create_record, update_record
from clientapp.searching import index, words

OWN = tuple(field for field in PROPERTY_FIELDS if field.home == Home.RECORD)
"""The fields that the property's own row holds."""


def display_name(values: Mapping[str, Any]) -> str:
    """What a property is called: its name, else what its place is called."""
    return property_name(values.get("name"), values)


def create_property(session: Session, actor: Actor, values: Mapping[str, Any]) -> int:
    """Create one property from what the form read; its id.

    Raises:
        Rejected: with a sentence for each field that does not do.
    """

    def add(operation: Operation) -> int:
        return add_properties(session, operation, [values])[0]

    return create_record(session, actor, EDITABLE, values, add)


def add_properties(
    session: Session, operation: Operation, properties: Sequence[Mapping[str, Any]]
) -> range:
    """Insert many properties with their places and search documents in an open operation.

    Args:
        properties: values by field name.

    Returns:
        Their ids, in order.
    """
    ids = reserve_ids(session, Property, len(properties))
    places = reserve_ids(session, Address, len(properties))
    insert_rows(
        session,
        operation,
        {
            Address: list(map(place_row, places, properties)),
            Property: [
                {"id": row_id, "address_id": place}
                | {field.stored_as: values.get(field.name) for field in OWN}
                | property_columns(values.get("name"), values)
                for row_id, place, values in zip(ids, places, properties, strict=True)
            ],
        },
    )
    documents = [property_document(values) for values in properties]
    words.note(session, [values.get(name) for values in properties for name in NAMED])
    index.add(session, SEARCH, zip(ids, documents, strict=True))
    return ids


def save_values(
    session: Session,
    operation: Operation,
    record_id: int,
    current: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Write each value to the row that holds it, in an open operation."""
    own = {field.stored_as: values[field.name] for field in OWN if field.name in values}
    if own:
        update_row(session, operation, Property, record_id, own)
    if PLACE_FIELD.keys() & values:
        write_place(session, operation, current["address_id"], values)


EDITABLE = Editable(
    record=PROPERTY,
    sections=tuple(dict.fromkeys(field.section for field in FORM_FIELDS)),
    read_values=read_values,
    check=check,
    save_values=save_values,
    display_name=display_name,
)
"""How a property is edited in a form."""


def update_property(
    session: Session,
    actor: Actor,
    property_id: int,
    values: Mapping[str, Any],
    base_version: int,
    begun_at: Mapping[str, int] | None = None,
) -> Saved:
    """Save what a form holds (`record_page.saving.update_record`); to set the organization of one
    that belongs to another is to reassign it."""
    return update_record(session, actor, EDITABLE, property_id, values, base_version, begun_at)
