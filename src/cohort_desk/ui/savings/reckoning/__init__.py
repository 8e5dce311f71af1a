"""How savings are reckoned: rates, prices, confidence, cut-offs, and the own factor."""
