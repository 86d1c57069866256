"""People at customers."""
