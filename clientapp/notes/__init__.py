"""Notes on a customer: what was written down, when and by whom."""
