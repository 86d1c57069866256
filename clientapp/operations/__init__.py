"""Everything that was done: the list of operations, and each with what it did."""
