"""What people who work at the same time see of one another."""
