"""Where it is written who wears which tag."""

from clientapp.editing.owned import owned
from clientapp.models import CustomerTag, OrganizationTag

TAGS = owned(customer=CustomerTag, organization=OrganizationTag)
"""By the kind of record that wears them."""
