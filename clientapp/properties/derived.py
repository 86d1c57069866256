"""The columns and the search document that are computed from a property's other values."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from clientapp.addresses.property_key import NAMED, SEARCH, property_columns, property_document
from clientapp.models import Property
from clientapp.properties.reading import known_of, read_values
from clientapp.searching import index, words

BATCH = 500


def refresh(session: Session, ids: Collection[int]) -> None:
    """Compute derived columns and search documents of properties anew; those in Trash leave the
    index."""
    for batch in _batches(sorted(ids)):
        rows = read_values(session, batch)
        derived = {row_id: property_columns(row["name"], row) for row_id, row in rows.items()}
        stale = [
            {"row": row_id, **columns}
            for row_id, columns in derived.items()
            if any(rows[row_id][name] != value for name, value in columns.items())
        ]
        if stale:
            names: dict[str, Any] = {n: bindparam(n) for n in stale[0] if n != "row"}
            statement = update(Property).where(col(Property.id) == bindparam("row"))
            session.connection().execute(statement.values(names), stale)
        _index(session, batch, {i: v for i, v in rows.items() if not v["trashed_at"]})


def _index(session: Session, ids: list[int], live: Mapping[int, Mapping[str, Any]]) -> None:
    """Write the documents of those of the ids that are live, and remove the others."""
    known = known_of(session, live)
    words.note(session, [v[name] for v in live.values() for name in NAMED if v[name]])
    documents = {
        row_id: property_document(values, known[row_id]) for row_id, values in live.items()
    }
    index.remove(session, SEARCH, [row_id for row_id in ids if row_id not in live])
    index.write(session, SEARCH, documents)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
