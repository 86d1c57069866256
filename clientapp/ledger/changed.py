"""What others changed since a version: the base of a save that loses nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from clientapp.field import Field, Home
from clientapp.ledger.as_of import Key, Row, rows_now, rows_of, step_back
from clientapp.ledger.recording import from_json
from clientapp.models import Action, Change, Operation
from clientapp.record import registry


@dataclass(frozen=True)
class Changed:
    """A field that changed since a version.

    Attributes:
        original: what it held at that version.
        who, actor_id: who changed it last; the id is None for a command or the system.
        when: UTC.
    """

    original: Any
    who: str
    actor_id: int | None
    when: datetime


class Conflict(Exception):
    """Somebody else changed the same fields to other values.

    Attributes:
        changed: who changed them, when, and what they held before, by field name.
        theirs: their values now, by field name.
        version: the record's version at which they hold them. A user who has seen it may replace
            them by a change that was begun at this version.
    """

    def __init__(
        self, changed: Mapping[str, Changed], theirs: Mapping[str, Any], version: int
    ) -> None:
        super().__init__(", ".join(sorted(changed)))
        self.changed = dict(changed)
        self.theirs = dict(theirs)
        self.version = version


class Clash(Exception):
    """Somebody else changed fields of a part meanwhile, which the user changed to other values.

    Attributes:
        theirs: the values that stand now, by field name, typed as columns. Who has seen them saves
            again with these as the base.
    """

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        super().__init__(", ".join(sorted(theirs)))
        self.theirs = dict(theirs)


PART_OF_HOME = {Home.PRIMARY_CONTACT: "contact", Home.SITE: "address", Home.BILLING: "address"}
"""The part that holds a field; any other field is held by the record itself."""

TICK_OF_HOME = {
    Home.PRIMARY_CONTACT: "is_primary",
    Home.SITE: "is_primary_site",
    Home.BILLING: "is_billing",
}
"""The tick of a link that says which row of that part holds the fields."""


class Says(NamedTuple):
    """What says which row of a part holds the fields of a home: the tick of a link, by the kind of
    this, or a column of the record itself, such as that of an organization with its headquarters.
    """

    kind: str
    column: str
    itself: bool


def says_who_holds(kind: str) -> dict[Home, Says]:
    """What says which rows hold fields of a kind of record, by their homes."""
    found: dict[Home, Says] = {}
    for part in registry.parts.values():
        for home, tick in TICK_OF_HOME.items():
            to = part.telling.links if part.telling else ""
            if part.about_kind == kind and to == PART_OF_HOME[home] and tick in part.table.c:
                found[home] = Says(part.kind, tick, itself=False)
        for links in part.links:
            if links.kind == kind and links.itself and part.kind == PART_OF_HOME[Home.SITE]:
                found[Home.SITE] = Says(kind, links.row, itself=True)
    return found


Held = Mapping[Home, int | None]
"""The row of a part that holds a record's fields of each home."""


class FieldsOf:
    """The fields of a record by what the ledger knows them by: part, row and column."""

    def __init__(self, kind: str, fields: Iterable[Field], held: Held) -> None:
        self.kind = kind
        self.held = held
        self.by_column: dict[tuple[str, str], list[Field]] = {}
        for field in fields:
            part = PART_OF_HOME.get(field.home, kind)
            self.by_column.setdefault((part, field.stored_as), []).append(field)

    def of(self, change: Change, column: str) -> list[Field]:
        """The fields that a change wrote with a column: none if its row holds none of the record's
        fields, two if it is both site and billing address."""
        return [
            field
            for field in self.by_column.get((change.record_kind, column), ())
            if field.home not in PART_OF_HOME or self.held.get(field.home) == change.record_id
        ]


def changed_since(
    session: Session,
    kind: str,
    record_id: int,
    version: int,
    fields: Iterable[Field],
    begun_at: Mapping[str, int] | None = None,
) -> dict[str, Changed]:
    """The fields that changed since a version of a record, also those that another row holds now.

    Args:
        begun_at: for single fields, by name, another version to look from.
    """
    since = dict(begun_at or {})
    found = session.exec(
        select(Change, Operation)
        .join(Operation, col(Operation.id) == Change.operation_id)
        .where(Change.about_kind == kind, Change.about_id == record_id)
        .where(Change.version > min([version, *since.values()]))
        .order_by(col(Change.id).desc())
    ).all()
    if not found:
        return {}
    named = FieldsOf(kind, fields, registry.records[kind].held(session, [record_id])[record_id])
    changed: dict[str, Changed] = {}
    for change, operation in found:
        for column in change.after or {}:
            for field in named.of(change, column):
                if change.version > since.get(field.name, version):
                    table = registry.parts[change.record_kind].table
                    original = from_json(table.c[column], (change.before or {}).get(column))
                    last = changed.get(field.name) or operation
                    changed[field.name] = _changed(original, last)
    return changed | _moved(session, named, found, since, version)


def _changed(original: Any, last: Changed | Operation) -> Changed:
    """Going back in time, an earlier change says what was before, the last one who and when."""
    if isinstance(last, Changed):
        return Changed(original, last.who, last.actor_id, last.when)
    return Changed(original, last.actor_name, last.actor_id, last.started_at)


def _moved(
    session: Session,
    named: FieldsOf,
    found: Sequence[tuple[Change, Operation]],
    since: Mapping[str, int],
    version: int,
) -> dict[str, Changed]:
    """The fields that another row holds by now, such as the names of another primary contact."""
    moves = {
        home: [pair for pair in found if _moved_by(pair[0], says)]
        for home, says in says_who_holds(named.kind).items()
    }
    if not any(moves.values()):
        return {}
    changed: dict[str, Changed] = {}
    links = rows_now(session, [change for pairs in moves.values() for change, _by in pairs])
    for home, pairs in moves.items():
        says = says_who_holds(named.kind)[home]
        row_id = _held_before(says, named.held.get(home), [change for change, _by in pairs], links)
        if not pairs or row_id == named.held.get(home):
            continue
        part = registry.parts[PART_OF_HOME[home]]
        held = (part.kind, row_id or 0)
        rows = rows_of(session, {part.kind: {row_id or 0}})
        for change, _by in found:
            step_back(rows, change)
        for field in (f for fields in named.by_column.values() for f in fields if f.home == home):
            last = next((by for c, by in pairs if c.version > since.get(field.name, version)), None)
            if last:
                original = rows[held].values[field.stored_as] if held in rows else None
                changed[field.name] = _changed(original, last)
    return changed


def _moved_by(change: Change, says: Says) -> bool:
    """Whether a change made another row hold the fields of a home; or the link came or went."""
    moved = change.action in (Action.TRASH, Action.RESTORE) and not says.itself
    return change.record_kind == says.kind and (moved or says.column in (change.after or {}))


def _held_before(
    says: Says, row_id: int | None, changes: Iterable[Change], links: Mapping[Key, Row]
) -> int | None:
    """The row that held the fields of a home before changes, the newest first."""
    part = registry.parts[says.kind]
    for change in changes:
        link, before = links.get((says.kind, change.record_id)), change.before or {}
        if says.itself:
            row_id = before.get(says.column)
        elif link is not None and part.telling is not None:
            linked = link.values[part.telling.column]
            if change.action in (Action.TRASH, Action.RESTORE):
                had = change.action == Action.TRASH and link.values[says.column]
            else:
                came = before.get(part.owner, change.about_id) != change.about_id
                had = bool(before.get(says.column)) and not came
            if had:
                row_id = linked
            elif row_id == linked:
                row_id = None
    return row_id
