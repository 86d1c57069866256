"""The page of one record of any kind: its form, its history, and what is done to it as a whole."""
