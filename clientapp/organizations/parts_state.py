"""What belongs to the organization whose page is open: its people, tags and notes."""

from typing import ClassVar

import reflex as rx

from clientapp.contacts.state import ContactsState
from clientapp.notes.state import NotesState
from clientapp.tags.state import TagsState


class OrganizationContactsState(ContactsState, rx.State):
    """The people of the organization."""

    KIND: ClassVar[str] = "organization"


class OrganizationTagsState(TagsState, rx.State):
    """The tags of the organization."""

    KIND: ClassVar[str] = "organization"


class OrganizationNotesState(NotesState, rx.State):
    """The notes on the organization."""

    KIND: ClassVar[str] = "organization"
