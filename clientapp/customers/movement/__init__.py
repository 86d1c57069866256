"""A list of customers through time: who came in since a day, who went out, and as it was then."""
