"""How many rows a request finds: asked apart from the rows, and remembered until a write."""

from sqlmodel import Session

from clientapp.listing import relevance
from clientapp.listing.counting import count, matches
from clientapp.listing.listed import Listed
from clientapp.listing.remembered import Recent, asked, newest_operation
from clientapp.listing.request import ListRequest
from clientapp.searching import index
from clientapp.searching.query import terms

__all__ = ["newest_operation", "total", "total_at_hand"]

_counts: Recent[int] = Recent()


def total(session: Session, listed: Listed, request: ListRequest) -> int:
    """How many rows a request finds, whatever its page and order."""
    wanted = terms(request.search)
    if wanted and (found := matches(session, listed, request)) <= relevance.MANY:
        return found
    key = asked(session, listed, request, "total")
    if wanted and not request.filters:
        return _counts.get(key, lambda: index.count(session, listed.index, wanted))
    return _counts.get(key, lambda: count(session, listed, request))


def total_at_hand(session: Session, listed: Listed, request: ListRequest) -> int | None:
    """How many rows a request finds, if that needs no counting any more."""
    if terms(request.search) and (found := matches(session, listed, request)) <= relevance.MANY:
        return found
    return _counts.kept(asked(session, listed, request, "total"))
