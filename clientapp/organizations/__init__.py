"""Organizations: companies that group customers, properties and branches."""
