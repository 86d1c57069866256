"""The list of customers, where an office works all day, and what is done to many at once."""
