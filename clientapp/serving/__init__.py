"""Building the front end and serving everything on one port; an edge, beside the command."""
