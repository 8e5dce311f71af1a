"""Marking: the queue, the desk, allotment, agreement and moderation."""
