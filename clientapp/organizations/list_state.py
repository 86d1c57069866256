"""The list of organizations, and what is done to many of them at once."""

from typing import ClassVar

import reflex as rx

from clientapp.desk.bulk_state import DeskBulkState
from clientapp.desk.list_state import DeskState


class OrganizationListState(DeskState, rx.State):
    """The list."""

    KIND: ClassVar = "organization"


class OrganizationBulkState(DeskBulkState, rx.State):
    """The dialogs of bulk edit."""

    LIST: ClassVar = OrganizationListState
