"""Which columns a list shows: everybody chooses for themselves, and it is kept on the server."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import JSON, bindparam, delete, select, text
from sqlmodel import Session, col

from clientapp.models import ListView

MOST = 12
"""Columns that a list shows beside the first one, which is always there."""

LOW = "low"
"""The place of a column that is left out where there is little room."""


@dataclass(frozen=True)
class Column:
    """A column that a list can show.

    Attributes:
        name: as it is stored; the name of a sort of the list if it can be sorted by it.
        label: its head.
        group: what it stands under where columns are chosen.
        place: its class: where its cell stands on a narrow screen. "line" is a line of its own.
        look: "tag" for a word on a coloured ground, "status" for one that is good or not.
    """

    name: str
    label: str
    group: str = ""
    place: str = "line"
    look: str = ""


class Shown(NamedTuple):
    """A column as the screen draws it; `sort` is empty where the list has no such order."""

    name: str
    label: str
    sort: str
    place: str
    look: str


def known(names: Iterable[str], columns: Mapping[str, Column]) -> tuple[str, ...]:
    """Those of the names that are columns, in their order, each once, and not too many.

    What is stored may be old: a column may be gone by now.
    """
    return tuple(name for name in dict.fromkeys(names) if name in columns)[:MOST]


def shown(
    names: Iterable[str], columns: Mapping[str, Column], sorts: Collection[str], own: bool
) -> list[Shown]:
    """Columns as the screen draws them.

    Args:
        own: somebody asked for just these, so that none is left out on a narrow screen.
    """
    found = (columns[name] for name in names)
    return [
        Shown(
            name=each.name,
            label=each.label,
            sort=each.name if each.name in sorts else "",
            place="line" if own and each.place == LOW else each.place,
            look=each.look,
        )
        for each in found
    ]


def turned(names: tuple[str, ...], name: str, shown: bool) -> tuple[str, ...]:
    """The columns with one more at the end, if there is room, or without it."""
    rest = tuple(each for each in names if each != name)
    if not shown:
        return rest
    return names if name in names or len(names) >= MOST else (*rest, name)


def moved(names: tuple[str, ...], name: str, by: int) -> tuple[str, ...]:
    """The columns with one further to the left (-1) or to the right (1), as far as it goes."""
    if name not in names:
        return names
    others = [each for each in names if each != name]
    others.insert(max(names.index(name) + by, 0), name)
    return tuple(others)


def columns_of(session: Session, user_id: int, view: str) -> list[str] | None:
    """What a user chose for a list, in order; None where nothing was chosen."""
    chosen = select(col(ListView.columns)).where(
        col(ListView.user_id) == user_id, col(ListView.name) == view
    )
    return session.connection().execute(chosen).scalar_one_or_none()


_KEEP = text(
    "INSERT INTO list_view (user_id, name, columns) VALUES (:user, :view, :columns)"
    " ON CONFLICT (user_id, name) DO UPDATE SET columns = excluded.columns"
).bindparams(bindparam("columns", type_=JSON))
"""One statement, since two tabs of one user may write at once."""


def keep_columns(session: Session, user_id: int, view: str, names: Iterable[str]) -> None:
    """Remember what a user chose for a list. It is no data of the business: no operation."""
    values = {"user": user_id, "view": view, "columns": list(names)}
    session.connection().execute(_KEEP, values)


def forget_columns(session: Session, user_id: int, view: str) -> None:
    """Show a user the usual columns again, also where these change one day."""
    mine = (col(ListView.user_id) == user_id, col(ListView.name) == view)
    session.connection().execute(delete(ListView).where(*mine))
