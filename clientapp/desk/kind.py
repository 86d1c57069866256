"""What a kind of record says about its list page."""

from collections.abc import Callable
from dataclasses import dataclass

from clientapp import routes
from clientapp.listing.listed import Listed
from clientapp.listing.sources import Sources, Values
from clientapp.record import registry

Warnings = tuple[tuple[str, str], ...]
"""Labels with their reasons."""


def nothing_under(_row: Values) -> str:
    """`DeskKind.under` of records whose names say it all."""
    return ""


def no_warnings(_row: Values) -> Warnings:
    """`DeskKind.warnings` of records that nobody is warned of."""
    return ()


@dataclass(frozen=True)
class DeskKind:
    """A kind of record on its list page.

    Attributes:
        listed: how it is listed.
        sources: the columns that can be shown, and where their texts come from; they read
            `display_name` for every row.
        usual: the names of those that are shown to who chose none.
        first: the names of the filters with a button of their own.
        under: what stands below the name in a row.
        warnings: what stands beside it.
        shows: further kinds of record whose names stand in the rows.
    """

    listed: Listed
    sources: Sources
    usual: tuple[str, ...]
    first: tuple[str, ...]
    under: Callable[[Values], str] = nothing_under
    warnings: Callable[[Values], Warnings] = no_warnings
    shows: tuple[str, ...] = ("picklist_option",)

    @property
    def address(self) -> str:
        """The address of its page."""
        return routes.LISTS[self.listed.kind]

    @property
    def noun(self) -> tuple[str, str]:
        """What one and what many of them are called."""
        record = registry.records[self.listed.kind]
        return record.label, record.plural


DESKS: dict[str, DeskKind] = {}
"""By the kind of the records; `clientapp.wiring` fills it."""
