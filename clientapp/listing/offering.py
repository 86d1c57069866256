"""Which records of a list are offered to somebody who types a name, to choose one."""

from sqlmodel import Session

from clientapp.formatting import fold
from clientapp.listing.listed import Listed
from clientapp.listing.request import SIZES, ListRequest
from clientapp.listing.statement import page

MOST_CALLED_SO = 8


def offered(session: Session, listed: Listed, text: str) -> list[int]:
    """The ids of the first live records that a text finds; those that are called so come first,
    however many others it finds."""
    if not (key := fold(text) or text.casefold()).strip():
        return []
    called_so = listed.ids().where(listed.name_key == key).order_by(listed.id)
    first = list(session.connection().execute(called_so.limit(MOST_CALLED_SO)).scalars())
    found = page(session, listed, ListRequest(search=text, size=SIZES[0]))
    return [*dict.fromkeys((*first, *found))]
