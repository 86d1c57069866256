"""Writing the tags of records: one at a time on its page, or of many records at once.

A record and a tag are a pair for ever: a tag that was taken off is a row in Trash, and putting it
on again restores that row.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session

from clientapp.editing.owned import Owned
from clientapp.editing.validation import Rejected
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, discard, finish, insert_rows
from clientapp.ledger.setting import restore_rows, trash_rows
from clientapp.ledger.sharing import hold
from clientapp.models import Operation
from clientapp.picklists.commands import add_options, label_key
from clientapp.picklists.lists import TAG
from clientapp.picklists.queries import ids_by_key
from clientapp.picklists.typed import read_option
from clientapp.problem import Problem
from clientapp.tags.queries import all_tags
from clientapp.tags.tables import TAGS


def add_tag(
    session: Session, actor: Actor, record_id: int, tag_id: int, kind: str = "customer"
) -> int | None:
    """Put a tag on a record of a kind.

    Returns:
        The operation; None if it had the tag.

    Raises:
        Problem: if there is no such tag or record, or it is in Trash.
    """
    title = hold(session, kind, record_id)
    label = f"Tag {offered_label(session, tag_id)} added to {title}"
    operation = begin(session, actor, "edit", label, record_kind=kind)
    done = put_on(session, operation, [record_id], tag_id)
    return _ended(session, operation, done)


def remove_tag(
    session: Session, actor: Actor, record_id: int, tag_id: int, kind: str = "customer"
) -> int | None:
    """Take a tag off a record of a kind.

    Returns:
        The operation; None if it had not the tag.

    Raises:
        Problem: if there is no such record, or it is in Trash.
    """
    title = hold(session, kind, record_id)
    label = f"Tag {any_label(session, tag_id)} removed from {title}"
    operation = begin(session, actor, "edit", label, record_kind=kind)
    done = take_off(session, operation, [record_id], tag_id)
    return _ended(session, operation, done)


def add_new_tag(
    session: Session,
    actor: Actor,
    record_id: int,
    label: str,
    colour: str,
    kind: str = "customer",
) -> int | None:
    """Make a tag and put it on a record of a kind, as one operation. One that there is already by
    that name is put on as it is.

    Returns:
        The operation; None if it had the tag.

    Raises:
        Rejected: if the name or the colour is none, or a tag by that name is retired.
        Problem: if there is no such record, or it is in Trash.
    """
    values = read_option({"label": label, "colour": colour})
    name = values.pop("label")
    title = hold(session, kind, record_id)
    words = f"Tag {name} added to {title}"
    operation = begin(session, actor, "edit", words, record_kind=kind)
    tag_id = ids_by_key(session).get(TAG, {}).get(label_key(name))
    if tag_id is None:
        tag_id = add_options(session, operation, TAG, [name], values)[label_key(name)]
    elif all(tag.id != tag_id for tag in all_tags(session)):
        raise Rejected({"label": "A tag of this name is retired; choose another name"})
    done = put_on(session, operation, [record_id], tag_id)
    return _ended(session, operation, done)


def offered_label(session: Session, tag_id: int) -> str:
    """The label of a tag that can be put on.

    Raises:
        Problem: if there is no such tag, or it is retired.
    """
    for tag in all_tags(session):
        if tag.id == tag_id:
            return tag.label
    raise Problem("This tag is not offered any more. Choose another one.")


def any_label(session: Session, tag_id: int) -> str:
    """The label of a tag, be it retired.

    Raises:
        Problem: if there is no such tag.
    """
    for tag in all_tags(session, retired=True):
        if tag.id == tag_id:
            return tag.label
    raise Problem("There is no such tag any more.")


def put_on(session: Session, operation: Operation, ids: Collection[int], tag_id: int) -> int:
    """Put a tag on records of the operation's kind, in a few statements whatever their number; how
    many had it not.

    The records are locked by the caller, so that nobody else links them meanwhile.
    """
    tags = TAGS[operation.record_kind]
    links = _links(session, tags, ids, tag_id)
    restored = restore_rows(session, operation, tags.model, list(links.values()))
    new = sorted(set(ids) - links.keys())
    keys = reserve_ids(session, tags.model, len(new))
    rows = [
        {"id": key, tags.key: record_id, "tag_id": tag_id}
        for key, record_id in zip(keys, new, strict=True)
    ]
    insert_rows(session, operation, {tags.model: rows})
    return len(restored) + len(new)


def take_off(session: Session, operation: Operation, ids: Collection[int], tag_id: int) -> int:
    """Take a tag off records of the operation's kind, in a few statements whatever their number;
    how many had it."""
    tags = TAGS[operation.record_kind]
    links = _links(session, tags, ids, tag_id)
    return len(trash_rows(session, operation, tags.model, list(links.values())))


def _links(session: Session, tags: Owned, ids: Collection[int], tag_id: int) -> dict[int, int]:
    """The links of records to a tag by record, those in Trash too."""
    found = select(tags.owner, tags.model.id).where(
        among(dialect_of(session), tags.owner, ids), tags.model.tag_id == tag_id
    )
    return {row[0]: row[1] or 0 for row in session.connection().execute(found)}


def _ended(session: Session, operation: Operation, done: int) -> int | None:
    """Close the operation; one that wrote nothing goes."""
    if not done:
        discard(session, operation)
        return None
    return finish(session, operation).id
