"""The view of what an office has to see to: owners who are gone, updates overdue, and the like."""
