"""The columns and the search document that are computed from a property's other values."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session

from clientapp.addresses.property_key import NAMED, SEARCH, property_columns, property_document
from clientapp.ledger.deriving import in_batches, write_derived
from clientapp.models import Property
from clientapp.properties.reading import known_of, read_values
from clientapp.searching import index, words


def refresh(session: Session, ids: Collection[int]) -> None:
    """Compute derived columns and search documents of properties anew; those in Trash leave the
    index."""
    for batch in in_batches(ids):
        rows = read_values(session, batch)
        derived = {row_id: property_columns(row["name"], row) for row_id, row in rows.items()}
        write_derived(session, Property, rows, derived)
        _index(session, batch, {i: v for i, v in rows.items() if not v["trashed_at"]})


def _index(session: Session, ids: list[int], live: Mapping[int, Mapping[str, Any]]) -> None:
    """Write the documents of those of the ids that are live, and remove the others."""
    known = known_of(session, live)
    words.note(session, [v[name] for v in live.values() for name in NAMED if v[name]])
    documents = {
        row_id: property_document(values, known[row_id]) for row_id, values in live.items()
    }
    index.renew(session, SEARCH, ids, documents)
