"""Reading the rows of a list page."""

from typing import NamedTuple

from sqlmodel import Session

from clientapp.desk.kind import DeskKind, Warnings
from clientapp.listing import statement
from clientapp.listing.request import ListRequest


class DeskRow(NamedTuple):
    """A record as a list shows it; texts are ready to be read.

    A tuple, since the names of the columns would travel fifty times with every page. `under` stands
    below the name, `warnings` beside it; `cells` follow the columns that were asked for.
    """

    id: int
    name: str
    under: str
    warnings: Warnings
    cells: tuple[str, ...]


def desk_rows(
    session: Session,
    desk: DeskKind,
    request: ListRequest,
    known_total: int | None = None,
    columns: tuple[str, ...] | None = None,
) -> list[DeskRow]:
    """One page of records, in order.

    Args:
        known_total: how many the request finds, if that is known.
        columns: the names of those that are shown, in order; None for the usual ones.
    """
    names = desk.usual if columns is None else columns
    ids = statement.page(session, desk.listed, request, known_total)
    texts = [desk.sources.by_name[name].text for name in names]
    return [
        DeskRow(
            id=row.id,
            name=row.display_name,
            under=desk.under(row),
            warnings=desk.warnings(row),
            cells=tuple(text(row) for text in texts),
        )
        for row in desk.sources.rows(session, ids, names)
    ]
