"""The reports on savings that were made: found, printed again as they were, and new ones made."""
