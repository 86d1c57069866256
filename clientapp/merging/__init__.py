"""Records that may be the same: finding them, dismissing them, merging two into one and back."""
