"""Doing something to many records at once, and saying what came of it."""
