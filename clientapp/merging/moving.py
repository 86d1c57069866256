"""What belongs to records goes to the one that they are merged into.

A row that stands once with its owner, such as the link to a person, stays where it is if the
survivor has that link already; a link that the survivor lost comes out of Trash. A row that names a
record without being its own, such as that of a tenant, goes to Trash if another one says the same
of the survivor. A tick that only one row of a record can have, such as that of the primary contact,
is kept where it was chosen to be kept; every other row loses it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from clientapp.ledger.changed import TICK_OF_HOME
from clientapp.ledger.dialect import among, dialect_of
from clientapp.ledger.moving import give_rows
from clientapp.ledger.recording import update_row
from clientapp.ledger.setting import restore_rows, trash_rows
from clientapp.models import Operation
from clientapp.record import Part, registry

HOME_OF_TICK = {tick: home for home, tick in TICK_OF_HOME.items()}

Ticks = dict[str, bool]


class Owned(NamedTuple):
    """A row that a record owns.

    Attributes:
        other: of a link, what it leads to; None of any other row.
        ticks: its columns of yes and no, for parts that have unique ones.
    """

    id: int
    owner: int
    other: int | None
    live: bool
    ticks: Ticks


@dataclass
class Plan:
    """What becomes of the rows of a part: the ticks of those that go to the survivor, of those that
    it has and that change, and of those that it gets out of Trash, by their ids."""

    moved: dict[int, Ticks] = field(default_factory=dict[int, Ticks])
    kept: dict[int, Ticks] = field(default_factory=dict[int, Ticks])
    restored: dict[int, Ticks] = field(default_factory=dict[int, Ticks])


def owned_parts(kind: str) -> list[Part]:
    """The parts whose rows belong to one record of a kind each, or name one."""
    return [part for part in registry.parts.values() if kind in part.holders]


def owned_counts(session: Session, kind: str, ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many live rows of each part records have, by the kinds of the parts, by the records'
    ids."""
    counts: dict[int, dict[str, int]] = {each: {} for each in ids}
    for part in owned_parts(kind):
        owner = part.table.c[part.holders[kind]]
        live = among(dialect_of(session), owner, ids) & part.table.c["trashed_at"].is_(None)
        found = select(owner, func.count()).where(live).group_by(owner)
        for owner_id, count in session.connection().execute(found):
            counts[owner_id][part.kind] = count
    return counts


def move_part(
    session: Session,
    operation: Operation,
    part: Part,
    survivor_id: int,
    others: Sequence[int],
    chosen: Mapping[str, int],
) -> int:
    """Give the live rows of a part to the survivor.

    Args:
        others: the records that they belong to, all of them locked by the caller.
        chosen: by the name of a home, the record whose tick is kept; the survivor's if left out.

    Returns:
        How many rows it has more.
    """
    column = part.holders[operation.record_kind]
    if column != part.owner:
        named, twice = _naming(session, part, column, survivor_id, others)
        give_rows(session, operation, part.model, named, {column: survivor_id})
        trash_rows(session, operation, part.model, twice)
        return len(named)
    plan = planned(part, owned_rows(session, part, [survivor_id, *others]), survivor_id, chosen)
    unique = {each.only for each in part.unique if each.only}
    for row_id, ticks in plan.kept.items():  # what is taken is written before what is given
        lost = {name: False for name in unique if not ticks[name]}
        if lost:
            update_row(session, operation, part.model, row_id, lost)
    for row_id, ticks in plan.restored.items():
        if ticks:
            update_row(session, operation, part.model, row_id, ticks)
    restore_rows(session, operation, part.model, list(plan.restored))
    alike: dict[tuple[tuple[str, bool], ...], list[int]] = {}
    for row_id, ticks in plan.moved.items():
        alike.setdefault(tuple(ticks.items()), []).append(row_id)
    for ticks, ids in alike.items():
        give_rows(session, operation, part.model, ids, {part.owner: survivor_id, **dict(ticks)})
    for row_id, ticks in plan.kept.items():
        if ticks:
            update_row(session, operation, part.model, row_id, ticks)
    return len(plan.moved) + len(plan.restored)


