"""Who may what: users, sign-ins, roles, and the gate that every event passes."""
