"""The projects of the groups and what they hand in."""
