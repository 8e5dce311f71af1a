"""What a round asks for, as people write it: recipes, wishes in files, times, columns."""
