"""Cohort Desk: people, mixed groups, projects and awards of a shared leadership programme."""

__version__ = "0.1.0"
