"""Finding anything by any part of it. The session is passed in; nothing is written."""

from collections.abc import Sequence

from sqlmodel import Session

from clientapp import routes
from clientapp.customers.derived import SEARCH
from clientapp.customers.reading import facts, read_values
from clientapp.customers.warnings import warnings
from clientapp.ledger.dialect import dialect_of
from clientapp.lookup.found import Found
from clientapp.searching import index
from clientapp.searching.query import terms

__all__ = ["Found", "find", "recent"]


def find(session: Session, text: str, limit: int = 8) -> list[Found]:
    """What has all words of a text, best first.

    Args:
        text: as typed; without a letter or digit it finds nothing.
        limit: how many at most.
    """
    words = terms(text)
    if not words:
        return []
    matching = index.matching(dialect_of(session).name, SEARCH, words).limit(limit)
    return _customers(session, list(session.connection().execute(matching).scalars()))


def recent(session: Session, keys: Sequence[tuple[str, int]]) -> list[Found]:
    """What was opened lately, in the given order; what is in Trash or gone is left out.

    Args:
        keys: kind and id of each.
    """
    return _customers(session, [row_id for kind, row_id in keys if kind == "customer"])


def _customers(session: Session, ids: list[int]) -> list[Found]:
    rows, known = read_values(session, ids), facts(session, ids)
    return [
        Found(
            "customer",
            row_id,
            routes.customer(row_id),
            rows[row_id]["display_name"],
            ", ".join(part for part in known[row_id] if part),
            "",
            warnings(rows[row_id]),
        )
        for row_id in ids
        if row_id in rows and not rows[row_id]["trashed_at"]
    ]
