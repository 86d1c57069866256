"""Finding anything by any part of it: customers, contacts, places, organizations."""
