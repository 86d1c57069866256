"""Checking and saving what people type, for any record."""
