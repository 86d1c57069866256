"""The list page of any kind of record: its rows, what is done to many of them, and lists of one
kind inside the record of another."""