def _naming(
    session: Session, part: Part, column: str, survivor_id: int, others: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The live rows of others that name records with a column: those that go to the survivor, and
    those that would say again what another one says of it."""
    table = part.table
    says = [each for each in part.columns if each.name != column]
    found: Any = session.connection().execute(
        select(table.c["id"], table.c[column], *says)
        .where(among(dialect_of(session), table.c[column], [survivor_id, *others]))
        .where(table.c["trashed_at"].is_(None))
        .order_by(table.c[column] != survivor_id, table.c["id"])
    )
    said: set[tuple[Any, ...]] = set()
    named: list[int] = []
    twice: list[int] = []
    for row_id, record_id, *values in found:
        again = tuple(values) in said
        said.add(tuple(values))
        if record_id != survivor_id:
            (twice if again else named).append(row_id)
    return named, twice


def owned_rows(session: Session, part: Part, ids: Sequence[int]) -> list[Owned]:
    """The rows that records own: in the order of the records, then the oldest first."""
    table = part.table
    has_unique = any(each.only for each in part.unique)
    flags = [c for c in part.columns if has_unique and c.type.python_type is bool]
    other: Any = table.c[part.paired] if part.paired else None
    columns = [table.c["id"], table.c[part.owner], table.c["trashed_at"].is_(None), *flags]
    found: Any = session.connection().execute(
        select(*columns, *([other] if part.paired else [])).where(
            among(dialect_of(session), table.c[part.owner], ids)
        )
    )
    rows = [
        Owned(
            row[0],
            row[1],
            row[-1] if part.paired else None,
            bool(row[2]),
            {c.name: bool(value) for c, value in zip(flags, row[3:], strict=False)},
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: (ids.index(row.owner), row.id))


def planned(part: Part, rows: Sequence[Owned], survivor_id: int, chosen: Mapping[str, int]) -> Plan:
    """What becomes of rows. Pure.

    Args:
        rows: of the survivor and of the others, those in Trash too, the survivor's first.
    """
    own = {row.id: row for row in rows if row.owner == survivor_id}
    coming = [row for row in rows if row.owner != survivor_id and row.live]
    stands = {row.other: row.id for row in own.values() if row.other is not None}
    becomes: dict[int, int] = {}
    plan = Plan(kept={row.id: dict(row.ticks) for row in own.values() if row.live})
    for row in coming:
        place = row.id if row.other is None else stands.setdefault(row.other, row.id)
        becomes[row.id] = place
        if place in plan.kept:
            _add(part, plan.kept[place], row.ticks)
        elif place in own:
            _add(part, plan.restored.setdefault(place, dict(row.ticks)), row.ticks)
        else:
            _add(part, plan.moved.setdefault(place, dict(row.ticks)), row.ticks)
    live = [row for row in rows if row.live]
    for unique in (each for each in part.unique if each.only):
        home = HOME_OF_TICK.get(unique.only)
        wanted = chosen.get(home, survivor_id) if home else survivor_id
        having = [row for row in live if row.ticks[unique.only]]
        having.sort(key=lambda row: (row.owner != wanted, row.owner != survivor_id))
        keeper = becomes.get(having[0].id, having[0].id) if having else None
        for ticks_of in (plan.moved, plan.kept, plan.restored):
            for row_id, ticks in ticks_of.items():
                if unique.instead and ticks[unique.only] and row_id != keeper:
                    ticks[unique.instead] = True
                ticks[unique.only] = row_id == keeper
    plan.kept = {row_id: now for row_id, now in plan.kept.items() if now != own[row_id].ticks}
    return plan


def _add(part: Part, ticks: Ticks, more: Ticks) -> None:
    """Give a row the ticks that a row of the same pair had: those that many rows can have."""
    unique = {each.only for each in part.unique}
    ticks.update({name: True for name, ticked in more.items() if ticked and name not in unique})
