"""What lies in Trash: how it comes back, and how it goes for good."""
