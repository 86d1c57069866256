"""People at records."""
