"""Writing segments. Each write is one operation; the session is passed in.

A private segment is its owner's alone: to anybody else it is not there. Those of the team are made
and changed by whoever may share segments.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from clientapp.editing.validation import Rejected
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.recording import Actor, begin, discard, finish, insert_rows, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.listing.team_view import write_team_view
from clientapp.models import Segment, User
from clientapp.problem import Problem
from clientapp.segments.fields import NAME, name_key, read_name
from clientapp.segments.segment import KIND, title

MOST = 100
"""Segments that one person has."""

GONE = "This segment is not there any more."
NOT_YOURS = "This segment is the team's. A manager can change it; save one of your own."


class Saved(NamedTuple):
    """A segment that was saved, and the operation that did it."""

    operation_id: int
    segment_id: int


def save_segment(
    session: Session,
    actor: Actor,
    user_id: int,
    kind: str,
    name: str,
    query: str,
    columns: str | None,
    shared: bool,
    *,
    may_share: bool = False,
) -> Saved:
    """Keep a list under a name.

    Args:
        kind: of the records that it lists.
        query: what it finds and in which order (`address.written`).
        columns: with commas; None for those that each reader chose.
        may_share: whether the actor may make segments for the team.

    Raises:
        Rejected: if the name does not do, or the owner has one of this name.
        Problem: if it shall be shared by who may not.
    """
    named = read_name(name)
    if shared and not may_share:
        raise Problem("You may not make segments for the team. Save it for yourself.")
    _check_name(session, user_id, kind, named)
    operation = begin(session, actor, "create", "", record_kind=KIND)
    operation.label = f"{title(named, shared)} saved"
    (segment_id,) = reserve_ids(session, Segment, 1)
    row = {"record_kind": kind, "owner_id": user_id, "is_shared": shared, "query": query}
    row |= {"name": named, "name_key": name_key(named), "columns": columns}
    insert_rows(session, operation, {Segment: [{"id": segment_id, **row}]})
    return Saved(finish(session, operation).id or 0, segment_id)


def update_segment(
    session: Session,
    actor: Actor,
    user_id: int,
    segment_id: int,
    values: Mapping[str, Any],
    *,
    may_share: bool = False,
) -> int | None:
    """Change what a segment finds or shows, its name, or whether it is the team's.

    Args:
        values: any of "query", "columns", "name" and "is_shared".

    Returns:
        The operation; None if nothing changed.

    Raises:
        Rejected: if the name does not do.
        Problem: if it is not there for the actor, or not theirs to change.
    """
    segment = _held(session, user_id, segment_id, may_share)
    changed = dict(values)
    if "name" in values:
        changed["name"] = read_name(values["name"])
        changed["name_key"] = name_key(changed["name"])
        _check_name(session, segment.owner_id, segment.record_kind, changed["name"], segment_id)
    shared = changed.get("is_shared", segment.is_shared)
    if shared and not may_share:
        raise Problem(NOT_YOURS)
    if segment.is_shared and not shared and segment.owner_id != user_id:
        raise Problem("Only whoever saved this segment can make it private.")
    was = title(segment.name, segment.is_shared or shared)
    operation = begin(session, actor, "edit", f"{was} {_done(values)}", record_kind=KIND)
    if not update_row(session, operation, Segment, segment_id, changed):
        discard(session, operation)
        return None
    return finish(session, operation).id


def delete_segment(
    session: Session, actor: Actor, user_id: int, segment_id: int, *, may_share: bool = False
) -> int:
    """Delete a segment; the operation, whose undo brings it back.

    Raises:
        Problem: if it is not there for the actor, or not theirs to delete.
    """
    segment = _held(session, user_id, segment_id, may_share)
    label = f"{title(segment.name, segment.is_shared)} deleted"
    operation = begin(session, actor, "trash", label, record_kind=KIND)
    trash_rows(session, operation, Segment, [segment_id])
    return finish(session, operation).id or 0


def set_team_segment(
    session: Session, actor: Actor, view: str, segment_id: int | None
) -> int | None:
    """Let the team's list open with a segment, or with all records; for who may share segments.

    Args:
        view: the name of the list, such as "customers".

    Returns:
        The operation; None where it does so already.

    Raises:
        Problem: if there is no such segment of the team.
    """
    words = "everything"
    if segment_id is not None:
        segment = session.get(Segment, segment_id, with_for_update=True)
        if segment is None or segment.trashed_at is not None or not segment.is_shared:
            raise Problem("Only a segment of the team can be its default.")
        words = f"segment {segment.name}"
    label = f"List of {view} opens with {words} for the team"
    return write_team_view(session, actor, view, {"segment_id": segment_id}, label)


def _done(values: Mapping[str, Any]) -> str:
    """What a change does, in a word."""
    if "is_shared" in values:
        return "shared with the team" if values["is_shared"] else "made private"
    return "renamed" if "name" in values else "changed"


def _held(session: Session, user_id: int, segment_id: int, may_share: bool) -> Segment:
    """The segment, locked, for whoever may change it."""
    segment = session.get(Segment, segment_id, with_for_update=True)
    if segment is None or segment.trashed_at is not None:
        raise Problem(GONE)
    if not segment.is_shared and segment.owner_id != user_id:
        raise Problem(GONE)
    if segment.is_shared and not may_share:
        raise Problem(NOT_YOURS)
    return segment


def _check_name(
    session: Session, owner_id: int, kind: str, name: str, segment_id: int | None = None
) -> None:
    """Refuse a name that the owner has already, and more segments than `MOST`.

    The owner's row is locked first, so that two tabs do not pass at once.
    """
    owner = select(col(User.id)).where(col(User.id) == owner_id).with_for_update(key_share=True)
    session.connection().execute(owner)
    own = (
        col(Segment.record_kind) == kind,
        col(Segment.owner_id) == owner_id,
        col(Segment.trashed_at).is_(None),
        col(Segment.id) != (segment_id or 0),
    )
    count = select(func.count()).select_from(Segment).where(*own)
    same = count.where(col(Segment.name_key) == name_key(name))
    if session.connection().execute(same).scalar_one():
        raise Rejected({NAME: f"There is a segment named {name} already"})
    if segment_id is None and session.connection().execute(count).scalar_one() >= MOST:
        raise Rejected({NAME: f"You have {MOST} segments. Delete one first."})
