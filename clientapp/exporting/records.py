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
from clientapp.record import registry

BATCH = 500
REFERRING = (FieldKind.OPTION, FieldKind.RECORD)
"""The kinds whose values are ids of what has a name of its own."""


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
    """All fields of records by name, an option by its label and another record by what it is
    called, some hundred read at a time.

    Of one session they are all as they were at one moment.
    """
    fields, sources = exported.fields, exported.sources
    derived = [f.name for f in fields if f.home == Home.DERIVED and f.name in sources.columns]
    labels = Labels(session, exported)
    for start in range(0, len(ids), BATCH):
        batch = list(ids[start : start + BATCH])
        stored = exported.read_values(session, batch)
        told = sources.texts(session, batch, derived)
        labels.read(stored.values())
        for row_id in batch:
            row = stored[row_id]
            yield {**row, **told[row_id], **labels.of(row)}


class Labels:
    """What options and other records are called that the rows of an export have, read once."""

    def __init__(self, session: Session, exported: Exported) -> None:
        """Begin with none."""
        self._session = session
        self._kinds = {f.name: f.record_kind for f in exported.fields if f.kind in REFERRING}
        self._called: dict[str, dict[int, str]] = {kind: {} for kind in self._kinds.values()}
        self._labels_of = exported.labels_of

    def read(self, rows: Collection[Mapping[str, Any]]) -> None:
        """Read those of some rows that are not known yet."""
        for kind, known in self._called.items():
            names = [name for name, each in self._kinds.items() if each == kind]
            new = {row[name] for row in rows for name in names} - known.keys() - {None}
            if new:
                find = registry.records[kind].titles if kind else self._labels_of
                known.update(find(self._session, new))

    def of(self, row: Mapping[str, Any]) -> dict[str, str | None]:
        """The labels of one row, by field name."""
        return {name: self._called[kind].get(row[name]) for name, kind in self._kinds.items()}
