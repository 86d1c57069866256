"""What an organization is to the verbs: its fields, its tables, how it is refreshed."""

from collections.abc import Collection

from sqlmodel import Session

from clientapp import routes
from clientapp.addresses.part import ADDRESS
from clientapp.contacts.commands import mend_primary
from clientapp.contacts.part import CONTACT, contact_links
from clientapp.ledger.circles import mend_circles
from clientapp.listing.offering import offered
from clientapp.models import Operation, Organization, Status
from clientapp.notes.part import notes_part
from clientapp.organizations.commands import save_values
from clientapp.organizations.derived import MADE_OF, refresh, reindex
from clientapp.organizations.fields import ORGANIZATION_FIELDS, SECTIONS
from clientapp.organizations.queries import ORGANIZATIONS
from clientapp.organizations.reading import HOLDING, facts, read_values, titles
from clientapp.organizations.rules import OWN_BRANCH, check
from clientapp.record import Part, Record, Unique
from clientapp.record_page.editable import Editable
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


def _mend(session: Session, operation: Operation, ids: Collection[int]) -> dict[int, str]:
    """One primary contact, and no circle of branches, whatever an undo put back."""
    mend_primary(session, operation, ids, kind="organization")
    return mend_circles(session, operation, ORGANIZATION, ids)


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
    mends_itself=True,
    found_by=("name_key", "place_key"),
    offered=lambda session, text: offered(session, ORGANIZATIONS, text),
    circle=OWN_BRANCH,
)

EDITABLE = Editable(
    record=ORGANIZATION,
    sections=SECTIONS,
    read_values=read_values,
    check=check,
    save_values=save_values,
    display_name=lambda values: values["name"],
    starts_with={"status": Status.ACTIVE.value},
)
"""How its form is saved."""
