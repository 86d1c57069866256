"""Tags on a customer: words with a colour, from a list that managers edit."""
