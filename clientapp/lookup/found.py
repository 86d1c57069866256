"""What a lookup gives back."""

from typing import NamedTuple


class Found(NamedTuple):
    """Something that was found.

    `kind` is "customer", "contact", "place", "property" or "organization", `id` that of its row,
    `url` where it is opened; `detail` says where, and of what is not a record of its own, at whom.
    `matched` says what of it matched ("Phone (501) 555-0134"); it is empty where nothing was looked
    for. `warnings` are labels with the reasons, also those of the customer at whom it is.
    """

    kind: str
    id: int
    url: str
    title: str
    detail: str
    matched: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
