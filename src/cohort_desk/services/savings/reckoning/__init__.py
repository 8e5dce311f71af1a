"""What savings are reckoned with, and what a benefit is worth by it."""
