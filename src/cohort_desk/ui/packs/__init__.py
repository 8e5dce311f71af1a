"""Packs sent round and merged back."""
