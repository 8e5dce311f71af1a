"""Certificates: their designs, issuing them, the register, and verifying a file."""
