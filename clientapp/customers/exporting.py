"""Customers as an export writes them."""

from clientapp.customers.columns import CUSTOMER_SOURCES
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.queries import CUSTOMERS
from clientapp.customers.reading import read_values
from clientapp.exporting.records import Exported
from clientapp.picklists.queries import labels_of

CUSTOMER_EXPORT = Exported(CUSTOMERS, CUSTOMER_FIELDS, CUSTOMER_SOURCES, read_values, labels_of)
