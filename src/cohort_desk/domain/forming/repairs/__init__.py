"""The fewest moves that put groups right after a drop-out, a late joiner or a new rule."""
