"""What marks rest on: what is recorded of them, and what boards have locked."""
