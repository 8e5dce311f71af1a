"""Packs: what is sent round to be filled in elsewhere, and how it is merged back."""
