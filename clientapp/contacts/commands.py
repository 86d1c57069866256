"""Every write to the people of a record. The session is passed in.

A record that has contacts has exactly one primary contact. Each command locks the records
concerned first, so that two people at once cannot make it two, or none.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, cast, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, select

from clientapp.contacts import rules
from clientapp.contacts.fields import CONTACT_FIELD, PERSON_FIELDS
from clientapp.contacts.queries import contact_count, stored_contact
from clientapp.contacts.tables import PEOPLE, country_of
from clientapp.editing.options import live_label
from clientapp.editing.owned import Owned
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Clash
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, insert_rows, update_row
from clientapp.ledger.setting import restore_rows, trash_rows
from clientapp.ledger.sharing import close, elsewhere, hold
from clientapp.models import Contact, CustomerContact, Operation
from clientapp.models.base import Tracked
from clientapp.problem import Problem
from clientapp.settings import settings

COLUMNS = ("first_name", "last_name", "job_title")
"""What the form of a customer holds of the primary contact."""

Values = Mapping[str, Any]


def save_contact(
    session: Session,
    actor: Actor,
    record_id: int,
    contact_id: int | None,
    values: Values,
    base: Values,
    kind: str = "customer",
    *,
    is_primary: bool,
) -> int | None:
    """Save what the dialog of one contact holds.

    Args:
        contact_id: None for a new one.
        values: by field name, typed as columns (`rules.read`).
        base: what the dialog was opened with, typed too; equal values are not the user's changes.
        is_primary: the tick. The first contact of a record is the primary one by itself.
        kind: of the record.

    Returns:
        The operation; None if nothing changed.

    Raises:
        Rejected: with a sentence by field name; "primary" is the tick.
        Clash: if somebody else changed one of the changed fields meanwhile, to another value.
        Problem: if record or contact are not there any more.
    """
    title = hold(session, kind, record_id, "contact", [contact_id] if contact_id else [])
    if contact_id is None:
        return _create(session, actor, kind, record_id, title, values, is_primary=is_primary)
    stored = _stored(session, kind, record_id, contact_id)
    mine = {n: v for n, v in values.items() if n in CONTACT_FIELD and v != base.get(n)}
    changed = {name: value for name, value in mine.items() if value != stored[name]}
    problems = _check(session, kind, record_id, {**stored, **changed}, changed, stored)
    if stored["is_primary"] and not is_primary:
        problems[rules.PRIMARY] = "Tick Primary contact on another contact instead"
    if problems:
        raise Rejected(problems)
    if theirs := {n: stored[n] for n in changed if n in base and stored[n] != base[n]}:
        raise Clash(theirs)
    name = rules.person_name({**stored, **changed})
    words = f"Edit of contact {name} of {title}"
    operation = begin(session, actor, "edit", words, record_kind=kind)
    _write(session, operation, PEOPLE[kind], contact_id, stored["link_id"], changed)
    if is_primary or _primary_link(session, PEOPLE[kind], record_id) is None:
        _make_primary(session, operation, PEOPLE[kind], record_id, stored["link_id"])
    return close(session, operation)


def add_contact(
    session: Session,
    operation: Operation,
    record_id: int,
    values: Values,
    kind: str = "customer",
    *,
    is_primary: bool = False,
) -> int:
    """Add a contact in an open operation, its values being checked; the contact's id."""
    links = PEOPLE[kind]
    held = _primary_link(session, links, record_id)
    if held is not None and is_primary:
        update_row(session, operation, links.model, held, {"is_primary": False})
    contact_id = reserve_ids(session, Contact, 1)[0]
    link = {
        "id": reserve_ids(session, links.model, 1)[0],
        links.key: record_id,
        "contact_id": contact_id,
        "role_id": values.get("role"),
        "is_primary": is_primary or held is None,
    }
    person = {"id": contact_id, **{f.name: values.get(f.name) for f in PERSON_FIELDS}}
    insert_rows(session, operation, {Contact: [person], links.model: [link]})
    return contact_id


