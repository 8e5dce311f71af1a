"""Savings: the ladder from projected to validated, its rules, and the arithmetic of worth."""
