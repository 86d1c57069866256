"""What a kind of record says about doing something to many of them; the verbs read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Select
from sqlmodel import Session

from clientapp.field import Field
from clientapp.ledger.recording import now
from clientapp.listing.listed import Listed
from clientapp.models.base import Tracked
from clientapp.record import Record, registry

RECENTLY = timedelta(hours=1)

Action = Literal["delete", "deactivate", "skip"]
ACTIONS: tuple[Action, ...] = ("delete", "deactivate", "skip")
"""What can be done to the records of a group, the usual first."""


@dataclass(frozen=True)
class Group:
    """Records that are alike where a selection is to be deleted.

    Attributes:
        key: its name in forms.
        words: after their number: "at a site of another customer too".
        left: why they are left, if they are to be.
        alone: the same of a single record, a sentence; empty where there is nothing to say.
        holds: SQL telling whether a record belongs to it, made anew each time; None for the rest.
        actions: what can be done to them.
    """

    key: str
    words: str
    left: str
    alone: str = ""
    holds: Callable[[], ColumnElement[bool]] | None = None
    actions: tuple[Action, ...] = ACTIONS


class Goes(NamedTuple):
    """What a deletion means for what belongs to the records: what goes along ("4 contacts") and
    what does not ("2 places stay"), each empty where there is nothing of it."""

    along: str = ""
    stays: str = ""


def nothing_goes(_session: Session, _chosen: Select[int]) -> Goes:
    """`BulkKind.goes` of records that nothing else belongs to."""
    return Goes()


@dataclass(frozen=True)
class BulkKind:
    """A kind of record of which many are written at once.

    Attributes:
        listed: how they are listed.
        fields: all of them; those with `bulk` can be set on many.
        further: groups of a deletion beside those that every kind has. Of the groups that a record
            fits, one of which not everything may be done decides, else the last.
        goes: what a deletion means for what belongs to the records of a selection, by a statement
            for their ids.
    """

    listed: Listed
    fields: tuple[Field, ...]
    further: tuple[Group, ...] = ()
    goes: Callable[[Session, Select[int]], Goes] = nothing_goes

    @property
    def record(self) -> Record:
        """What the records are to the other verbs."""
        return registry.records[self.listed.kind]

    @property
    def model(self) -> type[Tracked]:
        """Their table."""
        return self.record.parts[0].model

    @cached_property
    def settable(self) -> Mapping[str, Field]:
        """The fields that can be set on many of them, by name."""
        return {field.name: field for field in self.fields if field.bulk}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The groups of a deletion by their keys, in the order of the screen."""
        clean = Group("clean", "with nothing in the way", "skipped")
        words = "changed in the last hour"
        recent = Group("recent", words, words, "It was changed in the last hour.", self._recent)
        return {group.key: group for group in (clean, *self.further, recent)}

    def actions_of(self, key: str) -> tuple[Action, ...]:
        """What can be done to the records of a group; the first is what is done unless another is
        chosen. Only what has a status can be deactivated."""
        has_status = any(field.name == "status" for field in self.fields)
        offered = self.groups[key].actions
        return tuple(each for each in offered if has_status or each != "deactivate")

    def _recent(self) -> ColumnElement[bool]:
        columns = self.listed.table.c
        return (columns.modified_at > now() - RECENTLY) & (columns.version > 1)


KINDS: dict[str, BulkKind] = {}
"""By the kind of the records; `clientapp.wiring` fills it."""
