"""Which columns a list shows, and how wide: everybody chooses for themselves, from what the team
sees unless they do, and it is kept on the server.

A chosen column is a text: its name, with its width in pixels if that was drawn ("industry:180").
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import JSON, bindparam, delete, select, text
from sqlmodel import Session, col

from clientapp.models import ListView

MOST = 12
"""Columns that a list shows beside the first one, which is always there."""

NARROWEST, WIDEST = 60, 800
"""Pixels that a column can be drawn to."""

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
    """A column as the screen draws it; `sort` is empty where the list has no such order, `width`
    (pixels) is 0 where the browser chooses it."""

    name: str
    label: str
    sort: str
    place: str
    look: str
    width: int = 0

    @property
    def chosen(self) -> str:
        """It as it is stored."""
        return f"{self.name}:{self.width}" if self.width else self.name


class View(NamedTuple):
    """How somebody, or the team, sees a list: its columns, None for the usual ones, and whether
    its rows stand close."""

    columns: tuple[str, ...] | None = None
    compact: bool = False


def name_of(chosen: str) -> str:
    """The name of a chosen column."""
    return chosen.partition(":")[0]


def width_of(chosen: str) -> int:
    """The width of a chosen column in pixels, within bounds; 0 where none was drawn."""
    width = chosen.partition(":")[2]
    if not (width.isascii() and width.isdecimal() and len(width) < 6):
        return 0
    return within(int(width))


def within(width: int) -> int:
    """A width within bounds; 0 stays, for it is none."""
    return min(max(width, NARROWEST), WIDEST) if width > 0 else 0


def known(chosen: Iterable[str], columns: Mapping[str, Column]) -> tuple[str, ...]:
    """Those of what was chosen that are columns, in their order, each once, and not too many.

    What is stored may be old: a column may be gone by now.
    """
    first: dict[str, str] = {}
    for each in chosen:
        first.setdefault(name_of(each), each)
    return tuple(each for name, each in first.items() if name in columns)[:MOST]


def shown(
    chosen: Iterable[str], columns: Mapping[str, Column], sorts: Collection[str], own: bool
) -> list[Shown]:
    """Columns as the screen draws them.

    Args:
        own: somebody asked for just these, so that none is left out on a narrow screen.
    """
    found = ((columns[name_of(text)], width_of(text)) for text in chosen)
    return [
        Shown(
            name=each.name,
            label=each.label,
            sort=each.name if each.name in sorts else "",
            place="line" if own and each.place == LOW else each.place,
            look=each.look,
            width=width,
        )
        for each, width in found
    ]


def turned(chosen: tuple[str, ...], name: str, shown: bool) -> tuple[str, ...]:
    """The columns with one more at the end, if there is room, or without it."""
    rest = tuple(each for each in chosen if name_of(each) != name)
    if not shown:
        return rest
    return chosen if len(rest) < len(chosen) or len(chosen) >= MOST else (*rest, name)


def moved(chosen: tuple[str, ...], name: str, by: int) -> tuple[str, ...]:
    """The columns with one further to the left (-1) or to the right (1), as far as it goes."""
    places = {name_of(each): at for at, each in enumerate(chosen)}
    if name not in places:
        return chosen
    others = list(chosen)
    own = others.pop(places[name])
    others.insert(max(places[name] + by, 0), own)
    return tuple(others)


def widened(chosen: tuple[str, ...], name: str, width: int) -> tuple[str, ...]:
    """The columns with one drawn to a width in pixels; with 0 the browser chooses it again."""
    wide = f"{name}:{within(width)}" if width > 0 else name
    return tuple(wide if name_of(each) == name else each for each in chosen)


def style(columns: Iterable[Shown]) -> str:
    """CSS that gives the columns of a `.chosen` table their widths, wherever rows are lines.

    They are counted from the last one, since a tick box may stand before the first.
    """
    last = list(columns)[::-1]
    rules = "".join(
        f".chosen :is(th, td):nth-last-child({at})"
        f"{{width:{each.width}px;min-width:{each.width}px;max-width:{each.width}px}}"
        for at, each in enumerate(last, start=1)
        if each.width
    )
    return f"@media (min-width: 641px){{{rules}}}" if rules else ""


def view_of(session: Session, user_id: int, view: str) -> View | None:
    """How a user sees a list; None where nothing was chosen."""
    chosen = select(col(ListView.columns), col(ListView.is_compact)).where(
        col(ListView.user_id) == user_id, col(ListView.name) == view
    )
    row = session.connection().execute(chosen).one_or_none()
    if row is None:
        return None
    columns: list[str] | None = row[0]
    return View(None if columns is None else tuple(columns), row[1])


_KEEP = text(
    "INSERT INTO list_view (user_id, name, columns, is_compact)"
    " VALUES (:user, :view, :columns, :compact) ON CONFLICT (user_id, name)"
    " DO UPDATE SET columns = excluded.columns, is_compact = excluded.is_compact"
).bindparams(bindparam("columns", type_=JSON))
"""One statement, since two tabs of one user may write at once."""


def keep_view(session: Session, user_id: int, view: str, chosen: View) -> None:
    """Remember how a user wants to see a list. It is no data of the business: no operation."""
    columns = None if chosen.columns is None else list(chosen.columns)
    values = {"user": user_id, "view": view, "columns": columns, "compact": chosen.compact}
    session.connection().execute(_KEEP, values)


def forget_view(session: Session, user_id: int, view: str) -> None:
    """Show a user what the team sees again, also where that changes one day."""
    mine = (col(ListView.user_id) == user_id, col(ListView.name) == view)
    session.connection().execute(delete(ListView).where(*mine))
