"""Customers: the bill-to party, residential or commercial."""