def check_new(session: Session, values: Values, country: str | None) -> rules.Problems:
    """What does not do of a contact that is to be added, by field name.

    Args:
        country: of the record, as it is written.
    """
    problems = rules.check(values, {*CONTACT_FIELD}, country, settings().country)
    return problems | _role_problem(session, values)


def link_contact(
    session: Session, actor: Actor, record_id: int, contact_id: int, kind: str = "customer"
) -> int | None:
    """Let a person of another record be a contact of this one too.

    Args:
        kind: of this record.

    Returns:
        The operation; None if the person is a contact of this record already.

    Raises:
        Problem: if record or person are not there any more.
    """
    title = hold(session, kind, record_id, "contact", [contact_id])
    if stored_contact(session, record_id, contact_id, kind) is not None:
        return None
    words = f"Contact {_person(session, contact_id)} added to {title}"
    operation = begin(session, actor, "edit", words, record_kind=kind)
    link_id = _link_again(session, operation, PEOPLE[kind], record_id, contact_id)
    if _primary_link(session, PEOPLE[kind], record_id) is None:
        _make_primary(session, operation, PEOPLE[kind], record_id, link_id)
    return close(session, operation)


def remove_contact(
    session: Session, actor: Actor, record_id: int, contact_id: int, kind: str = "customer"
) -> int:
    """Take a contact from a record: the link goes to Trash, the person stays where else it is.

    Returns:
        The operation.

    Raises:
        Problem: if it is not there any more, or the primary contact; only that of a customer, whose
            names it holds, stays where it is alone.
    """
    title = hold(session, kind, record_id, "contact", [contact_id])
    stored = _stored(session, kind, record_id, contact_id)
    name = rules.person_name(stored) or "This person"
    may_be_left = kind != "customer" and contact_count(session, record_id, kind) == 1
    if stored["is_primary"] and not may_be_left:
        raise Problem(
            f"{name} is the primary contact. Tick Primary contact on another contact first."
        )
    words = f"Contact {name} removed from {title}"
    operation = begin(session, actor, "edit", words, record_kind=kind)
    trash_rows(session, operation, PEOPLE[kind].model, [stored["link_id"]])
    return close(session, operation) or 0


def make_primary(
    session: Session, actor: Actor, record_id: int, contact_id: int, kind: str = "customer"
) -> int | None:
    """Make a contact the primary one of its record.

    Returns:
        The operation; None if it is that already.

    Raises:
        Problem: if record or contact are not there any more.
    """
    title = hold(session, kind, record_id, "contact", [contact_id])
    stored = _stored(session, kind, record_id, contact_id)
    words = f"Primary contact of {title} set to {rules.person_name(stored)}"
    operation = begin(session, actor, "edit", words, record_kind=kind)
    _make_primary(session, operation, PEOPLE[kind], record_id, stored["link_id"])
    return close(session, operation)


def mend_primary(
    session: Session, operation: Operation, ids: Collection[int], kind: str = "customer"
) -> None:
    """Give records that an undo left with contacts and no primary one their oldest as that."""
    links = PEOPLE[kind]
    lacking = (
        select(func.min(links.model.id))
        .where(among(dialect_of(session), links.owner, ids), links.is_live)
        .group_by(links.owner)
        .having(func.max(cast(links.model.is_primary, Integer)) == 0)
    )
    for link_id in session.exec(lacking).all():
        update_row(session, operation, links.model, link_id or 0, {"is_primary": True})


def contact_rows(
    session: Session, customers: Sequence[tuple[int, Values]]
) -> dict[type[Tracked], list[dict[str, Any]]]:
    """The rows of the primary contacts of customers and their links, ready to be inserted.

    Args:
        customers: id and values by field name.
    """
    count = len(customers)
    people = reserve_ids(session, Contact, count)
    links = reserve_ids(session, CustomerContact, count)
    return {
        Contact: [
            {"id": row_id, **{name: values.get(name) for name in COLUMNS}}
            for row_id, (_customer, values) in zip(people, customers, strict=True)
        ],
        CustomerContact: [
            {"id": row_id, "customer_id": customer, "contact_id": contact, "is_primary": True}
            for row_id, contact, (customer, _values) in zip(links, people, customers, strict=True)
        ],
    }


