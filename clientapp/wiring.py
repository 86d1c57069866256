"""Makes the records of this application known to the verbs; every entrance calls it once."""

from clientapp.background.runner import register
from clientapp.customers.customer import CUSTOMER
from clientapp.customers.likeness import SCAN
from clientapp.customers.queries import CUSTOMERS
from clientapp.customers.reindexing import REINDEX, index_anew
from clientapp.listing.team_view import TEAM_VIEW
from clientapp.merging.dismissing import DISMISSAL
from clientapp.picklists.option import NUMBERS, PICKLIST_OPTION
from clientapp.record import registry
from clientapp.segments.segment import LISTS, SEGMENT


def wire() -> None:
    """Fill the registry."""
    for record in (CUSTOMER, PICKLIST_OPTION, NUMBERS, TEAM_VIEW, SEGMENT, DISMISSAL):
        registry.add(record)
    LISTS[CUSTOMER.kind] = CUSTOMERS
    register(SCAN.work_kind, SCAN)
    register(REINDEX, index_anew)
