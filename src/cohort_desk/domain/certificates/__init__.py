"""Certificates: what one says, how it is numbered and proved, and how it is laid out."""
