"""Customers, organizations and properties that share people and places."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from clientapp import routes
from clientapp.addresses.part import ADDRESS
from clientapp.contacts.part import CONTACT
from clientapp.database import reading, transaction
from clientapp.field import Field, FieldKind, Home
from clientapp.ledger.history import history
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, insert_rows, update_row
from clientapp.ledger.setting import restore_rows, trash_rows
from clientapp.ledger.sharing import close
from clientapp.models import (
    Address,
    Change,
    Contact,
    Customer,
    CustomerContact,
    Operation,
    Organization,
    OrganizationContact,
    Property,
    PropertyContact,
    PropertyCustomer,
    PropertyResource,
)
from clientapp.record import Links, Part, Record, Telling, registry

LINKS = {
    "customer": CustomerContact,
    "organization": OrganizationContact,
    "property": PropertyContact,
}
"""The links to the people of each kind of record."""

ROLE_FIELDS = (
    Field("role", "Role"),
    Field("from_date", "From", FieldKind.DATE),
    Field("until_date", "Until", FieldKind.DATE),
)
ORGANIZATION_FIELDS = (
    Field("name", "Organization name"),
    Field("street", "Street", home=Home.SITE),
    Field("parent", "Parent", FieldKind.RECORD, record_kind="organization"),
)
PROPERTY_FIELDS = (
    Field("name", "Property name"),
    Field("street", "Street", home=Home.SITE),
    Field("organization", "Organization", FieldKind.RECORD, record_kind="organization"),
)


def _people(kind: str) -> Part:
    return Part(
        f"{kind}_contact",
        LINKS[kind],
        about_kind=kind,
        about=f"t.{kind}_id",
        owner=f"{kind}_id",
        telling=Telling("Contact", links="contact", column="contact_id"),
    )


PARTS = {
    "organization": (
        Part("organization", Organization, about_kind="organization"),
        CONTACT,
        _people("organization"),
        ADDRESS,
    ),
    "property": (
        Part(
            "property",
            Property,
            about_kind="property",
            in_use=ADDRESS.links[0].used("t.address_id"),
            reported=False,
        ),
        CONTACT,
        _people("property"),
        ADDRESS,
        Part(
            "property_customer",
            PropertyCustomer,
            about_kind="property",
            about="t.property_id",
            owner="property_id",
            also=(
                Links(
                    *("property_customer", "id", "customer_id"),
                    telling=Telling(
                        "Property", fields=ROLE_FIELDS, links="property", column="property_id"
                    ),
                ),
            ),
            telling=Telling("Customer", fields=ROLE_FIELDS, links="customer", column="customer_id"),
        ),
        Part(
            "property_resource",
            PropertyResource,
            about_kind="property",
            about="t.property_id",
            owner="property_id",
            telling=Telling("Resource", lambda values: values["name"], alone=True),
        ),
    ),
}


def _record(kind: str, plural: str, fields: tuple[Field, ...]) -> Record:
    table = PARTS[kind][0].table

    def titles(session: Session, ids: Any) -> dict[int, str]:
        named = select(table.c["id"], table.c["name"]).where(table.c["id"].in_(ids))
        return {row[0]: row[1] or "" for row in session.connection().execute(named)}

    def held(session: Session, ids: Any) -> dict[int, dict[Home, int | None]]:
        at = select(table.c["id"], table.c["address_id"]).where(table.c["id"].in_(ids))
        return {row[0]: {Home.SITE: row[1]} for row in session.connection().execute(at)}

    url = {"organization": routes.organization, "property": routes.property_page}[kind]
    return Record(kind, kind, plural, fields, PARTS[kind], titles, url, held=held)


@contextmanager
def kinds_of_record() -> Iterator[None]:
    """Organizations and properties as bare as the ledger sees them, with nothing derived."""
    records, parts = registry.records.copy(), registry.parts.copy()
    registry.add(_record("organization", "organizations", ORGANIZATION_FIELDS))
    registry.add(_record("property", "properties", PROPERTY_FIELDS))
    yield
    registry.records, registry.parts = records, parts


def written(actor: Actor, kind: str, work: Any) -> Any:
    """What some work does in an operation on a kind of record; what it gives back."""
    with transaction() as session:
        operation = begin(session, actor, "edit", f"Edit of {kind}", record_kind=kind)
        result = work(session, operation)
        close(session, operation)
    return result


def organization(actor: Actor, name: str = "Pine Street LLC", **place: Any) -> int:
    """An organization, at a place of its own if one is given."""

    def add(session: Session, operation: Operation) -> int:
        own = {
            "id": reserve_ids(session, Organization, 1)[0],
            "name": name,
            "status": "active",
            "name_key": name,
        }
        rows: dict[Any, list[dict[str, Any]]] = {Organization: [own]}
        if place:
            address = {"id": reserve_ids(session, Address, 1)[0], **place}
            own["address_id"] = address["id"]
            rows = {Address: [address], **rows}
        insert_rows(session, operation, rows)
        return own["id"]

    return written(actor, "organization", add)


def property_at(actor: Actor, name: str, **place: Any) -> int:
    """A property on a place of its own."""

    def add(session: Session, operation: Operation) -> int:
        address = {"id": reserve_ids(session, Address, 1)[0], **place}
        own = {"id": reserve_ids(session, Property, 1)[0], "address_id": address["id"]}
        insert_rows(session, operation, {Address: [address], Property: [own | {"name": name}]})
        return own["id"]

    return written(actor, "property", add)


def person(actor: Actor, kind: str, record_id: int, **values: Any) -> int:
    """A person that a record gets; the person's id."""

    def add(session: Session, operation: Operation) -> int:
        row = {"id": reserve_ids(session, Contact, 1)[0], **values}
        link = _link(session, kind, record_id, row["id"])
        insert_rows(session, operation, {Contact: [row], LINKS[kind]: [link]})
        return row["id"]

    return written(actor, kind, add)


