"""Importing: a file is read, its columns are matched, every row is rehearsed, then applied."""
