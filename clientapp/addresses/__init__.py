"""Places, their links to customers, and the property row on a site."""
