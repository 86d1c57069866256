"""Finding anything by any part of it: customers, organizations, properties, contacts, places."""
