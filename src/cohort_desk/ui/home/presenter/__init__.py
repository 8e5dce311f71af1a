"""What the home page of each view says; free of Qt."""
