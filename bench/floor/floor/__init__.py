"""The floor: a bare Reflex application on one flat table."""
