"""What an import recognises a record by that has neither number nor external id (decision 21): its
normalised name with street and post code."""

from hashlib import blake2b

from clientapp.formatting import fold


def name_key(name: str) -> str:
    """What a name is sorted by and recognised by: folded, or itself where nothing of it folds."""
    return fold(name) or name.casefold()


def recognised_by(key: str, street: str | None, postal_code: str | None) -> str:
    """The name's key with street and post code in one text."""
    return "\x1f".join((key, fold(street), fold(postal_code)))


def match_key(recognised: str) -> int:
    """A short hash of `recognised_by`, by which a record is looked up."""
    digest = blake2b(recognised.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
