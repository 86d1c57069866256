"""The list page of any kind of record, and what is done to many at once."""