def share(actor: Actor, kind: str, record_id: int, contact_id: int) -> None:
    """Let a record have a person of another one, once."""

    def add(session: Session, operation: Operation) -> None:
        link = LINKS[kind]
        pair = {f"{kind}_id": record_id, "contact_id": contact_id}
        known = session.exec(select(link.id).filter_by(**pair)).first()
        if known is None:
            row = _link(session, kind, record_id, contact_id)
            insert_rows(session, operation, {link: [row]})
        else:
            restore_rows(session, operation, link, [known])

    written(actor, kind, add)


def unshare(actor: Actor, kind: str, record_id: int, contact_id: int) -> None:
    """Take a person from a record, if it has it."""

    def take(session: Session, operation: Operation) -> None:
        pair = {f"{kind}_id": record_id, "contact_id": contact_id}
        known = session.exec(select(LINKS[kind].id).filter_by(**pair)).first()
        trash_rows(session, operation, LINKS[kind], [known] if known else [])

    written(actor, kind, take)


def _link(session: Session, kind: str, record_id: int, contact_id: int) -> dict[str, Any]:
    link_id = reserve_ids(session, LINKS[kind], 1)[0]
    return {"id": link_id, f"{kind}_id": record_id, "contact_id": contact_id, "is_primary": False}


def role(actor: Actor, property_id: int, customer_id: int, name: str, **dates: date) -> int:
    """What a customer is to a property; the row's id."""

    def add(session: Session, operation: Operation) -> int:
        row = {"id": reserve_ids(session, PropertyCustomer, 1)[0], "property_id": property_id}
        told = {"customer_id": customer_id, "role": name, **dates}
        insert_rows(session, operation, {PropertyCustomer: [row | told]})
        return row["id"]

    return written(actor, "property", add)


def write(actor: Actor, kind: str, model: Any, row_id: int, **values: Any) -> None:
    """Change columns of a row, in an operation on a kind of record."""
    written(actor, kind, lambda session, by: update_row(session, by, model, row_id, values))


def told(kind: str, record_id: int) -> list[str]:
    """The lines of a record's history, the newest entry first."""
    with reading() as session:
        fields = registry.records[kind].fields
        found = history(session, kind, record_id, fields, lambda _ids: {})
        return [line.text for entry in found.entries for line in entry.lines]


def version(model: Any, row_id: int) -> int:
    """The version of a record."""
    with reading() as session:
        return session.get_one(model, row_id).version


def newest() -> int:
    """The newest operation."""
    with reading() as session:
        return session.exec(select(Operation.id).order_by(col(Operation.id).desc())).first() or 0


def told_about(operation_id: int) -> set[tuple[str, int, str, int]]:
    """The part and row of each change of an operation, with the kind and id of the record that it
    is about."""
    with reading() as session:
        found = session.exec(select(Change).where(Change.operation_id == operation_id))
        return {(c.record_kind, c.record_id, c.about_kind, c.about_id) for c in found}


def faults() -> list[Any]:
    """Records of any kind whose newest change says another version than their row, but for those of
    which nothing is told."""
    found: list[Any] = []
    with reading() as session:
        for model in (Customer, Organization, Property):
            kind = model.__tablename__
            rows = session.execute(
                text(
                    f"SELECT r.id, r.version, (SELECT max(ch.version) FROM change AS ch WHERE "
                    f"ch.about_kind = '{kind}' AND ch.about_id = r.id) AS told FROM {kind} AS r"
                )
            ).all()
            found += [(kind, *row) for row in rows if row[1] != row[2]]
    return found
