"""Makes the records of this application known to the verbs; every entrance calls it once."""

from clientapp.customers.customer import CUSTOMER
from clientapp.record import registry


def wire() -> None:
    """Fill the registry."""
    registry.add(CUSTOMER)
