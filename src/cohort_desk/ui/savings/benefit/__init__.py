"""The page of one benefit: where it stands on its ladder, what it rests on and what it is worth."""
