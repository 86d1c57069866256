"""How any kind of record is listed: request, statement, total."""
