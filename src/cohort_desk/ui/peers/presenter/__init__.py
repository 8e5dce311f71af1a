"""What the page of peer ratings does; free of Qt."""
