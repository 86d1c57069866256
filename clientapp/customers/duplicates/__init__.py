"""Customers that may be the same: the list of them, and merging them."""
