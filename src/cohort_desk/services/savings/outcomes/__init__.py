"""Outcomes without money, from promise to confirmation."""
