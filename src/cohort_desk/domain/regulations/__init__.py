"""Regulation sets: what the rules of an award say, as data that is checked and compared."""
