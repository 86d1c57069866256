"""In whose histories a change of a row stands, as SQL.

A change of a row that several records have is one change in all their histories, of whichever kind
they are: a person can be a contact of a customer, of an organization and of a property.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import SQLModel

from clientapp.models import Action
from clientapp.record import Links, Part, registry

ORDER = {table.name: at for at, table in enumerate(SQLModel.metadata.sorted_tables)}
"""The place of each table: after all that it refers to."""


def when_undone(kind: str, action: str) -> int:
    """When the undo of changes comes: first of all what nothing needs, then what refers to others
    that were created before these."""
    part = registry.parts[kind]
    may_be_needed = action == Action.CREATE and part.in_use
    return len(ORDER) - ORDER[part.table.name] if may_be_needed else 0


class Whose(NamedTuple):
    """Records of one kind that a change of a row is about.

    Attributes:
        kind: of the records.
        source: SQL for the rows `t` joined with these records `r`.
    """

    kind: str
    source: str


def concerned(part: Part) -> list[Whose]:
    """The records in whose histories a change of a row stands, kind by kind: the one that it
    belongs to and those that it names; of a shared row all that have it, or else all that had it.
    """
    rows = f"{part.table.name} AS t"
    if part.links:
        return [Whose(links.kind, f"{rows} {_joined(part, links)}") for links in part.links]
    record = registry.parts[part.about_kind].table.name
    own = Whose(part.about_kind, f"{rows} JOIN {record} AS r ON r.id = {part.about}")
    also = (
        Whose(each.kind, f"{rows} JOIN {each.kind} AS r ON r.id = t.{each.record}")
        for each in part.also
    )
    return [own, *also]


def _joined(part: Part, links: Links) -> str:
    if links.itself:
        return f"JOIN {links.kind} AS r ON r.{links.row} = t.id"
    has_none = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {each.table} AS o WHERE o.{each.row} = t.id "
        f"AND {each.live('o')})"
        for each in part.links
    )
    return (
        f"JOIN {links.table} AS l ON l.{links.row} = t.id AND ({links.live()} OR {has_none}) "
        f"JOIN {links.kind} AS r ON r.id = l.{links.record}"
    )


def came_with(
    part: Part, new: Collection[str], about: tuple[str, int] | None
) -> list[tuple[str, str]]:
    """The kinds of the records that new rows `t` come with, and SQL for their ids. A shared row
    comes with one record, however many have it at once."""
    if not part.links:
        return [(part.about_kind, part.about), *((k.kind, f"t.{k.record}") for k in part.also)]
    if about is not None:
        return [(about[0], str(about[1]))]
    tables = {registry.parts[kind].table.name for kind in new}
    return [(links.kind, links.first()) for links in part.links if links.table in tables][:1]
