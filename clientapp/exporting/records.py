"""Records of any kind as an export writes them."""

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from clientapp.field import Field, FieldKind, Home
from clientapp.listing.counting import matching
from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest
from clientapp.listing.sources import Sources

BATCH = 500


@dataclass(frozen=True)
class Exported:
    """A kind of record as an export writes it.

    Attributes:
        listed: its list, whose requests choose what is exported.
        fields: what is written, in order.
        sources: tells what is derived.
        read_values: the stored values of records by field name, by their ids.
        labels_of: the labels of options by their ids.
    """

    listed: Listed
    fields: Sequence[Field]
    sources: Sources
    read_values: Callable[[Session, Collection[int]], Mapping[int, Mapping[str, Any]]]
    labels_of: Callable[[Session, set[int]], Mapping[int, str]]


def export_ids(session: Session, exported: Exported, request: ListRequest) -> Sequence[int]:
    """The ids of the records that a request finds, in the order in which they were created; a
    million of them take 8 MB."""
    listed = exported.listed
    found = matching(session, listed, request).order_by(listed.id)
    return array("q", session.connection().execute(found).scalars().yield_per(10_000))


def export_rows(
    session: Session, exported: Exported, ids: Sequence[int]
) -> Iterator[Mapping[str, Any]]:
    """All fields of records by name, an option by its label, some hundred read at a time.

    Of one session they are all as they were at one moment.
    """
    fields, sources = exported.fields, exported.sources
    options = [field.name for field in fields if field.kind == FieldKind.OPTION]
    derived = [f.name for f in fields if f.home == Home.DERIVED and f.name in sources.columns]
    labels: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        batch = list(ids[start : start + BATCH])
        stored = exported.read_values(session, batch)
        told = sources.texts(session, batch, derived)
        chosen = {row[name] for row in stored.values() for name in options} - labels.keys()
        labels |= exported.labels_of(session, chosen - {None})
        for row_id in batch:
            row = stored[row_id]
            yield {**row, **told[row_id], **{name: labels.get(row[name]) for name in options}}
