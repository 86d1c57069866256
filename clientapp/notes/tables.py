"""Where notes are kept."""

from clientapp.editing.owned import owned
from clientapp.models import Note, OrganizationNote

NOTES = owned(customer=Note, organization=OrganizationNote)
"""By the kind of record that they are about."""
