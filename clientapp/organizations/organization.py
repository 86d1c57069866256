"""What an organization is to the verbs: its fields, its tables, how it is refreshed."""

from collections.abc import Collection

from sqlmodel import Session

from clientapp import routes
from clientapp.addresses.part import ADDRESS
from clientapp.contacts.commands import mend_primary
from clientapp.contacts.part import CONTACT, contact_links
from clientapp.listing.offering import offered
from clientapp.models import Operation, Organization
from clientapp.notes.part import notes_part
from clientapp.organizations.derived import MADE_OF, refresh, reindex
from clientapp.organizations.fields import ORGANIZATION_FIELDS
from clientapp.organizations.queries import ORGANIZATIONS
from clientapp.organizations.reading import HOLDING, facts, titles
from clientapp.organizations.rules import OWN_BRANCH
from clientapp.record import Part, Record, Unique
from clientapp.tags.part import tag_links

PARTS = (
    Part(
        "organization",
        Organization,
        about_kind="organization",
        derives=MADE_OF | {"parent_id"},  # what an undo puts back there is mended
        unique=(Unique(("external_id",), "external ID taken"),),
    ),
    CONTACT,
    contact_links("organization"),
    ADDRESS,
    tag_links("organization"),
    notes_part("organization"),
)


def _mend(session: Session, operation: Operation, ids: Collection[int]) -> None:
    """One primary contact, whatever an undo put back."""
    mend_primary(session, operation, ids, kind="organization")


ORGANIZATION = Record(
    kind="organization",
    label="organization",
    plural="organizations",
    fields=ORGANIZATION_FIELDS,
    parts=PARTS,
    refresh=refresh,
    reindex=reindex,
    titles=titles,
    facts=facts,
    url=routes.organization,
    held=HOLDING.rows,
    mend=_mend,
    found_by=("name_key", "place_key"),
    offered=lambda session, text: offered(session, ORGANIZATIONS, text),
    circle=OWN_BRANCH,
)
