"""Properties as an export writes them; what is secret at one is no field."""

from clientapp.exporting.records import Exported
from clientapp.picklists.queries import labels_of
from clientapp.properties.columns import PROPERTY_SOURCES
from clientapp.properties.fields import PROPERTY_FIELDS
from clientapp.properties.queries import PROPERTIES
from clientapp.properties.reading import read_values

PROPERTY_EXPORT = Exported(PROPERTIES, PROPERTY_FIELDS, PROPERTY_SOURCES, read_values, labels_of)
