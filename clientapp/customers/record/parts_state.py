"""What belongs to the customer whose page is open: its people, tags and notes."""

from typing import ClassVar

import reflex as rx

from clientapp.contacts.state import ContactsState
from clientapp.notes.state import NotesState
from clientapp.tags.state import TagsState


class CustomerContactsState(ContactsState, rx.State):
    """The people of the customer."""

    KIND: ClassVar[str] = "customer"


class CustomerTagsState(TagsState, rx.State):
    """The tags of the customer."""

    KIND: ClassVar[str] = "customer"


class CustomerNotesState(NotesState, rx.State):
    """The notes on the customer."""

    KIND: ClassVar[str] = "customer"
