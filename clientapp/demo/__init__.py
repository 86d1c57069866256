"""Believable customers that do not exist, to try Clientapp with."""
