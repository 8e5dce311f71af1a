"""The view of marking guides: a list of them, and the one that is open."""
