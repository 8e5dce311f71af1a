"""What reports on savings said, kept so that they print the same again."""
