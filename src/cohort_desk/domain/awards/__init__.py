"""From component marks to module marks, the mean, the award and who is near a boundary."""
