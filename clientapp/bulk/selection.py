"""Which records somebody chose: some by hand, or all that a list finds but for a few."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlmodel import Session

from clientapp.ledger.dialect import among, dialect_of
from clientapp.listing.listed import Listed
from clientapp.listing.request import ListRequest
from clientapp.listing.statement import matching


@dataclass(frozen=True)
class Selection:
    """Either ids, or everything that a request finds but for `excluded`; only live rows count.

    It is asked anew each time, so that what was written meanwhile is seen.
    """

    ids: tuple[int, ...] = ()
    request: ListRequest | None = None
    excluded: frozenset[int] = frozenset()

    def select(self, session: Session, listed: Listed) -> Select[int]:
        """The statement for its ids, in no order."""
        if self.request is None:
            return listed.ids().where(among(dialect_of(session), listed.id, self.ids))
        found = matching(session, listed, self.request)
        if not self.excluded:
            return found
        return found.where(~among(dialect_of(session), listed.id, self.excluded))

    def count(self, session: Session, listed: Listed) -> int:
        """How many records it holds."""
        held = select(func.count()).select_from(self.select(session, listed).subquery())
        return session.connection().execute(held).scalar_one()

    def all(self, session: Session, listed: Listed) -> list[int]:
        """Their ids, rising."""
        found = session.connection().execute(self.select(session, listed)).scalars()
        return sorted(found)

    def still(self, session: Session, listed: Listed, ids: Collection[int]) -> list[int]:
        """Those of the ids that it holds, rising."""
        if self.request is None:
            few = Selection(ids=tuple(set(ids).intersection(self.ids)))
            return few.all(session, listed)
        some = self.select(session, listed).where(among(dialect_of(session), listed.id, ids))
        return sorted(session.connection().execute(some).scalars())


@dataclass(frozen=True)
class Chosen:
    """A selection of one list, as a write asks for it (`bulk.writing.Choice`)."""

    selection: Selection
    listed: Listed

    def all(self, session: Session) -> list[int]:
        """The ids of the records that are chosen, rising."""
        return self.selection.all(session, self.listed)

    def still(self, session: Session, ids: Collection[int]) -> list[int]:
        """Those of the ids that are chosen now, rising."""
        return self.selection.still(session, self.listed, ids)
