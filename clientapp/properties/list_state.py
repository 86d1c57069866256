"""The list of properties, and the units of one."""

from typing import ClassVar

import reflex as rx

from clientapp.desk.bulk_state import DeskBulkState
from clientapp.desk.list_state import DeskState
from clientapp.desk.related_state import RelatedState


class PropertyListState(DeskState, rx.State):
    """The list page of properties."""

    KIND: ClassVar = "property"


class PropertyBulkState(DeskBulkState, rx.State):
    """What is done to many properties of the list at once."""

    LIST: ClassVar = PropertyListState


class UnitsState(RelatedState, rx.State):
    """The units of the property whose page is open."""

    KIND: ClassVar = "property"
    THROUGH: ClassVar = "parent"
    NOUN: ClassVar = ("unit", "units")


class UnitsBulkState(DeskBulkState, rx.State):
    """What is done to many units at once."""

    LIST: ClassVar = UnitsState
