"""Benefits: their entry, figures, costs, shares and officers, and what of them wants attention."""
