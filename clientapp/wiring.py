"""Makes the records of this application known to the verbs; every entrance calls it once."""

from clientapp.background.reindexing import REINDEX, index_anew
from clientapp.background.runner import register
from clientapp.bulk.kind import KINDS
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.customers.customer import CUSTOMER
from clientapp.customers.likeness import SCAN
from clientapp.customers.queries import CUSTOMER_DESK
from clientapp.desk.kind import DESKS
from clientapp.listing.team_view import TEAM_VIEW
from clientapp.merging.dismissing import DISMISSAL
from clientapp.organizations.bulk import ORGANIZATION_BULK
from clientapp.organizations.organization import ORGANIZATION
from clientapp.organizations.queries import ORGANIZATION_DESK
from clientapp.picklists.option import NUMBERS, PICKLIST_OPTION
from clientapp.properties.bulk import PROPERTY_BULK
from clientapp.properties.property import PROPERTY
from clientapp.properties.queries import PROPERTY_DESK
from clientapp.record import registry
from clientapp.segments.segment import LISTS, SEGMENT


def wire() -> None:
    """Fill the registry."""
    for record in (
        *(CUSTOMER, ORGANIZATION, PROPERTY),
        *(PICKLIST_OPTION, NUMBERS, TEAM_VIEW, SEGMENT, DISMISSAL),
    ):
        registry.add(record)
    for desk, bulk in (
        (CUSTOMER_DESK, CUSTOMER_BULK),
        (ORGANIZATION_DESK, ORGANIZATION_BULK),
        (PROPERTY_DESK, PROPERTY_BULK),
    ):
        kind = desk.listed.kind
        LISTS[kind], DESKS[kind], KINDS[kind] = desk.listed, desk, bulk
    register(SCAN.work_kind, SCAN)
    register(REINDEX, index_anew)
