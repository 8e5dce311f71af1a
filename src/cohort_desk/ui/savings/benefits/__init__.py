"""The view "Benefits": every line of the savings, and the way in for a new one."""
