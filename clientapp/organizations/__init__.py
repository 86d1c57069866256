"""Companies that group customers, properties and branches."""
