"""The board's page: what is before it, what it decides."""
