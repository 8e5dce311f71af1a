"""Claims of what was saved, the decisions on them, and the pots they come out of."""
