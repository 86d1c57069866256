"""What a lookup gives back."""

from typing import NamedTuple


class Found(NamedTuple):
    """Something that was found.

    `kind` is "customer", "contact", "place" or "organization", `id` that of its row, `url` where it
    is opened; `detail` says where, and of a contact or a place, at whom. `matched` says what of it
    matched ("Phone (501) 555-0134"); it is empty where nothing was looked for. `warnings` are the
    labels with the reasons of the customer at whom it is.
    """

    kind: str
    id: int
    url: str
    title: str
    detail: str
    matched: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
