"""One customer, new or stored: its form, what is done to it as a whole, its history."""