def write_primary_contact(
    session: Session,
    operation: Operation,
    customer_id: int,
    contact_id: int | None,
    values: Values,
) -> None:
    """Change the primary contact, or create it where the customer has none yet."""
    if contact_id is not None:
        update_row(session, operation, Contact, contact_id, values)
    elif any(values.values()):
        insert_rows(session, operation, contact_rows(session, [(customer_id, values)]))


def _create(
    session: Session,
    actor: Actor,
    kind: str,
    record_id: int,
    title: str,
    values: Values,
    *,
    is_primary: bool,
) -> int | None:
    if problems := _check(session, kind, record_id, values, {*CONTACT_FIELD}):
        raise Rejected(problems)
    words = f"Contact {rules.person_name(values)} added to {title}"
    operation = begin(session, actor, "edit", words, record_kind=kind)
    add_contact(session, operation, record_id, values, kind, is_primary=is_primary)
    return close(session, operation)


def _check(
    session: Session,
    kind: str,
    record_id: int,
    values: Values,
    changed: Collection[str],
    stored: Values | None = None,
) -> rules.Problems:
    was = stored or {}
    keeps = [name for name in rules.NAMES if was.get("is_primary") and was.get(name)]
    country = session.connection().execute(sql_select(country_of(kind, record_id))).scalar()
    problems = rules.check(values, changed, country, settings().country, keeps=keeps)
    return problems | (_role_problem(session, values) if "role" in changed else {})


def _role_problem(session: Session, values: Values) -> rules.Problems:
    role = values.get("role")
    if role is None or live_label(session, "contact_role", role) is not None:
        return {}
    return {"role": "Choose contact role from the list"}


def _stored(session: Session, kind: str, record_id: int, contact_id: int) -> dict[str, Any]:
    stored = stored_contact(session, record_id, contact_id, kind)
    if stored is None:
        raise Problem("This contact was removed meanwhile.")
    return stored


def _person(session: Session, contact_id: int) -> str:
    """The name of a person of another record."""
    if not elsewhere(session, "contact", [contact_id], 0):
        raise Problem("This person is not there any more.")
    person = session.get_one(Contact, contact_id)
    return rules.person_name(person.model_dump())


def _write(
    session: Session,
    operation: Operation,
    links: Owned,
    contact_id: int,
    link_id: int,
    changed: Values,
) -> None:
    """Write each changed field to the row that holds it."""
    own = {name: value for name, value in changed.items() if name != "role"}
    if own:
        update_row(session, operation, Contact, contact_id, own)
    if "role" in changed:
        update_row(session, operation, links.model, link_id, {"role_id": changed["role"]})


def _primary_link(session: Session, links: Owned, record_id: int) -> int | None:
    held = sql_select(links.model.id).where(*links.of(record_id), links.model.is_primary)
    return session.connection().execute(held).scalars().first()


def _make_primary(
    session: Session, operation: Operation, links: Owned, record_id: int, link_id: int
) -> None:
    held = _primary_link(session, links, record_id)
    if held is not None and held != link_id:
        update_row(session, operation, links.model, held, {"is_primary": False})
    update_row(session, operation, links.model, link_id, {"is_primary": True})


def _link_again(
    session: Session, operation: Operation, links: Owned, record_id: int, contact_id: int
) -> int:
    """Link a person to a record; a link that was removed comes out of Trash. The link's id."""
    pair = {links.key: record_id, "contact_id": contact_id}
    removed = session.connection().execute(sql_select(links.model.id).filter_by(**pair))
    if (link_id := removed.scalars().first()) is not None:
        update_row(session, operation, links.model, link_id, {"is_primary": False})
        restore_rows(session, operation, links.model, [link_id])
        return link_id
    link_id = reserve_ids(session, links.model, 1)[0]
    link = {"id": link_id, **pair, "role_id": None, "is_primary": False}
    insert_rows(session, operation, {links.model: [link]})
    return link_id
