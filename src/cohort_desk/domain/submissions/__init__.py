"""Handing in: when work is due for whom, what may be handed in, and when it is closed."""
