"""Notes on a record: what was written down, when and by whom."""
