"""Lists under a name: what they find, in which order and columns, privately or for the team."""
